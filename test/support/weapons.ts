import { type Draft } from '../../src/domain/tracing/case.js';
import { type Weapon } from '../../src/domain/messages/index.js';

/** A recovered pistol with one legible serial. */
export function recoveredPistol(serial = 'ABC12345', more: Partial<Weapon> = {}): Weapon {
  return {
    type: 'self-loading pistol',
    make: 'GLOCK',
    calibre: '9mm',
    marks: [{ kind: 'serial', text: serial, condition: 'legible', component: 'frame' }],
    ...more,
  };
}

/** All that a request needs besides weapon and incident. */
export function completeParts(own: string, more: Draft['body'] = {}): Draft['body'] {
  return {
    requesterKind: 'State',
    urgency: 'routine',
    illicit: [{ ground: '6a', law: 'Weapons Act, section 12' }],
    recovery: {
      kind: 'seized',
      date: { on: '2026-01-10' },
      country: own,
      circumstances: 'Found in a car at a road check.',
    },
    intendedUse: { use: 'criminal investigation' },
    confidentiality: { guaranteed: true },
    handling: {
      recipients: [],
      purposes: ['criminal investigation'],
      onwardRelease: 'with consent',
      evidenceUse: 'with consent',
      label: 'TLP:AMBER',
    },
    ...more,
  };
}

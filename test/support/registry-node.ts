import { type PersonActor } from '../../src/domain/shared/actor.js';
import { Transactions } from '../../src/platform/transaction.js';
import { RegistrationService } from '../../src/registries/markings/registration.service.js';
import { type NewFirearm } from '../../src/registries/markings/new-firearm.js';
import { type TestNode } from './test-node.js';

/** A pistol of which everything is known; `more` replaces parts of it. */
export function recordedPistol(serial: string, more: Partial<NewFirearm> = {}): NewFirearm {
  return {
    type: 'self-loading pistol',
    manufacture: 'industrial',
    make: 'GLOCK',
    model: '17',
    calibre: '9 mm Luger',
    components: [
      {
        kind: 'frame',
        reference: true,
        replaced: false,
        marks: [{ kind: 'serial', text: serial, condition: 'legible' }],
      },
    ],
    holders: [{ kind: 'natural person', role: 'private holder', name: 'Joan Invented' }],
    events: [],
    ...more,
  };
}

/** Registers it; answers its id. */
export async function register(node: TestNode, registrar: PersonActor, firearm: NewFirearm): Promise<string> {
  const result = await node.get(RegistrationService).register(registrar, firearm);
  if (!result.ok) throw new Error(result.code);
  return result.value.id;
}

/** What the ledger holds of one act, in its order. */
export async function entriesOf(node: TestNode, act: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows = await node
    .get(Transactions)
    .read<{ entry: string }>(
      "SELECT convert_from(canonical, 'UTF8') AS entry FROM audit_entry WHERE act = $1 ORDER BY id",
      [act],
    );
  return rows.map((row) => (JSON.parse(row.entry) as { data: Record<string, unknown> }).data);
}

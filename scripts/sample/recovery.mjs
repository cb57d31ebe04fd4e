/** An invented recovery of three pistols, as `IncidentsService.handIn` takes it. */
export const RECOVERY = {
  exercise: true,
  common: {
    requesterKind: 'State',
    urgency: 'routine',
    illicit: [{ ground: '6a', law: 'Weapons Act (invented), section 12' }],
    recovery: {
      kind: 'seized',
      date: { on: '2026-01-10' },
      country: 'XAA',
      circumstances: 'Found in a car at a road check.',
    },
    intendedUse: { use: 'criminal investigation' },
    confidentiality: { guaranteed: true },
  },
  weapons: ['ABC12345', 'O0I1B8', '77-A-1204'].map((text) => ({
    weapon: {
      type: 'self-loading pistol',
      make: 'GLOCK',
      calibre: '9mm',
      marks: [{ kind: 'serial', text, condition: 'legible', component: 'frame' }],
    },
  })),
};

/** The test rooms in the order in which the last table names them; each is a folder of `test`. */
export const ROOMS = [
  'unit',
  'property',
  'vectors',
  'contract',
  'integration',
  'network',
  'simulation',
  'web',
  'architecture',
];

/** The lines that end a run: one for each room, and the sum as the very last. */
export function roomTable(counts) {
  const cell = (room) => counts[room] ?? { passed: 0, failed: 0, skipped: 0 };
  const rows = ROOMS.filter((room) => counts[room] !== undefined).map(
    (room) =>
      `${(room + ':').padEnd(14)} ${cell(room).passed} passed, ${cell(room).failed} failed, ${cell(room).skipped} skipped`,
  );
  const sum = (key) => ROOMS.reduce((total, room) => total + cell(room)[key], 0);
  return [...rows, `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`];
}

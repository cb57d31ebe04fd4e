import { normalForm } from '../../domain/firearm/serial-number.js';
import { type Scene, SCENES, type Staged } from './exercise.js';
import { type Recovered } from './recovered.js';
import { type Keying, type Registries } from './registries.js';

export interface Staging {
  readonly rows: readonly Staged[];
  /** Lines of the registry whose keying a scene asks for. */
  readonly forced: ReadonlyMap<string, Keying>;
  /** Lines of our sample that go into the registries for the rows that are counted apart. */
  readonly extraLines: readonly Recovered[];
}

/** Two messages cross only where both are written within a moment: a few rows are tried. */
const TRIES: Partial<Record<Scene, number>> = { crossing: 3 };
const MIN_SERIAL = 5;

/**
 * Which rows show which scene. Every scene ends in what the registries say, so that a row tells the same as without it. Rows that have
 * a record are named first; where the file has too few, rows of our sample are added and counted apart.
 */
export function stage(
  rows: readonly Recovered[],
  drawn: Registries,
  sample: readonly Recovered[],
  drawSample: (forced: ReadonlyMap<string, Keying>) => Registries,
): Staging {
  const scenes = new Map<number, Scene>();
  const forced = new Map<string, Keying>();
  const missing: Scene[] = [];
  const byNumber = keysByNumber(drawn);
  for (const scene of wished()) {
    const line = rows.find((one) => !scenes.has(one.row) && fits(scene, one, drawn, byNumber));
    if (line === undefined) missing.push(scene);
    else scenes.set(line.row, scene);
  }
  // An empty registry can show nothing that was found, and nothing is put into it.
  const extras = drawn.placed.size === 0 ? [] : extraRows(missing, rows, sample, drawSample, forced);
  return {
    rows: [...rows.map((line): Staged => withScene(line, scenes.get(line.row))), ...extras],
    forced,
    extraLines: extras.map((one) => one.line),
  };
}

/** The hardest to find first. */
function wished(): readonly Scene[] {
  const order: readonly Scene[] = [
    'look-alike',
    'import and consent',
    'partner down',
    ...SCENES.filter((scene) => !['look-alike', 'import and consent', 'partner down'].includes(scene)),
  ];
  return order.flatMap((scene) => Array.from({ length: TRIES[scene] ?? 1 }, () => scene));
}

function withScene(line: Recovered, scene: Scene | undefined): Staged {
  return scene === undefined ? { line } : { line, scene };
}

function keysByNumber({ placed }: Registries): ReadonlyMap<string, string> {
  return new Map([...placed].map(([key, { from }]) => [numberOf(from), key]));
}

function numberOf(line: Recovered): string {
  return `${line.make ?? ''} ${normalForm(line.serial ?? '')}`;
}

function fits(scene: Scene, line: Recovered, { placed }: Registries, byNumber: ReadonlyMap<string, string>): boolean {
  const record = placed.get(placed.has(line.key) ? line.key : (byNumber.get(numberOf(line)) ?? ''));
  if (
    record === undefined ||
    line.make === undefined ||
    normalForm(line.serial ?? '').length < MIN_SERIAL ||
    record.states.includes('XAA')
  )
    return false;
  const austrian = record.states.includes('AUT');
  if (scene === 'look-alike') return record.keying === 'look-alike' && line.lastRetailSale !== undefined;
  if (record.keying !== 'as recorded' || line.lastRetailSale === undefined) return false;
  return scene === 'import and consent' || scene === 'partner down' ? austrian : !austrian;
}

function extraRows(
  missing: readonly Scene[],
  rows: readonly Recovered[],
  sample: readonly Recovered[],
  drawSample: (forced: ReadonlyMap<string, Keying>) => Registries,
  forced: Map<string, Keying>,
): Staged[] {
  const known = new Set(rows.map((line) => normalForm(line.serial ?? '')));
  const free = sample.filter((line) => !known.has(normalForm(line.serial ?? '')));
  const all = new Map<string, Keying>(free.map((line) => [line.key, 'as recorded']));
  const used = new Set<string>();
  let row = rows.length;
  return missing.flatMap((scene): Staged[] => {
    const wish: Keying = scene === 'look-alike' ? 'look-alike' : 'as recorded';
    const line = free.find((one) => {
      if (used.has(one.key)) return false;
      const drawn = drawSample(new Map([...all, [one.key, wish]]));
      return fits(scene, one, drawn, keysByNumber(drawn));
    });
    if (line === undefined) return [];
    used.add(line.key);
    forced.set(line.key, wish);
    row += 1;
    return [{ line: { ...line, row }, scene, extra: true }];
  });
}

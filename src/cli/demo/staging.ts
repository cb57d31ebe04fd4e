import { normalForm } from '../../domain/firearm/serial-number.js';
import { type Scene, SCENES, type Staged } from './exercise.js';
import { type Recovered } from './recovered.js';
import { hasLookAlike, type Keying, type Registries } from './registries.js';

export interface Staging {
  readonly rows: readonly Staged[];
  /** Lines of the registry whose keying a scene asks for. */
  readonly forced: ReadonlyMap<string, Keying>;
  /** Lines of our sample that go into the registries for the rows that are counted apart. */
  readonly extraLines: readonly Recovered[];
}

interface Given {
  readonly rows: readonly Recovered[];
  /** The registry's list, and what was drawn from it. */
  readonly lines: readonly Recovered[];
  readonly drawn: Registries;
  /** Ours, for rows that are counted apart, and records made for the named lines of it. */
  readonly sample: readonly Recovered[];
  readonly record: (named: ReadonlyMap<string, Keying>) => Registries;
}

/** Two messages cross only where both are written within a moment: a few rows are tried. */
const TRIES: Partial<Record<Scene, number>> = { crossing: 3 };
const MIN_SERIAL = 5;

/**
 * Which rows show which scene. Every scene ends in what the registries say, so that a row tells the same as without it. Rows that have
 * a record are named first; where the file has too few, rows of our sample are added and counted apart.
 */
export function stage(given: Given): Staging {
  const { rows, drawn } = given;
  const scenes = new Map<number, Scene>();
  const forced = new Map<string, Keying>();
  const missing: Scene[] = [];
  const byNumber = keysByNumber(drawn);
  for (const scene of wished()) {
    const free = rows.filter((one) => !scenes.has(one.row));
    const line =
      free.find((one) => fits(scene, one, drawn, byNumber)) ?? mistyped(scene, free, drawn, byNumber, forced);
    if (line === undefined) missing.push(scene);
    else scenes.set(line.row, scene);
  }
  // An empty registry can show nothing that was found, and nothing is put into it.
  const added = drawn.placed.size === 0 ? [] : addedRows(missing, given, forced);
  return {
    rows: [...rows.map((line): Staged => withScene(line, scenes.get(line.row))), ...added.map((one) => one.staged)],
    forced,
    extraLines: added.flatMap((one) => (one.recorded ? [one.staged.line] : [])),
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

/** The line of the registry's list that has this row's weapon. */
function keyOf(line: Recovered, { placed }: Pick<Registries, 'placed'>, byNumber: ReadonlyMap<string, string>): string {
  return placed.has(line.key) ? line.key : (byNumber.get(numberOf(line)) ?? '');
}

function fits(scene: Scene, line: Recovered, { placed }: Registries, byNumber: ReadonlyMap<string, string>): boolean {
  const record = placed.get(keyOf(line, { placed }, byNumber));
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

/** Where chance let no record be keyed so that it looks alike, one is. */
function mistyped(
  scene: Scene,
  rows: readonly Recovered[],
  drawn: Registries,
  byNumber: ReadonlyMap<string, string>,
  forced: Map<string, Keying>,
): Recovered | undefined {
  if (scene !== 'look-alike') return undefined;
  const line = rows.find((one) => fits('crossing', one, drawn, byNumber) && hasLookAlike(one.serial ?? ''));
  if (line !== undefined) forced.set(keyOf(line, drawn, byNumber), 'look-alike');
  return line;
}

interface Added {
  readonly staged: Staged;
  /** It takes a record of its own; the others have one in the registry's list. */
  readonly recorded: boolean;
}

function addedRows(missing: readonly Scene[], given: Given, forced: Map<string, Keying>): readonly Added[] {
  const { rows, lines, drawn, sample, record } = given;
  const numbers = (list: readonly Recovered[]): Set<string> => new Set(list.map((one) => normalForm(one.serial ?? '')));
  const [asked, listed] = [numbers(rows), numbers(lines)];
  const free = sample.filter((line) => !asked.has(normalForm(line.serial ?? '')));
  const byNumber = keysByNumber(drawn);
  const used = new Set<string>();
  return missing.flatMap((scene): Added[] => {
    const keying: Keying = scene === 'look-alike' ? 'look-alike' : 'as recorded';
    const open = free.filter((one) => !used.has(one.key));
    const known = open.find((one) => fits(scene, one, drawn, byNumber));
    const line =
      known ??
      open.find((one) => {
        if (listed.has(normalForm(one.serial ?? ''))) return false;
        const made = record(new Map([[one.key, keying]]));
        return fits(scene, one, made, keysByNumber(made));
      });
    if (line === undefined) return [];
    used.add(line.key);
    if (known === undefined) forced.set(line.key, keying);
    const staged: Staged = { line: { ...line, row: rows.length + used.size }, scene, extra: true };
    return [{ staged, recorded: known === undefined }];
  });
}

import { COMPONENTS } from '../../messages/vocabulary.js';
import { type Component, type Firearm, type RecordedMark } from '../marking.js';
import { isReadable, standingMarks, type AskedMark, type FoundMark } from './rule.js';

type MarkKind = RecordedMark['kind'];

/** Which kinds of mark answer what a rule asks for. */
const ANSWERS: Readonly<Partial<Record<AskedMark, readonly MarkKind[]>>> = {
  'manufacturer': ['manufacturer'],
  'country of manufacture': ['country of manufacture'],
  'serial': ['serial'],
  'model': ['model'],
  'calibre': ['calibre'],
  'importer': ['importer', 'import'],
  'State stock mark': ['State stock'],
};

/** ITI 10 and EU 2021/555 art. 1(1)(2): what the weapon cannot do without. */
export const ESSENTIAL = ['frame', 'receiver', 'upper receiver', 'lower receiver', 'control component'] as const;

export function marksFor(firearm: Firearm, asked: AskedMark): readonly { component: Component; mark: RecordedMark }[] {
  const kinds = ANSWERS[asked] ?? [];
  return standingMarks(firearm).filter(({ mark }) => kinds.includes(mark.kind));
}

/** Is it on the weapon, and can it be read? */
export function present(firearm: Firearm, asked: AskedMark): FoundMark {
  const marks = marksFor(firearm, asked);
  const [readable] = marks.filter(({ mark }) => isReadable(mark));
  if (readable !== undefined) return { asked, found: 'as asked', ...at(readable) };
  const [spoiled] = marks.filter(({ mark }) => mark.condition !== 'absent');
  return spoiled === undefined ? { asked, found: 'missing' } : { asked, found: 'not readable', ...at(spoiled) };
}

/** The serial as present; on another component than an essential one, that is said. */
export function serialOnEssential(firearm: Firearm): FoundMark {
  const serials = marksFor(firearm, 'serial').filter(({ mark }) => isReadable(mark));
  const essential = serials.find(({ component }) => isEssential(component));
  const [elsewhere] = serials;
  if (essential !== undefined || elsewhere === undefined) return present(firearm, 'serial');
  return { asked: 'serial', found: 'on another component', ...at(elsewhere) };
}

export function isEssential({ kind, reference }: Component): boolean {
  return reference || (ESSENTIAL as readonly (typeof COMPONENTS)[number][]).includes(kind);
}

/** A simple geometric symbol with a code stands for maker, country and serial together (ITI 8a, second way). */
export function geometricCode(firearm: Firearm): FoundMark | undefined {
  const found = standingMarks(firearm).find(({ mark }) => mark.kind === 'geometric symbol' && isReadable(mark));
  return found && { asked: 'unique mark', found: 'as asked', ...at(found) };
}

/** The year stands as a mark of its own or beside another mark of the maker. */
export function yearOfManufacture(firearm: Firearm): FoundMark {
  const marks = standingMarks(firearm).filter(({ mark }) => isReadable(mark));
  const found = marks.find(
    ({ mark }) => mark.kind === 'year' || (MAKERS.includes(mark.kind) && mark.year !== undefined),
  );
  return found === undefined
    ? { asked: 'year of manufacture', found: 'missing' }
    : { asked: 'year of manufacture', found: 'as asked', ...at(found) };
}

const MAKERS: readonly MarkKind[] = ['manufacturer', 'country of manufacture', 'serial', 'proof'];

/** The import mark of one State. */
export function importMark(firearm: Firearm, state: string): FoundMark {
  const marks = standingMarks(firearm).filter(({ mark }) => mark.kind === 'import' && mark.country === state);
  const [readable] = marks.filter(({ mark }) => isReadable(mark));
  if (readable !== undefined) return { asked: 'country of import', found: 'as asked', ...at(readable) };
  const [spoiled] = marks;
  return spoiled === undefined
    ? { asked: 'country of import', found: 'missing' }
    : { asked: 'country of import', found: 'not readable', ...at(spoiled) };
}

export function importYear(firearm: Firearm, state: string, wanting: 'missing' | 'encouraged'): FoundMark {
  const found = standingMarks(firearm).find(
    ({ mark }) => mark.kind === 'import' && mark.country === state && mark.year !== undefined && isReadable(mark),
  );
  return found === undefined
    ? { asked: 'year of import', found: wanting }
    : { asked: 'year of import', found: 'as asked', ...at(found) };
}

/** Any mark that singles the weapon out. */
export function uniqueMark(firearm: Firearm): FoundMark {
  const found = standingMarks(firearm).find(({ mark }) => UNIQUE.includes(mark.kind) && isReadable(mark));
  return found === undefined
    ? { asked: 'unique mark', found: 'missing' }
    : { asked: 'unique mark', found: 'as asked', ...at(found) };
}

const UNIQUE: readonly MarkKind[] = ['serial', 'State stock', 'force or unit', 'geometric symbol'];

export interface Measures {
  readonly heightMm?: number;
  readonly depthMm?: number;
}

/** Height and depth of the marks, each that falls short and each that nobody measured. */
export function measured(firearm: Firearm, asked: readonly AskedMark[], measures: Measures): readonly FoundMark[] {
  return asked.flatMap((one) =>
    marksFor(firearm, one)
      .filter(({ mark }) => isReadable(mark))
      .flatMap((found) => [
        ...short(one, found, 'too small', 'size not known', found.mark.sizeMm, measures.heightMm),
        ...short(one, found, 'too shallow', 'depth not known', found.mark.depthMm, measures.depthMm),
      ]),
  );
}

function short(
  asked: AskedMark,
  found: { component: Component; mark: RecordedMark },
  less: 'too small' | 'too shallow',
  unknown: 'size not known' | 'depth not known',
  measuredMm: number | undefined,
  askedMm: number | undefined,
): readonly FoundMark[] {
  if (askedMm === undefined || (measuredMm !== undefined && measuredMm >= askedMm)) return [];
  return measuredMm === undefined
    ? [{ asked, found: unknown, askedMm, ...at(found) }]
    : [{ asked, found: less, measuredMm, askedMm, ...at(found) }];
}

/** A frame that is no metal bears its serial on a plate of metal that is embedded for good. */
export function plateOnPolymer(firearm: Firearm): readonly FoundMark[] {
  return firearm.components.filter(isPolymer).flatMap((component) =>
    component.marks
      .filter(
        (mark) => mark.kind === 'serial' && !mark.superseded && isReadable(mark) && mark.method !== 'embedded plate',
      )
      .map((mark): FoundMark => ({
        asked: 'embedded metal plate',
        found: 'not on a plate',
        ...at({ component, mark }),
      })),
  );
}

function isPolymer(component: Component): boolean {
  return isEssential(component) && /polymer|plastic|nylon|composite|polyamid/i.test(component.material ?? '');
}

export function unreadable(firearm: Firearm): readonly FoundMark[] {
  return standingMarks(firearm)
    .filter(({ mark }) => mark.kind === 'serial' && !isReadable(mark) && mark.condition !== 'absent')
    .map((found) => ({ asked: 'readable marks', found: 'not readable', ...at(found) }));
}

/** Letters of other scripts than these, and digits that are neither Arabic nor Roman. */
export function otherScript(firearm: Firearm): readonly FoundMark[] {
  return marksFor(firearm, 'serial')
    .filter(
      ({ mark }) =>
        !/^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}0-9\p{P}\p{S}\p{Zs}]*$/u.test(mark.text ?? ''),
    )
    .map((found) => ({ asked: 'serial', found: 'script not taken', ...at(found) }));
}

function at({
  component,
  mark,
}: {
  component: Component;
  mark: RecordedMark;
}): Pick<FoundMark, 'component' | 'markId'> {
  return { component: component.kind, markId: mark.id };
}

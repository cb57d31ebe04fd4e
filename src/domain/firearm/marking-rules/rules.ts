import { INSTRUMENT_MEMBERS } from '../../shared/instrument-members.js';
import { type Firearm } from '../marking.js';
import { heldByForces, importedThere, leftStateStock, madeByTrade } from './acts.js';
import {
  geometricCode,
  importMark,
  importYear,
  isEssential,
  marksFor,
  measured,
  otherScript,
  plateOnPolymer,
  present,
  serialOnEssential,
  uniqueMark,
  unreadable,
  yearOfManufacture,
} from './checks.js';
import { isReadable, type FoundMark, type MarkingRule } from './rule.js';

/** Adoption of the instrument: nothing in it reaches back (decision 60/519). */
const ITI_ADOPTED = '2005-12-08';
const every = (): 'yes' => 'yes';
const among = (states: readonly string[]) => (state: string) =>
  states.includes(state) ? ('yes' as const) : ('no' as const);
const unknown = (): 'unknown' => 'unknown';
const onlyUS = among(['USA']);
/** Schengen States without a seat in the Union are bound by other texts than this one. */
const EU_STATES = (INSTRUMENT_MEMBERS['eu-2023-977'] ?? []).filter(
  (one) => !['CHE', 'ISL', 'LIE', 'NOR'].includes(one),
);

/** Every mark that one of 8a's two ways asks for. */
function atManufacture(firearm: Firearm): readonly FoundMark[] {
  const code = geometricCode(firearm);
  if (code !== undefined) return [code];
  return [present(firearm, 'manufacturer'), present(firearm, 'country of manufacture'), present(firearm, 'serial')];
}

const encouraged = (found: FoundMark): FoundMark =>
  found.found === 'missing' ? { ...found, found: 'encouraged' } : found;

/** Each essential component bears at least a number or code of its own (EU 2021/555 art. 4(1)). */
function everyEssentialMarked(firearm: Firearm): readonly FoundMark[] {
  const EU_ESSENTIAL = ['slide', 'cylinder', 'bolt', 'breech block', 'barrel'];
  return firearm.components
    .filter((component) => isEssential(component) || EU_ESSENTIAL.includes(component.kind))
    .filter(({ marks }) => !marks.some((mark) => !mark.superseded && mark.kind === 'serial' && isReadable(mark)))
    .map(({ kind }) => ({ asked: 'serial', found: 'missing', component: kind }));
}

/**
 * The rules, each with its source. `verified` is true only where both the text and the day from which it asks were confirmed; what is not is shown
 * as such. Depth and height are the instruments' own figures: 1/16 inch is 1.5875 mm, 0.003 inch 0.0762 mm.
 */
export const MARKING_RULES: readonly MarkingRule[] = [
  {
    id: 'iti-7',
    instrument: 'ITI',
    article: 'ITI 7',
    verified: true,
    from: ITI_ADOPTED,
    binds: every,
    act: ({ on }) => ({ on }),
    check: ({ firearm }) => unreadable(firearm),
  },
  {
    id: 'iti-8a',
    instrument: 'ITI',
    article: 'ITI 8(a)',
    verified: true,
    from: ITI_ADOPTED,
    binds: every,
    act: madeByTrade,
    check: ({ firearm }) => atManufacture(firearm),
  },
  {
    id: 'iti-8a-encouraged',
    instrument: 'ITI',
    article: 'ITI 8(a)',
    verified: true,
    from: ITI_ADOPTED,
    binds: every,
    condition: 'encouraged',
    act: madeByTrade,
    check: ({ firearm }) =>
      [yearOfManufacture(firearm), present(firearm, 'model'), present(firearm, 'calibre')].map(encouraged),
  },
  {
    id: 'iti-8b',
    instrument: 'ITI',
    article: 'ITI 8(b)',
    verified: true,
    from: ITI_ADOPTED,
    binds: every,
    condition: 'to the extent possible',
    act: importedThere,
    check: ({ firearm, state }) => [
      importMark(firearm, state),
      importYear(firearm, state, 'encouraged'),
      uniqueMark(firearm),
    ],
  },
  {
    id: 'iti-8c',
    instrument: 'ITI',
    article: 'ITI 8(c)',
    verified: false,
    from: ITI_ADOPTED,
    binds: every,
    act: (question) => (tracesByItself(question.firearm) ? undefined : leftStateStock(question)),
    check: ({ firearm }) => [present(firearm, 'State stock mark')],
  },
  {
    id: 'iti-8d',
    instrument: 'ITI',
    article: 'ITI 8(d)',
    verified: false,
    from: ITI_ADOPTED,
    binds: every,
    act: heldByForces,
    check: ({ firearm }) => [uniqueMark(firearm)],
  },
  {
    id: 'iti-10',
    instrument: 'ITI',
    article: 'ITI 10',
    verified: true,
    from: ITI_ADOPTED,
    binds: every,
    act: madeByTrade,
    check: ({ firearm }) => (geometricCode(firearm) === undefined ? [serialOnEssential(firearm)] : []),
  },
  {
    id: 'protocol-8-1a',
    instrument: 'Firearms Protocol',
    article: 'Firearms Protocol art. 8(1)(a)',
    verified: false,
    from: '2005-07-03',
    binds: unknown,
    act: madeByTrade,
    check: ({ firearm }) => atManufacture(firearm),
  },
  {
    id: 'protocol-8-1b',
    instrument: 'Firearms Protocol',
    article: 'Firearms Protocol art. 8(1)(b)',
    verified: false,
    from: '2005-07-03',
    binds: unknown,
    act: importedThere,
    check: ({ firearm, state }) => [
      importMark(firearm, state),
      importYear(firearm, state, 'encouraged'),
      uniqueMark(firearm),
    ],
  },
  {
    id: 'protocol-8-1c',
    instrument: 'Firearms Protocol',
    article: 'Firearms Protocol art. 8(1)(c)',
    verified: false,
    from: '2005-07-03',
    binds: unknown,
    act: leftStateStock,
    check: ({ firearm }) => [present(firearm, 'State stock mark')],
  },
  {
    id: 'eu-4-content',
    instrument: 'EU',
    article: 'Directive (EU) 2021/555 art. 4(1)-(2)',
    verified: true,
    from: '2018-09-14',
    binds: among(EU_STATES),
    act: (question) => madeByTrade(question) ?? importedThere(question),
    check: ({ firearm }) => [
      present(firearm, 'manufacturer'),
      present(firearm, 'country of manufacture'),
      present(firearm, 'serial'),
      yearOfManufacture(firearm),
      encouraged(present(firearm, 'model')),
      ...everyEssentialMarked(firearm),
    ],
  },
  {
    id: 'eu-2019-68',
    instrument: 'EU',
    article: 'Implementing Directive (EU) 2019/68, annex',
    verified: true,
    from: '2018-09-14',
    binds: among(EU_STATES),
    act: (question) => madeByTrade(question) ?? importedThere(question),
    check: ({ firearm }) => [
      ...measured(firearm, ['serial', 'manufacturer', 'country of manufacture'], { heightMm: 1.6 }),
      ...plateOnPolymer(firearm),
      ...otherScript(firearm),
    ],
  },
  {
    id: 'eu-2024-325',
    instrument: 'EU',
    article: 'Implementing Directive (EU) 2024/325',
    verified: false,
    from: '2024-01-16',
    binds: among(EU_STATES),
    act: (question) => madeByTrade(question) ?? importedThere(question),
    check: ({ firearm }) => measured(firearm, ['serial'], { depthMm: 0.0762 }),
  },
  {
    id: 'osce-2b1',
    instrument: 'OSCE',
    article: 'OSCE Document on SALW II(B)1',
    verified: false,
    from: '2001-06-30',
    binds: unknown,
    act: madeByTrade,
    check: ({ firearm }) => [
      present(firearm, 'manufacturer'),
      present(firearm, 'country of manufacture'),
      present(firearm, 'serial'),
      yearOfManufacture(firearm),
    ],
  },
  {
    id: 'sadc-9',
    instrument: 'SADC',
    article: 'SADC Firearms Protocol art. 9',
    verified: false,
    from: '2004-11-08',
    binds: unknown,
    act: (question) => madeByTrade(question) ?? importedThere(question),
    check: ({ firearm }) => [present(firearm, 'serial'), ...onBarrelFrameSlide(firearm)],
  },
  {
    id: 'ecowas-18',
    instrument: 'ECOWAS',
    article: 'ECOWAS Convention art. 18',
    verified: false,
    from: '2009-09-29',
    binds: among(INSTRUMENT_MEMBERS['ecowas'] ?? []),
    act: (question) => madeByTrade(question) ?? importedThere(question),
    check: ({ firearm }) => [
      present(firearm, 'serial'),
      present(firearm, 'manufacturer'),
      present(firearm, 'country of manufacture'),
      yearOfManufacture(firearm),
    ],
  },
  {
    id: 'us-478-92',
    instrument: 'US',
    article: '27 CFR 478.92(a)(1)',
    verified: false,
    from: '2002-01-30',
    binds: onlyUS,
    act: (question) => madeByTrade(question) ?? importedThere(question),
    check: ({ firearm }) => [
      serialOnEssential(firearm),
      present(firearm, 'manufacturer'),
      present(firearm, 'calibre'),
      encouraged(present(firearm, 'model')),
      ...measured(firearm, ['serial'], { heightMm: 1.5875, depthMm: 0.0762 }),
      ...plateOnPolymer(firearm),
    ],
  },
  {
    id: 'us-478-92-import',
    instrument: 'US',
    article: '27 CFR 478.92(a)(1)(ii)',
    verified: false,
    from: '2002-01-30',
    binds: onlyUS,
    act: importedThere,
    check: ({ firearm }) => [present(firearm, 'importer'), present(firearm, 'country of manufacture')],
  },
];

/** 8(c) asks only where the weapon does not already bear marks by which it can be traced. */
function tracesByItself(firearm: Firearm): boolean {
  return atManufacture(firearm).every(({ found }) => found === 'as asked');
}

function onBarrelFrameSlide(firearm: Firearm): readonly FoundMark[] {
  const marked = new Set(
    marksFor(firearm, 'serial')
      .filter(({ mark }) => isReadable(mark))
      .map(({ component }) => component.kind),
  );
  return firearm.components
    .filter(({ kind }) => ['barrel', 'frame', 'slide'].includes(kind) && !marked.has(kind))
    .map(({ kind }) => ({ asked: 'serial', found: 'missing', component: kind }));
}

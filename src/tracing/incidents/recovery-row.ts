import { findCountry } from '../../domain/directory/country-code.js';
import { parseReading } from '../../domain/firearm/mark-reading.js';
import { normalForm } from '../../domain/firearm/serial-number.js';
import {
  COMPONENTS,
  HOLDER_RESULTS,
  ILLICIT_GROUNDS,
  INTENDED_USES,
  MARK_CONDITIONS,
  RECOVERY_KINDS,
  URGENCIES,
  WEAPON_TYPES,
  checkDraft,
  type Mark,
} from '../../domain/messages/index.js';
import { isCalendarDate, type CalendarDate } from '../../domain/shared/instant.js';
import { type Draft } from '../../domain/tracing/case.js';
import { type RecoveredWeapon } from './incident.js';

/** Columns of a file of recoveries, in the order of the template; the needed ones first. */
export const RECOVERY_COLUMNS = [
  'recovered_on',
  'recovery_kind',
  'circumstances',
  'weapon_type',
  'serial',
  'no_serial_reason',
  'incident',
  'place',
  'make',
  'model',
  'calibre',
  'component',
  'mark_condition',
  'country_of_manufacture',
  'import_country',
  'import_year',
  'ground',
  'law',
  'intended_use',
  'confidentiality',
  'disclosure_law',
  'urgency',
  'urgency_reason',
  'own_registry',
  'own_registry_on',
  'state_to_ask',
] as const;
export type RecoveryColumn = (typeof RECOVERY_COLUMNS)[number];
export const NEEDED_COLUMNS = ['recovered_on', 'recovery_kind', 'circumstances', 'weapon_type', 'serial'] as const;

export const ROW_RULES = [
  'missing',
  'date',
  'date-future',
  'not-of-the-list',
  'country',
  'year',
  'reading',
  'too-long',
  'same-weapon',
  'other-find',
  'row-broken',
  'too-many',
] as const;
export type RowRule = (typeof ROW_RULES)[number];

/** Why a row is not taken: by the line it ends on, its column and the rule it breaks. */
export interface RowError {
  readonly line: number;
  /** Empty where the row as a whole is at fault. */
  readonly column: string;
  readonly rule: RowRule;
}

export interface RecoveryRow {
  readonly line: number;
  /** Rows of one name are one incident; a row without is one of its own. */
  readonly incident?: string;
  /** What must be the same in all rows of an incident. */
  readonly common: Draft['body'];
  readonly weapon: RecoveredWeapon;
  readonly stateToAsk?: string;
}

type Cells = Readonly<Partial<Record<string, string>>>;

/** One row under the rules of a single recovery: what it tells, or everything that is wrong with it. */
export function readRecoveryRow(
  line: number,
  cells: Cells,
  own: string,
  today: CalendarDate,
): RecoveryRow | readonly RowError[] {
  const reader = new CellReader(line, cells, today);
  const common = commonOf(reader, own);
  const weapon = weaponOf(reader);
  const stateToAsk = reader.country('state_to_ask');
  const incident = reader.text('incident', 200);
  if (reader.errors.length > 0) return reader.errors;
  const broken = checkDraft({ ...common, weapon: weapon.weapon }, (code) => findCountry(code) !== undefined);
  if (broken.length > 0) return [{ line, column: '', rule: 'too-long' }];
  return {
    line,
    common,
    weapon,
    ...(incident === undefined ? {} : { incident }),
    ...(stateToAsk === undefined ? {} : { stateToAsk }),
  };
}

function commonOf(cell: CellReader, own: string): Draft['body'] {
  const ground = cell.member('ground', ILLICIT_GROUNDS);
  const law = cell.text('law', 500);
  if (ground !== undefined && law === undefined) cell.say('law', 'missing');
  const use = cell.member('intended_use', INTENDED_USES);
  const confidentiality = cell.member('confidentiality', ['yes', 'no'] as const);
  const disclosureLaw = cell.text('disclosure_law', 500);
  if (confidentiality === 'no' && disclosureLaw === undefined) cell.say('disclosure_law', 'missing');
  const urgency = cell.member('urgency', URGENCIES) ?? 'routine';
  const urgencyReason = cell.text('urgency_reason', 500);
  if (urgency === 'urgent' && urgencyReason === undefined) cell.say('urgency_reason', 'missing');
  const place = cell.text('place', 200);
  return {
    recovery: {
      kind: cell.needed('recovery_kind', cell.member('recovery_kind', RECOVERY_KINDS)) ?? 'found',
      date: { on: cell.needed('recovered_on', cell.date('recovered_on')) ?? '' },
      country: own,
      circumstances: cell.needed('circumstances', cell.text('circumstances', 4000)) ?? '',
      ...(place === undefined ? {} : { place }),
    },
    urgency,
    ...(urgency === 'urgent' && urgencyReason !== undefined ? { urgencyReason } : {}),
    ...(ground === undefined ? {} : { illicit: [{ ground, law: law ?? '' }] }),
    ...(use === undefined
      ? {}
      : {
          intendedUse: { use },
          // The narrowest that a request needs; whoever wants others changes the draft.
          handling: {
            recipients: [],
            purposes: [use],
            onwardRelease: 'with consent',
            evidenceUse: 'with consent',
            label: 'TLP:AMBER',
          },
        }),
    ...(confidentiality === undefined
      ? {}
      : {
          confidentiality: {
            guaranteed: confidentiality === 'yes',
            ...(confidentiality === 'no' && disclosureLaw !== undefined ? { disclosureLaw } : {}),
          },
        }),
  };
}

function weaponOf(cell: CellReader): RecoveredWeapon {
  const serial = cell.text('serial', 200);
  const noMarkReason = cell.text('no_serial_reason', 500);
  if (serial === undefined && noMarkReason === undefined) cell.say('serial', 'missing');
  if (serial !== undefined && !parseReading(serial).ok) cell.say('serial', 'reading');
  const condition = cell.member('mark_condition', MARK_CONDITIONS) ?? 'legible';
  const component = cell.member('component', COMPONENTS);
  const made = cell.country('country_of_manufacture');
  const imported = cell.country('import_country');
  const year = cell.year('import_year');
  const marks: Mark[] = [
    ...(serial === undefined
      ? []
      : [{ kind: 'serial' as const, text: serial, condition, ...(component === undefined ? {} : { component }) }]),
    ...(made === undefined
      ? []
      : [{ kind: 'country of manufacture' as const, country: made, condition: 'legible' as const }]),
    ...(imported === undefined
      ? []
      : [
          {
            kind: 'import' as const,
            country: imported,
            condition: 'legible' as const,
            ...(year === undefined ? {} : { year }),
          },
        ]),
  ];
  const result = cell.member('own_registry', HOLDER_RESULTS);
  const on = cell.date('own_registry_on');
  const named = Object.fromEntries(
    (['make', 'model', 'calibre'] as const).flatMap((name) => {
      const text = cell.text(name, 200);
      return text === undefined ? [] : [[name, text]];
    }),
  );
  return {
    weapon: {
      type: cell.needed('weapon_type', cell.member('weapon_type', WEAPON_TYPES)) ?? 'unknown',
      ...named,
      marks,
      ...(serial === undefined && noMarkReason !== undefined ? { noMarkReason } : {}),
    },
    ...(result === undefined
      ? {}
      : { nationalCheck: [{ holder: 'own registry', result, ...(on === undefined ? {} : { on }) }] }),
  };
}

class CellReader {
  readonly errors: RowError[] = [];

  constructor(
    private readonly line: number,
    private readonly cells: Cells,
    private readonly today: CalendarDate,
  ) {}

  say(column: RecoveryColumn, rule: RowRule): void {
    if (!this.errors.some((one) => one.column === column)) this.errors.push({ line: this.line, column, rule });
  }

  needed<T>(column: RecoveryColumn, value: T | undefined): T | undefined {
    if (value === undefined) this.say(column, 'missing');
    return value;
  }

  text(column: RecoveryColumn, most: number): string | undefined {
    const text = this.cells[column];
    if (text !== undefined && text.length > most) this.say(column, 'too-long');
    return text;
  }

  member<T extends string>(column: RecoveryColumn, list: readonly T[]): T | undefined {
    const text = this.cells[column]?.toLowerCase();
    if (text === undefined) return undefined;
    const found = list.find((one) => one.toLowerCase() === text);
    if (found === undefined) this.say(column, 'not-of-the-list');
    return found;
  }

  date(column: RecoveryColumn): CalendarDate | undefined {
    const text = this.cells[column];
    if (text === undefined) return undefined;
    if (!isCalendarDate(text)) this.say(column, 'date');
    else if (text > this.today) this.say(column, 'date-future');
    return text;
  }

  country(column: RecoveryColumn): string | undefined {
    const code = this.cells[column]?.toUpperCase();
    if (code !== undefined && findCountry(code) === undefined) this.say(column, 'country');
    return code;
  }

  year(column: RecoveryColumn): number | undefined {
    const text = this.cells[column];
    if (text === undefined) return undefined;
    const year = Number(text);
    if (!/^\d{4}$/.test(text) || year < 1500 || year > Number(this.today.slice(0, 4))) this.say(column, 'year');
    return year;
  }
}

/** By which two rows tell of one weapon; undefined where nothing identifies it. */
export function weaponKeyOf({ weapon: { weapon } }: RecoveryRow): string | undefined {
  const serial = weapon.marks.find(({ kind }) => kind === 'serial')?.text;
  if (serial === undefined) return undefined;
  return [normalForm(serial), weapon.type, (weapon.make ?? '').toLowerCase()].join('|');
}

import { sha256Base64url } from '../../domain/shared/canonical.js';
import { isCalendarDate } from '../../domain/shared/instant.js';
import { HOLDER_KINDS, type HolderKind, type Manufacture, type MarkMethod } from '../../domain/firearm/marking.js';
import * as words from '../../domain/messages/vocabulary.js';
import { isCountry, isName, YEAR_MAX, YEAR_MIN } from './fields.js';
import { firearmBlockers, type NewEvent, type NewFirearm, type NewHolder } from './new-firearm.js';

interface Field {
  readonly rule: string;
  readonly holds: (text: string) => boolean;
}

const oneOf = (list: readonly string[]): Field => ({
  rule: `one of: ${list.join(', ')}`,
  holds: (text) => list.includes(text),
});
const name: Field = { rule: '1 to 200 characters, no control characters', holds: isName };
const date: Field = { rule: 'an existing date, YYYY-MM-DD', holds: isCalendarDate };
const country: Field = { rule: 'a country code of ISO 3166-1 alpha-3', holds: isCountry };
const year: Field = {
  rule: `a year from ${String(YEAR_MIN)} to ${String(YEAR_MAX)}`,
  holds: (text) => /^\d{4}$/.test(text) && Number(text) >= YEAR_MIN && Number(text) <= YEAR_MAX,
};

const measure = (most: number): Field => ({
  rule: `millimetres, above 0 and at most ${String(most)}`,
  holds: (text) => /^\d{1,3}(\.\d{1,4})?$/.test(text) && Number(text) > 0 && Number(text) <= most,
});

const HOLDER_ROLES = [
  'private holder',
  'end user',
  'State body',
  'dealer',
] as const satisfies readonly words.PartyRole[];
const STATUSES = [
  'reported lost',
  'reported stolen',
  'deactivated',
  'destroyed',
] as const satisfies readonly words.LifecycleKind[];

/** The columns of a registry's file and what may stand in each; all but the serial number may be empty or missing. */
export const FIELDS = {
  record_id: name,
  type: oneOf(words.WEAPON_TYPES),
  manufacture: oneOf(words.MANUFACTURES),
  make: name,
  model: name,
  calibre: name,
  year_of_manufacture: year,
  country_of_manufacture: country,
  serial: name,
  component: oneOf(words.COMPONENTS),
  method: oneOf(words.MARK_METHODS),
  condition: oneOf(words.MARK_CONDITIONS),
  height_mm: measure(100),
  depth_mm: measure(10),
  stock_number: name,
  maker: name,
  manufactured_on: date,
  exporter: name,
  exported_on: date,
  exported_to: country,
  importer: name,
  imported_on: date,
  imported_from: country,
  dealer: name,
  sold_on: date,
  holder: name,
  holder_kind: oneOf(HOLDER_KINDS),
  holder_role: oneOf(HOLDER_ROLES),
  held_from: date,
  status: oneOf(STATUSES),
  status_on: date,
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];
export type RegistryCells = Partial<Record<FieldName, string>>;

export interface RowError {
  readonly field: string;
  readonly rule: string;
}

export interface RegistryRow {
  readonly firearm: NewFirearm;
  /** `id:` and the record id of the source, or `digest:` and the digest of the row. */
  readonly identity: string;
  readonly digest: string;
}

/** A row as a firearm of the registry of `state`, or every rule that it breaks. */
export function registryRow(cells: RegistryCells, state: string): RegistryRow | readonly RowError[] {
  const errors: RowError[] = FIELD_NAMES.flatMap((field) => {
    const text = cells[field];
    return text === undefined || FIELDS[field].holds(text) ? [] : [{ field, rule: FIELDS[field].rule }];
  });
  errors.push(...missing(cells));
  if (errors.length > 0) return errors;
  const firearm = firearmOf(cells, state);
  const blockers = firearmBlockers(firearm);
  if (blockers.length > 0) return blockers.map((one) => ({ field: 'serial', rule: one.rule }));
  const digest = rowDigest(cells);
  return { firearm, digest, identity: cells.record_id === undefined ? `digest:${digest}` : `id:${cells.record_id}` };
}

/** Of the cells by field, whatever their columns are called and in whatever order they stand. */
function rowDigest(cells: RegistryCells): string {
  return sha256Base64url(
    JSON.stringify(FIELD_NAMES.flatMap((field) => (cells[field] === undefined ? [] : [field, cells[field]]))),
  );
}

/** A fact that hangs in the air without another. */
const NEEDS: readonly (readonly [FieldName, FieldName])[] = [
  ['exported_on', 'exported_to'],
  ['exporter', 'exported_to'],
  ['status_on', 'status'],
  ['holder_kind', 'holder'],
  ['holder_role', 'holder'],
  ['held_from', 'holder'],
];

function missing(cells: RegistryCells): RowError[] {
  const serial: RowError[] = cells.serial === undefined ? [{ field: 'serial', rule: 'a serial number' }] : [];
  return [
    ...serial,
    ...NEEDS.flatMap(([one, other]) =>
      cells[one] !== undefined && cells[other] === undefined
        ? [{ field: other, rule: `given where ${one} is given` }]
        : [],
    ),
  ];
}

function firearmOf(cells: RegistryCells, state: string): NewFirearm {
  const type = (cells.type ?? 'unknown') as words.WeaponType;
  const chain = chainOf(cells, state);
  return {
    type,
    manufacture: (cells.manufacture ?? 'unknown') as Manufacture,
    ...(cells.make === undefined ? {} : { make: cells.make }),
    ...(cells.model === undefined ? {} : { model: cells.model }),
    ...(cells.calibre === undefined ? {} : { calibre: cells.calibre }),
    ...(cells.year_of_manufacture === undefined ? {} : { yearOfManufacture: Number(cells.year_of_manufacture) }),
    ...(cells.country_of_manufacture === undefined ? {} : { countryOfManufacture: cells.country_of_manufacture }),
    components: [
      {
        kind: (cells.component ?? referenceKind(type)) as words.ComponentKind,
        reference: true,
        replaced: false,
        marks: marksOf(cells),
      },
    ],
    ...chain,
  };
}

function marksOf(cells: RegistryCells): NewFirearm['components'][number]['marks'] {
  const condition = (cells.condition ?? 'legible') as words.MarkCondition;
  const method = cells.method === undefined ? {} : { method: cells.method as MarkMethod };
  const measured = {
    ...(cells.height_mm === undefined ? {} : { sizeMm: Number(cells.height_mm) }),
    ...(cells.depth_mm === undefined ? {} : { depthMm: Number(cells.depth_mm) }),
  };
  return [
    {
      kind: 'serial',
      ...(cells.serial === undefined ? {} : { text: cells.serial }),
      condition,
      ...method,
      ...measured,
    },
    ...(cells.stock_number === undefined
      ? []
      : [{ kind: 'State stock' as const, text: cells.stock_number, condition: 'legible' as const }]),
  ];
}

/** Pistols and revolvers have a frame, long guns a receiver. */
function referenceKind(type: words.WeaponType): words.ComponentKind {
  return type === 'revolver' || type === 'self-loading pistol' || type === 'unknown' ? 'frame' : 'receiver';
}

function chainOf(cells: RegistryCells, state: string): Pick<NewFirearm, 'holders' | 'events'> {
  const holders: NewHolder[] = [];
  const events: NewEvent[] = [];
  const add = (
    kind: words.LifecycleKind,
    on: string | undefined,
    where: Partial<Pick<NewEvent, 'country' | 'otherCountry'>>,
    holder?: NewHolder,
  ): void => {
    if (holder !== undefined) holders.push(holder);
    events.push({
      kind,
      ...(on === undefined ? {} : { on }),
      ...where,
      ...(holder === undefined ? {} : { holder: holders.length - 1 }),
    });
  };
  const company = (role: words.PartyRole, called: string | undefined, at: string | undefined): NewHolder | undefined =>
    called === undefined
      ? undefined
      : { kind: 'company', role, name: called, ...(at === undefined ? {} : { country: at }) };
  const madeIn = cells.country_of_manufacture;
  if (given(cells, 'maker', 'manufactured_on'))
    add(
      'manufactured',
      cells.manufactured_on,
      madeIn === undefined ? {} : { country: madeIn },
      company('maker', cells.maker, madeIn),
    );
  if (given(cells, 'importer', 'imported_on', 'imported_from')) {
    add(
      'imported',
      cells.imported_on,
      { country: state, ...(cells.imported_from === undefined ? {} : { otherCountry: cells.imported_from }) },
      company('importer', cells.importer, state),
    );
  }
  if (given(cells, 'dealer', 'sold_on'))
    add('sold', cells.sold_on, { country: state }, company('dealer', cells.dealer, state));
  if (given(cells, 'holder')) add('transferred', cells.held_from, { country: state }, holderOf(cells, state));
  if (cells.exported_to !== undefined)
    add(
      'exported',
      cells.exported_on,
      { country: state, otherCountry: cells.exported_to },
      company('exporter', cells.exporter, state),
    );
  if (cells.status !== undefined) add(cells.status as words.LifecycleKind, cells.status_on, { country: state });
  return { holders, events };
}

/** Whoever is not said to be a company or a State body is taken for a natural person: the stricter reading. */
function holderOf(cells: RegistryCells, state: string): NewHolder {
  const kind = (cells.holder_kind ?? 'natural person') as HolderKind;
  const role = (cells.holder_role ?? (kind === 'State body' ? 'State body' : 'private holder')) as words.PartyRole;
  return {
    kind,
    role,
    ...(cells.holder === undefined ? {} : { name: cells.holder }),
    country: state,
    ...(cells.held_from === undefined ? {} : { from: cells.held_from }),
  };
}

function given(cells: RegistryCells, ...fields: readonly FieldName[]): boolean {
  return fields.some((field) => cells[field] !== undefined);
}

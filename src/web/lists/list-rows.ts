import { type CodeView } from '../../registries/reference/reference-codes.queries.js';
import {
  CALIBRES,
  MAKES,
  MODELS,
  NOT_OPENED,
  SOURCES,
  type Calibre,
  type Lexicon,
  type Make,
  type Model,
  type Source,
} from '../../registries/reference/reference.service.js';
import { type Words } from '../i18n/words.js';

export const LISTS = ['makes', 'models', 'calibres', 'codes', 'sources'] as const;
export type ListName = (typeof LISTS)[number];

/** What stands in one cell of a list. */
export interface Cell {
  readonly label: string;
  readonly text: string;
  /** Below it, smaller. */
  readonly more?: string;
  /** It was not read in a source. */
  readonly unverified?: boolean;
  /** Runs from left to right in every language. */
  readonly code?: boolean;
}

export const COLUMNS = {
  makes: ['make', 'countries', 'years', 'source'],
  models: ['make', 'model', 'type', 'calibres', 'countries', 'from', 'source'],
  calibres: ['calibre', 'equivalents', 'source'],
  codes: ['code', 'meaning', 'standsFor', 'source'],
  sources: ['publication', 'address', 'standing', 'opened'],
} as const satisfies Record<ListName, readonly string[]>;

export function rowsOf(
  words: Words,
  list: Exclude<ListName, 'codes'>,
  text: string,
  lexicon: Lexicon,
): readonly (readonly Cell[])[] {
  const fits = (names: readonly string[]): boolean =>
    text === '' || names.some((name) => plain(name).includes(plain(text)));
  const cells = (values: readonly Omit<Cell, 'label'>[]): readonly Cell[] =>
    values.map((value, i) => ({ label: words.t(`lists.column.${COLUMNS[list][i] ?? ''}`), ...value }));
  switch (list) {
    case 'makes':
      return MAKES.filter((make) => fits(namesOf(make)) || stands(lexicon.makeOf(text), make)).map((make) =>
        cells(makeRow(words, make)),
      );
    case 'models':
      return MODELS.filter((model) => fits([makeName(model), model.name, ...model.spellings])).map((model) =>
        cells(modelRow(words, model)),
      );
    case 'calibres':
      return CALIBRES.filter(
        (one) => fits([one.name, one.key, ...one.equivalents]) || stands(lexicon.calibreOf(text), one),
      ).map((one) => cells(calibreRow(words, one)));
    case 'sources':
      return SOURCES.filter((one) => fits([one.title, one.publisher, one.address])).map((one) =>
        cells(sourceRow(words, one)),
      );
  }
}

/** A code with everything that it may stand for: what is ambiguous stays so. */
export function codeRows(words: Words, codes: readonly CodeView[], lexicon: Lexicon): readonly (readonly Cell[])[] {
  return codes.map(({ list, code, text, source }) => {
    const found = list === 'make' ? lexicon.makeOf(code) : list === 'calibre' ? lexicon.calibreOf(code) : undefined;
    const several = found?.kind === 'known' ? [found.one] : found?.kind === 'ambiguous' ? found.several : [];
    const label = (column: string): string => words.t(`lists.column.${column}`);
    return [
      { label: label('code'), text: code, more: words.t(`lists.code.${list}`), code: true },
      { label: label('meaning'), text },
      {
        label: label('standsFor'),
        text: several.length === 0 ? '–' : several.map(({ name }) => name).join(', '),
        ...(found?.kind === 'ambiguous' ? { more: words.t('lists.ambiguous') } : {}),
      },
      { label: label('source'), text: source },
    ];
  });
}

function makeRow(words: Words, make: Make): Omit<Cell, 'label'>[] {
  const others = [...Object.values(make.otherScripts), ...make.spellings];
  const countries = make.countries.map((code) =>
    make.countrySources[code] === undefined
      ? words.t('lists.unread', { country: words.country(code) })
      : words.country(code),
  );
  return [
    { text: make.name, ...(others.length === 0 ? {} : { more: others.join(' · ') }) },
    { text: countries.join(', ') },
    { text: yearsText(words, make) },
    sourceCell(words, Object.values(make.countrySources), make.verified),
  ];
}

function yearsText(words: Words, { from, to }: Make): string {
  const year = (value: number): string => words.number(value, { useGrouping: false });
  if (from === undefined) return '–';
  return to === undefined ? words.t('lists.since', { from: year(from) }) : `${year(from)}–${year(to)}`;
}

function modelRow(words: Words, model: Model): Omit<Cell, 'label'>[] {
  const calibres = model.calibres.map((key) => CALIBRES.find((one) => one.key === key)?.name ?? key);
  return [
    { text: makeName(model) },
    { text: model.name, ...(model.spellings.length === 0 ? {} : { more: model.spellings.join(' · ') }) },
    { text: words.term('weaponType', model.type) },
    { text: calibres.join(', ') },
    { text: model.countries.map((code) => words.country(code)).join(', ') },
    { text: words.number(model.from, { useGrouping: false }) },
    sourceCell(words, [model.source], model.verified),
  ];
}

function calibreRow(words: Words, calibre: Calibre): Omit<Cell, 'label'>[] {
  const confirmed = calibre.confirmed.join(' = ');
  return [
    { text: calibre.name },
    {
      text: calibre.equivalents.length === 0 ? '–' : calibre.equivalents.join(' · '),
      ...(confirmed === '' ? {} : { more: words.t('lists.confirmed', { names: confirmed }) }),
    },
    sourceCell(
      words,
      [calibre.source].filter((key) => key !== NOT_OPENED),
      calibre.verified,
    ),
  ];
}

function sourceRow(words: Words, source: Source): Omit<Cell, 'label'>[] {
  return [
    { text: source.title, more: source.publisher },
    { text: source.address, code: true },
    { text: words.term('sourceStanding', source.standing) },
    { text: words.date(source.opened) },
  ];
}

/** The publications by title; none where nobody opened one. */
function sourceCell(words: Words, keys: readonly string[], verified: boolean): Omit<Cell, 'label'> {
  const titles = [...new Set(keys)].map((key) => SOURCES.find((one) => one.key === key)?.title ?? key);
  return { text: titles.length === 0 ? words.t('lists.noSource') : titles.join('; '), unverified: !verified };
}

function namesOf({ name, spellings, otherScripts }: Make): readonly string[] {
  return [name, ...spellings, ...Object.values(otherScripts)];
}

function makeName({ make }: Model): string {
  return MAKES.find(({ key }) => key === make)?.name ?? make;
}

function stands(found: ReturnType<Lexicon['makeOf'] | Lexicon['calibreOf']>, one: Make | Calibre): boolean {
  if (found.kind === 'known') return found.one === one;
  return found.kind === 'ambiguous' && (found.several as readonly (Make | Calibre)[]).includes(one);
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

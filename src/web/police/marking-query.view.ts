import { WEAPON_TYPES } from '../../domain/messages/vocabulary.js';
import { QUERY_PURPOSES } from '../../domain/firearm/query-purpose.js';
import { type CandidateList } from '../../registries/markings/markings.service.js';
import { type MarkingQueryDto, type NumberQueryDto } from '../../registries/markings/query.dto.js';
import { countryChoices, type Choice } from '../forms/country-choices.js';
import { type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { candidateCards, type CandidateCard, type Line } from './candidate-cards.js';

export interface MarkingQueryView extends View {
  readonly form: FormState;
  readonly purposes: readonly Choice[];
  readonly types: readonly Choice[];
  readonly countries: readonly Choice[];
  /** Was any of what is folded away filled in? */
  readonly moreGiven: boolean;
}

/** What may be known beside the number, make and calibre. */
const MORE = ['oneEdit', 'model', 'type', 'country', 'yearFrom', 'yearTo'];

export function markingQueryView(words: Words, form: FormState): MarkingQueryView {
  return {
    title: words.t('police.query.title'),
    form,
    purposes: words.terms('queryPurpose', QUERY_PURPOSES),
    types: words.terms('weaponType', WEAPON_TYPES),
    countries: countryChoices(words),
    moreGiven: MORE.some((field) => form.value(field) !== '' || form.error(field) !== false),
  };
}

export interface MarkingResultsView extends View {
  readonly asked: readonly Line[];
  readonly change: string;
  readonly again: string;
  /** The result as a file; none where nothing was found. */
  readonly file: string | undefined;
  readonly count: string;
  /** What to add where the question was too wide. */
  readonly tooMany: string | undefined;
  readonly candidates: readonly CandidateCard[];
  /** Where nothing was found: what may still be tried. */
  readonly advice: readonly string[];
  readonly opens: boolean;
  readonly handsIn: boolean;
  /** What was asked, for a wide search by the same. */
  readonly query: string;
}

export interface MarkingResults {
  readonly id: string;
  readonly query: MarkingQueryDto;
  readonly found: CandidateList;
  /** May this person open a record? */
  readonly opens: boolean;
  readonly handsIn: boolean;
}

export function markingResultsView(words: Words, results: MarkingResults): MarkingResultsView {
  const { query, found, id } = results;
  const count = found.candidates.length;
  return {
    title: words.t('police.results.title'),
    back: { href: paths.markingQuery.to(), text: words.t('police.results.again') },
    asked: askedLines(words, query),
    change: `${paths.markingQuery.to()}?draft=${id}`,
    again: paths.markingQuery.to(),
    file: count === 0 ? undefined : `${paths.markingQueryFile.to()}?query=${id}`,
    count: words.t('police.results.count', { count }),
    tooMany: tooManyText(words, query, found),
    candidates: candidateCards(words, found.candidates, query),
    advice: count > 0 || found.tooWide ? [] : adviceFor(words, query),
    query: id,
    opens: results.opens,
    handsIn: results.handsIn,
  };
}

/** What was asked, line by line. */
export function askedLines(words: Words, query: NumberQueryDto): readonly Line[] {
  const none = words.t('police.query.notGiven');
  return [
    { name: words.t('police.query.serial'), value: query.serial, code: true },
    { name: words.t('police.query.make'), value: query.make ?? none },
    { name: words.t('police.query.calibre'), value: query.calibre ?? none },
    ...moreLines(words, query),
    {
      name: words.t('police.query.search'),
      value: words.t(query.lookAlikes === false ? 'police.query.exactOnly' : 'police.query.alsoAlike'),
    },
    { name: words.t('police.query.purpose'), value: words.term('queryPurpose', query.purpose) },
    { name: words.t('police.query.caseNumber'), value: query.caseNumber, code: true },
  ];
}

/** What else was given, and nothing of what was not. */
function moreLines(words: Words, { model, type, country, yearFrom, yearTo }: NumberQueryDto): readonly Line[] {
  const line = (name: string, value: string | undefined): readonly Line[] =>
    value === undefined ? [] : [{ name: words.t(`police.query.${name}`), value }];
  return [
    ...line('model', model),
    ...line('type', type && words.term('weaponType', type)),
    ...line('country', country && words.country(country)),
    ...line('yearFrom', yearFrom?.toString()),
    ...line('yearTo', yearTo?.toString()),
  ];
}

/** What to add where the question was too wide. */
export function tooManyText(words: Words, query: MarkingQueryDto, found: CandidateList): string | undefined {
  if (found.tooWide) return words.t('police.results.tooWide');
  if (!found.truncated) return undefined;
  const missing = (['make', 'calibre'] as const)
    .filter((name) => query[name] === undefined)
    .map((name) => words.t(`police.results.add.${name}`));
  const add = missing.length === 0 ? words.t('police.results.add.characters') : words.list(missing);
  return words.t('police.results.tooMany', { count: words.number(found.candidates.length), add });
}

function adviceFor(words: Words, query: MarkingQueryDto): readonly string[] {
  return [
    words.t('police.results.none.check'),
    ...(query.make === undefined && query.calibre === undefined ? [] : [words.t('police.results.none.wider')]),
    ...(query.lookAlikes === false ? [words.t('police.results.none.alike')] : []),
    words.t('police.results.none.parts'),
    words.t('police.results.none.meaning'),
  ];
}

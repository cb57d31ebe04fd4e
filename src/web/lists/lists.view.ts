import { type CodeLoadView, type CodeView } from '../../registries/reference/reference-codes.queries.js';
import { CODE_LISTS, type CodeLoadReport, type Lexicon } from '../../registries/reference/reference.service.js';
import { type FormState } from '../forms/form-state.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { codeRows, COLUMNS, LISTS, rowsOf, type Cell, type ListName } from './list-rows.js';

export const PAGE_ROWS = 50;
const CODE_LIST_NAMES = CODE_LISTS.join(', ');

export interface ListsAsked {
  readonly list: ListName;
  /** Rows that hold it; empty: all. */
  readonly text: string;
  /** From 1. */
  readonly page: number;
}

export interface ListsInput {
  readonly form: FormState;
  readonly lexicon: Lexicon;
  /** One more than a page where there are more. */
  readonly codes: readonly CodeView[];
  readonly loads: readonly CodeLoadView[];
  /** What the load that was just made has done. */
  readonly loaded: CodeLoadReport | undefined;
  readonly mayLoad: boolean;
  readonly zone: string;
}

export interface ListsView extends View {
  readonly form: FormState;
  readonly list: ListName;
  readonly text: string;
  readonly tabs: readonly { readonly text: string; readonly href: string; readonly active: boolean }[];
  readonly intro: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly mayLoad: boolean;
  readonly codeLists: string;
  readonly loaded: LoadedView | undefined;
  readonly loads: readonly LoadRow[];
}

interface LoadedView {
  readonly summary: string;
  readonly errors: readonly string[];
}

interface LoadRow {
  readonly source: string;
  readonly counts: string;
  readonly time: ShownTime;
}

export function listsView(words: Words, asked: ListsAsked, input: ListsInput): ListsView {
  const { list, text, page } = asked;
  const found =
    list === 'codes' ? codeRows(words, input.codes, input.lexicon) : rowsOf(words, list, text, input.lexicon);
  const start = list === 'codes' ? 0 : (page - 1) * PAGE_ROWS;
  const href = (to: number): string => {
    const query = new URLSearchParams({ list, ...(text === '' ? {} : { text }), page: String(to) });
    return `${paths.lists.to()}?${query.toString()}`;
  };
  return {
    title: words.t('lists.title'),
    wide: true,
    form: input.form,
    list,
    text,
    tabs: LISTS.map((one) => ({
      text: words.t(`lists.tab.${one}`),
      href: `${paths.lists.to()}?list=${one}`,
      active: one === list,
    })),
    intro: words.t(`lists.intro.${list}`),
    columns: COLUMNS[list].map((column) => words.t(`lists.column.${column}`)),
    rows: found.slice(start, start + PAGE_ROWS),
    before: page > 1 ? href(page - 1) : undefined,
    after: found.length > start + PAGE_ROWS ? href(page + 1) : undefined,
    mayLoad: list === 'codes' && input.mayLoad,
    codeLists: CODE_LIST_NAMES,
    loaded: input.loaded === undefined ? undefined : loadedView(words, input.loaded),
    loads: input.loads.map(({ source, at, ...counts }) => ({
      source,
      counts: words.t('lists.counts', counts),
      time: words.dateTime(at, [input.zone]),
    })),
  };
}

/** The rules of a row, as the service tells them -> the sentence that says them. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/^one of /, 'list'],
  [/^1 to 20 /, 'code'],
  [/^1 to 1000 /, 'text'],
];

function loadedView(words: Words, report: CodeLoadReport): LoadedView {
  const { loaded, known, refused, errors } = report;
  return {
    summary: words.t('lists.counts', { loaded, known, refused }),
    errors: errors.map(({ line, rule }) => {
      const sentence = RULES.find(([pattern]) => pattern.test(rule))?.[1] ?? 'row';
      return words.t('lists.refusedRow', { line, rule: words.t(`lists.rule.${sentence}`, { lists: CODE_LIST_NAMES }) });
    }),
  };
}

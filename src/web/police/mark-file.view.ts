import { QUERY_PURPOSES } from '../../domain/firearm/query-purpose.js';
import { BATCH_COLUMNS, type BatchWords } from '../../registries/markings/batch/batch.service.js';
import { serialComparison } from '../comparison/serial-comparison.view.js';
import { type Choice } from '../forms/country-choices.js';
import { type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { rowRuleOf, type RowRule } from '../registry/import-rules.js';

export interface MarkFileView extends View {
  readonly form: FormState;
  readonly purposes: readonly Choice[];
  readonly limit: string;
  readonly columns: readonly { readonly name: string; readonly meaning: string }[];
}

export function markFileView(
  words: Words,
  form: FormState,
  limits: { readonly rows: number; readonly candidates: number },
): MarkFileView {
  return {
    title: words.t('police.markFile.title'),
    back: { href: paths.markingQuery.to(), text: words.t('police.query.title') },
    form,
    purposes: words.terms('queryPurpose', QUERY_PURPOSES),
    limit: words.t('police.markFile.limit', limits),
    columns: BATCH_COLUMNS.map((name) => ({ name, meaning: words.t(`police.markFile.column.${name}`) })),
  };
}

/** What is said of a candidate, in the reader's language. */
export function batchWords(words: Words): BatchWords {
  return {
    reasons: ({ reasons }) =>
      [...new Set(reasons.map(({ code }) => code))].map((code) => words.term('matchReason', code)).join(' '),
    differences: ({ asked, differences }) => serialComparison(words, asked, differences).sentences.join(' '),
    rule: (rule) => ruleText(words, rule),
  };
}

/** A wrong notation by its code and character, every other rule as a load of records tells it. */
function ruleText(words: Words, rule: string): string {
  const [, code, position] = /^([a-z-]+) at character (\d+)$/.exec(rule) ?? [];
  return code === undefined
    ? withCodes(rowRuleOf(words, rule))
    : words.t(`requests.wrong.notation.${code}`, { position: Number(position) });
}

const withCodes = ({ text, codes }: RowRule): string => (codes === undefined ? text : `${text} ${codes}`);

import { type CheckedFile } from '../../../tracing/incidents/recovery-files.service.js';
import { type FormState } from '../../forms/form-state.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';

const ERRORS_SHOWN = 100;

export interface RecoveryFileCheckView extends View {
  readonly name: string;
  readonly good: string;
  readonly bad: string;
  readonly errors: readonly { readonly line: string; readonly column: string; readonly rule: string }[];
  readonly more: string;
  readonly load: string;
  readonly before?: ShownTime;
}

interface Input {
  readonly name: string;
  readonly checked: CheckedFile;
  readonly zone: string;
  readonly form: FormState;
}

export function recoveryFileCheckView(words: Words, { name, checked, zone, form }: Input): RecoveryFileCheckView {
  const { errors, good, rows, incidents, loadedBefore } = checked;
  return {
    title: words.t('bulk.check.title'),
    back: { href: paths.recoveryFiles.to() },
    form,
    name,
    good: words.t('bulk.check.good', { count: good, incidents }),
    bad: errors.length === 0 ? '' : words.t('bulk.check.bad', { count: rows - good }),
    errors: errors.slice(0, ERRORS_SHOWN).map(({ line, column, rule }) => ({
      line: words.number(line),
      column: column === '' ? words.t('bulk.errors.whole') : column,
      rule: words.t(`bulk.rule.${rule}`),
    })),
    more: errors.length > ERRORS_SHOWN ? words.t('bulk.check.more', { count: errors.length - ERRORS_SHOWN }) : '',
    load: good === 0 ? '' : words.t('bulk.check.load', { count: good }),
    ...(loadedBefore === undefined ? {} : { before: words.dateTime(loadedBefore, [zone]) }),
  };
}

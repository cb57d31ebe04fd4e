import { type Blocker, type ErrorCode } from '../../../domain/shared/refusal.js';
import { type CaseLine } from '../../../tracing/cases/dto/view.dto.js';
import { type LoadedFile } from '../../../tracing/incidents/recovery-files.service.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';

/** What came of asking for the approval of one case. */
export interface CaseResult {
  readonly caseId: string;
  readonly reasons: readonly Blocker[];
  /** Empty where it was asked for. */
  readonly code: ErrorCode | '';
}

export interface RecoveryFileView extends View {
  readonly loaded: ShownTime;
  readonly taken: string;
  readonly cases: readonly {
    readonly reference: string;
    readonly href: string;
    readonly state: string;
    readonly partner: string;
    readonly reasons: readonly string[];
  }[];
  /** Empty where no draft is left. */
  readonly propose: string;
}

interface Input {
  readonly file: LoadedFile;
  readonly lines: readonly CaseLine[];
  readonly results: readonly CaseResult[];
  readonly zone: string;
}

const UNSENT: readonly string[] = ['draft', 'proposed', 'approved'];

export function recoveryFileView(words: Words, { file, lines, results, zone }: Input): RecoveryFileView {
  const drafts = lines.filter(({ state }) => state === 'draft').length;
  return {
    title: words.t('bulk.file.title'),
    back: { href: paths.recoveryFiles.to(), text: words.t('bulk.title') },
    wide: true,
    loaded: words.dateTime(file.at, [zone]),
    taken: words.t('bulk.taken', { taken: file.taken, rows: file.rows }),
    cases: lines.map((line) => {
      const result = results.find(({ caseId }) => caseId === line.id);
      return {
        reference: line.reference,
        href: UNSENT.includes(line.state) ? paths.draft.to(line.id) : paths.caseView.to(line.id),
        state: words.term('caseState', line.state),
        partner: line.partner === null ? words.t('workList.noPartner') : words.country(line.partner),
        reasons: line.state === 'draft' && result !== undefined ? reasonsOf(words, result) : [],
      };
    }),
    propose: drafts === 0 ? '' : words.t('bulk.file.propose', { count: drafts }),
  };
}

function reasonsOf(words: Words, { reasons, code }: CaseResult): readonly string[] {
  if (reasons.length > 0) return reasons.map((one) => words.reason(one));
  return code === '' ? [] : [words.refusal(code)];
}

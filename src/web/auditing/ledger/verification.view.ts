import { FINDING_KINDS, type AuditReport, type Finding } from '../../../domain/audit/report.js';
import { type Result } from '../../../domain/shared/refusal.js';
import { type LedgerStateDto } from '../../../reporting/ledger/dto/ledger-answers.dto.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';

export interface VerificationView extends View {
  readonly entries: string;
  readonly fileName: string;
  readonly bundle: string;
  readonly nodeCheck: string;
  /** What the script says, its places written as %name%. */
  readonly words: readonly { readonly name: string; readonly text: string }[];
}

const SAID = {
  progress: ['lines'],
  verified: [],
  notVerified: [],
  unreadable: [],
  broken: [],
  keptWrong: [],
  entries: ['entries'],
  key: ['kid'],
  caseOnly: [],
  notWitnessed: ['epoch'],
  witnessed: ['epoch', 'last', 'rest'],
  atEntry: ['index', 'epoch'],
  atRange: ['from', 'to', 'epoch'],
  atLine: ['line'],
} as const satisfies Record<string, readonly string[]>;

export function verificationView(words: Words, state: LedgerStateDto, own: string): VerificationView {
  const size = state.logs.reduce((sum, log) => sum + log.size, 0);
  return {
    title: words.t('auditing.verify.title'),
    back: { href: paths.ledger.to(), text: words.t('auditing.ledger.title') },
    entries: words.t('auditing.ledger.entryCount', { count: size }),
    fileName: `${own}.ledger.jsonl`,
    bundle: paths.ledgerBundle.to(),
    nodeCheck: paths.ledgerNodeCheck.to(),
    words: [
      ...Object.entries(SAID).map(([name, places]) => ({
        name,
        text: words.t(`auditing.verify.says.${name}`, Object.fromEntries(places.map((place) => [place, `%${place}%`]))),
      })),
      ...FINDING_KINDS.map((kind) => ({ name: `finding-${kind}`, text: words.term('auditFinding', kind) })),
    ],
  };
}

export interface NodeCheckView extends View {
  readonly verdict: string;
  readonly good: boolean;
  readonly findings: readonly string[];
}

export function nodeCheckView(words: Words, checked: Result<AuditReport>): NodeCheckView {
  const base = {
    title: words.t('auditing.verify.nodeTitle'),
    back: { href: paths.ledgerVerification.to(), text: words.t('auditing.verify.title') },
  };
  if (!checked.ok) return { ...base, verdict: words.refusal(checked.code), good: false, findings: [] };
  const { findings, logs } = checked.value;
  const good = findings.length === 0;
  const count = logs.reduce((sum, log) => sum + log.entries, 0);
  return {
    ...base,
    good,
    verdict: good ? words.t('auditing.verify.nodeFine', { count }) : words.t('auditing.verify.says.notVerified'),
    findings: findings.map((finding) => sentenceOf(words, finding)),
  };
}

function sentenceOf(words: Words, { kind, epoch = 1, index, range, line }: Finding): string {
  const what = words.term('auditFinding', kind);
  const says = (name: 'atEntry' | 'atRange' | 'atLine', values: Record<string, number>): string =>
    `${words.t(`auditing.verify.says.${name}`, values)} ${what}`;
  if (index !== undefined) return says('atEntry', { index, epoch });
  if (range !== undefined) return says('atRange', { from: range[0], to: range[1], epoch });
  return line === undefined ? what : says('atLine', { line });
}

import { type ErrorCode } from '../../domain/shared/refusal.js';
import { type ProposalView } from '../../tracing/cases/case-proposal.service.js';
import { type FormState } from '../forms/form-state.js';
import { type Words } from '../i18n/words.js';
import { letterContent } from '../letters/letter-content.js';
import { type LetterSection } from '../letters/letter-rows.js';
import { weaponContent } from '../letters/request-content.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { isolated } from './answer.view.js';

export interface ApproveManyView extends View {
  readonly form: FormState;
  readonly requests: readonly RequestCard[];
  /** What became of those that were chosen before. */
  readonly report: readonly ReportLine[];
  readonly more: boolean;
}

export interface RequestCard {
  readonly id: string;
  readonly version: number;
  readonly digest: string;
  readonly factsDigest: string;
  readonly label: string;
  readonly by: string;
  readonly weapon: readonly LetterSection[];
  readonly whole: readonly LetterSection[];
  /** Something is otherwise than when it was proposed: it is looked at on its own page. */
  readonly changed: boolean;
  readonly href: string;
}

/** One signed request, reported on its own. */
export interface Signed {
  readonly reference: string;
  readonly done: 'sent' | 'approved' | 'refused';
  readonly code?: ErrorCode;
}

export interface ReportLine {
  readonly text: string;
  readonly good: boolean;
}

export function approveManyView(
  words: Words,
  input: {
    readonly found: readonly ProposalView[];
    readonly names: ReadonlyMap<string, string>;
    readonly report: readonly Signed[];
    readonly form: FormState;
    readonly more: boolean;
  },
): ApproveManyView {
  return {
    title: words.t('answering.many.title'),
    back: { href: paths.approvals.to(), text: words.t('answering.approvals.title') },
    form: input.form,
    requests: input.found.flatMap((one) => cardOf(words, one, input.names)),
    report: input.report.map((one) => reportLine(words, one)),
    more: input.more,
  };
}

function cardOf(words: Words, found: ProposalView, names: ReadonlyMap<string, string>): readonly RequestCard[] {
  const { proposal, view, changes } = found;
  if (proposal.letter.kind !== 'REQUEST') return [];
  const { case: kase } = view;
  return [
    {
      id: kase.id,
      version: kase.version,
      digest: proposal.digest,
      factsDigest: proposal.factsDigest,
      label: words.t('answering.many.label', {
        reference: isolated(kase.reference),
        partner: words.country(kase.partner ?? ''),
      }),
      by: words.t('answering.approval.by', { name: names.get(proposal.by) ?? words.t('answering.somebody') }),
      weapon: weaponContent(words, proposal.letter.body.weapon),
      whole: letterContent(words, proposal.letter),
      changed: changes.length > 0,
      href: paths.approve.to(kase.id),
    },
  ];
}

function reportLine(words: Words, { reference, done, code }: Signed): ReportLine {
  const why = code === undefined ? '' : words.refusal(code);
  return { text: words.t(`answering.many.${done}`, { reference: isolated(reference), why }), good: done === 'sent' };
}

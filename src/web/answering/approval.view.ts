import { type Refusal } from '../../domain/shared/refusal.js';
import { type ProposalView } from '../../tracing/cases/case-proposal.service.js';
import { type FormState } from '../forms/form-state.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { letterContent } from '../letters/letter-content.js';
import { levelText } from '../letters/answer-content.js';
import { type LetterRow, type LetterSection, row } from '../letters/letter-rows.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { isolated } from './answer.view.js';
import { changeLine, type ChangeLine, type ChangeReader } from './proposal-changes.view.js';

export interface ApprovalView extends View {
  readonly form: FormState;
  readonly id: string;
  readonly version: number;
  readonly subtitle: string;
  readonly digest: string;
  readonly factsDigest: string;
  readonly by: string;
  readonly at: ShownTime;
  readonly about: readonly LetterRow[];
  readonly changes: readonly ChangeLine[];
  readonly letter: readonly LetterSection[];
  /** In the partner's own language, where the node speaks it. */
  readonly translated: Translated | undefined;
  readonly alike: boolean;
  /** Why this person may not sign it: every reason in words; empty where they may. */
  readonly against: readonly string[];
  readonly approved:
    { readonly by: string; readonly at: ShownTime; readonly sendRefusal: readonly string[] } | undefined;
  readonly mayGiveBack: boolean;
  readonly own: boolean;
  readonly ownReasonAsked: boolean;
  readonly compareHref: string | undefined;
}

export interface Translated {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly name: string;
  readonly sections: readonly LetterSection[];
}

export interface ApprovalInput extends ChangeReader {
  readonly found: ProposalView;
  readonly form: FormState;
  readonly personId: string;
  readonly translated: Translated | undefined;
}

export function approvalView(words: Words, input: ApprovalInput): ApprovalView {
  const { found, form, names, zones } = input;
  const { proposal, view } = found;
  const { case: kase } = view;
  const name = (id: string): string => names.get(id) ?? words.t('answering.somebody');
  const { approval, letter } = proposal;
  return {
    title: words.t('answering.approval.title', { kind: words.term('messageKind', letter.kind) }),
    subtitle: words.t('answering.approval.subtitle', {
      partner: words.country(kase.partner ?? kase.own),
      reference: isolated(kase.reference),
    }),
    back: { href: paths.caseView.to(kase.id), text: words.t('answering.toCase') },
    form,
    id: kase.id,
    version: kase.version,
    digest: proposal.digest,
    factsDigest: proposal.factsDigest,
    by: name(proposal.by),
    at: words.dateTime(proposal.at, zones),
    about: aboutRows(words, found),
    changes: found.changes.map((change) => changeLine(words, change, input)),
    letter: letterContent(words, letter),
    translated: input.translated,
    alike: letter.kind === 'ANSWER' && letter.body.match.basis === 'look-alike',
    against: approval === undefined ? againstOf(words, found) : [],
    approved: approval && {
      by: name(approval.by),
      at: words.dateTime(approval.at, zones),
      sendRefusal: reasonsOf(words, found.send),
    },
    mayGiveBack: found.giveBack === undefined,
    own: proposal.by === input.personId,
    ownReasonAsked: found.ownReasonAsked,
    compareHref: kase.role === 'responder' ? paths.answer.to(kase.id) : undefined,
  };
}

/** What the page shows is the present: where the facts beside it changed, only putting it forward anew helps. */
function againstOf(words: Words, { approve }: ProposalView): readonly string[] {
  return approve?.code === 'approval-void' ? [words.t('answering.approval.void')] : reasonsOf(words, approve);
}

/** A refusal as the list of its reasons. */
export function reasonsOf(words: Words, refusal: Refusal | undefined): readonly string[] {
  if (refusal === undefined) return [];
  const reasons = refusal.reasons ?? [];
  return [words.refusal(refusal.code), ...reasons.map((reason) => words.reason(reason))];
}

/** What stays in the node and an approver must know: who signs and why, at which level, on which ground. */
function aboutRows(words: Words, { proposal }: ProposalView): readonly LetterRow[] {
  const { needs, disclosure, trueGround } = proposal;
  return [
    ...row(words.t('answering.approval.needs'), words.term('approvalNeed', needs), words.t(`answering.need.${needs}`)),
    ...row(words.t('letters.label.level'), disclosure && levelText(words, disclosure.level)),
    ...row(words.t('answering.approval.legalBasis'), disclosure?.legalBasis),
    ...row(words.t('answering.approval.necessity'), disclosure?.necessity),
    ...row(
      words.t('answering.approval.trueGround'),
      trueGround && words.term('refusalGround', trueGround),
      trueGround && words.t('answering.approval.trueGroundStays'),
    ),
  ];
}

import { may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { answerContent } from '../letters/answer-content.js';
import { type LetterSection } from '../letters/letter-rows.js';
import { letterContent } from '../letters/letter-content.js';
import { requestContent, weaponContent } from '../letters/request-content.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { actGroups, nextStep, type ActGroup, type NextStep } from './case-acts.view.js';
import { clockLines, type ClockLine } from './case-clocks.view.js';
import { caseFrame, type CaseFrame, type OpenCase, requestOf, timeAt } from './case-frame.js';
import { paperSentences } from './paper/paper.view.js';
import { keepingOf, type Keeping } from './case-keeping.view.js';
import { useSentences } from './case-use.view.js';

export interface CasePageView extends View {
  readonly frame: CaseFrame;
  /** What the forms of this page change only if nobody else has. */
  readonly version: number;
  readonly meaning: string;
  readonly proposal?: string;
  /** For who works on cases. */
  readonly proposalHref?: string;
  readonly paperHref?: string;
  readonly step?: NextStep;
  readonly groups: readonly ActGroup[];
  readonly clocks: { readonly running: readonly ClockLine[]; readonly ended: readonly ClockLine[] };
  readonly flags: readonly FlagLine[];
  readonly weapon: readonly LetterSection[];
  readonly asked: readonly LetterSection[];
  readonly answered: readonly LetterSection[];
  readonly corrected: boolean;
  readonly use: readonly string[];
  readonly useTitle: string;
  readonly blockers: readonly string[];
  readonly draft?: string;
  readonly keeping: Keeping;
  readonly hidden: boolean;
}

export interface FlagLine {
  readonly code: string;
  readonly text: string;
  readonly detail: string;
  readonly time: ShownTime;
  /** Where it is settled, for whoever may. */
  readonly settle?: string;
  readonly href?: string;
}

export interface CaseInput {
  readonly open: OpenCase;
  readonly actor: PersonActor;
  /** May this person see what the other State wrote? */
  readonly foreign: boolean;
}

export function caseView(words: Words, { open, actor, foreign }: CaseInput): CasePageView {
  const { view } = open;
  const { case: kase, shared, state } = view;
  const step = nextStep(words, view, actor);
  const weapon = shared.weapon ?? requestOf(view).weapon;
  const sent = view.letters.find(({ kind, body }) => kind === 'REQUEST' && body !== undefined);
  const writes = state === 'draft' || state === 'proposed' || state === 'approved';
  return {
    title: words.t('cases.title', { reference: kase.reference }),
    wide: true,
    frame: caseFrame(words, open, 'overview'),
    version: kase.version,
    meaning: words.t(`cases.meaning.${state}`),
    ...(kase.proposal === undefined ? {} : { proposal: proposalText(words, kase.proposal, actor) }),
    ...(kase.paper === undefined ? {} : { paper: paperSentences(words, open, kase.paper) }),
    ...(may(actor, 'cases.work').yes
      ? { proposalHref: paths.approve.to(kase.id), paperHref: paths.casePaper.to(kase.id) }
      : {}),
    ...(step === undefined ? {} : { step }),
    groups: actGroups(words, view, actor),
    clocks: clockLines(words, open),
    flags: flagLines(words, open),
    weapon: weapon === undefined ? [] : weaponContent(words, weapon),
    asked: sent === undefined ? [] : requestContent(words, sent.body as NonNullable<typeof shared.request>),
    answered: answeredSections(words, open),
    corrected: shared.answer?.corrected === true,
    use: useSentences(words, view, open.now.slice(0, 10)),
    useTitle: words.t(
      kase.role === 'requester' && shared.answer !== undefined ? 'cases.use.answer' : 'cases.use.request',
    ),
    blockers: writes ? view.blockers.map((blocker) => words.reason(blocker)) : [],
    ...(writes && view.commands.includes('edit draft') ? { draft: paths.draft.to(kase.id) } : {}),
    keeping: keepingOf(words, open),
    hidden: !foreign,
  };
}

/** What waits for a signature, whose it is, and who must sign. */
function proposalText(
  words: Words,
  proposal: NonNullable<OpenCase['view']['case']['proposal']>,
  actor: PersonActor,
): string {
  const values = {
    kind: words.term('messageKind', proposal.letter.kind),
    need: words.term('approvalNeed', proposal.needs),
  };
  if (proposal.approval !== undefined) return words.t('cases.proposal.approved', values);
  return words.t(proposal.by === actor.id ? 'cases.proposal.own' : 'cases.proposal.waits', values);
}

/** The last word of whoever answers: the answer as it was last corrected, or the no, the delay, the other State. */
function answeredSections(words: Words, { view }: OpenCase): readonly LetterSection[] {
  const { answer } = view.shared;
  if (answer !== undefined)
    // Its limits stand beside it in plain sentences.
    return answerContent(words, { ...answer.body, outcome: answer.outcome, facts: [...answer.facts] }).filter(
      ({ title }) => title !== words.t('letters.section.handling'),
    );
  const last = view.letters.findLast(
    ({ role, kind, effect, body }) =>
      role === 'responder' && effect === 'has effect' && body !== undefined && WORDS_OF_ANSWER.includes(kind),
  );
  return last === undefined ? [] : letterContent(words, last as unknown as Parameters<typeof letterContent>[1]);
}

const WORDS_OF_ANSWER: readonly string[] = [
  'DELAY',
  'RESTRICT',
  'REFUSE',
  'NOT_ACCEPTED',
  'FORWARD_NOTICE',
  'ASK_MORE',
];

function flagLines(words: Words, open: OpenCase): readonly FlagLine[] {
  const { case: kase, commands } = open.view;
  return kase.flags
    .filter(({ doneAt }) => doneAt === undefined)
    .map(({ code, at, detail }) => ({
      code,
      text: words.term('flag', code),
      detail,
      time: timeAt(words, open, at),
      ...(commands.includes('settle flag') ? { settle: paths.caseAct.to(kase.id, 'flag') } : {}),
      ...(code === 'correction to act on' && kase.role === 'responder' ? { href: paths.answer.to(kase.id) } : {}),
    }));
}

import { may } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Words } from '../i18n/words.js';
import { paths } from '../paths.js';
import { type CaseView } from './case-frame.js';

/** A thing that may be done, or why it may not be done yet. */
export interface ActLink {
  readonly text: string;
  readonly href: string;
  readonly reason?: string;
}

export interface ActGroup {
  readonly title: string;
  readonly links: readonly ActLink[];
}

export interface NextStep {
  readonly text: string;
  readonly href: string;
  /** The step is a form of one button: it changes something. */
  readonly posts?: true;
}

type Act = CaseView['offers'][number]['act'];
type Kind = CaseView['letterKinds'][number];

/** Letters whose pages stand with the case; those of whoever answers stand with the answer. */
export const CASE_LETTERS = [
  'MORE',
  'CLARIFY',
  'FEEDBACK',
  'CONSENT_REQUEST',
  'REMIND',
  'WITHDRAW',
] as const satisfies readonly Kind[];
/** By the name that each has in the address of its page. */
const ANSWER_LETTERS = {
  ASK_MORE: 'ask-more',
  DELAY: 'delay',
  CLARIFICATION: 'clarification',
  CONSENT: 'consent',
  CORRECT: 'correction',
  RESTRICT: 'restriction',
  FORWARD_NOTICE: 'forward',
  NOT_ACCEPTED: 'not-accepted',
  REFUSE: 'refusal',
} as const satisfies Partial<Record<Kind, string>>;

const KEEPING = {
  'assign': (id) => paths.caseAssign.to(id),
  'open consultation': (id) => paths.caseAct.to(id, 'consultation'),
  'record contact': (id) => paths.caseAct.to(id, 'contact'),
  'confirm storage': (id) => paths.caseCustody.to(id, 'storage'),
  'record disposal': (id) => paths.caseCustody.to(id, 'disposal'),
  'place hold': (id) => paths.caseAct.to(id, 'hold'),
  'change compartment': (id) => paths.caseAccess.to(id),
} as const satisfies Partial<Record<Act, (id: string) => string>>;

const ENDING = {
  'open next request': (id) => paths.caseAct.to(id, 'next-request'),
  'close': (id) => paths.caseAct.to(id, 'closing'),
  'reopen': (id) => paths.caseAct.to(id, 'reopening'),
  'purge': (id) => paths.casePurge.to(id),
} as const satisfies Partial<Record<Act, (id: string) => string>>;

/** Everything that this person may do on the case now, in groups; the law's own table says what. */
export function actGroups(words: Words, view: CaseView, actor: PersonActor): readonly ActGroup[] {
  const { case: kase } = view;
  const of = (acts: Partial<Record<Act, (id: string) => string>>): ActLink[] =>
    view.offers.flatMap(({ act, refusal }) => {
      const href = acts[act]?.(kase.id);
      const text = href === undefined ? '' : words.t(`cases.act.${act}`);
      return href === undefined
        ? []
        : [{ text, href, ...(refusal === undefined ? {} : { reason: words.refusal(refusal.code) }) }];
    });
  const use =
    kase.role === 'requester' && view.shared.answer !== undefined && may(actor, 'cases.export').yes
      ? [{ text: words.t('cases.act.use'), href: paths.caseUse.to(kase.id) }]
      : [];
  const groups = [
    { title: 'write', links: letterLinks(words, view) },
    { title: 'keep', links: of(KEEPING) },
    { title: 'end', links: [...use, ...of(ENDING)] },
  ];
  return groups
    .filter(({ links }) => links.length > 0)
    .map(({ title, links }) => ({ title: words.t(`cases.acts.${title}`), links }));
}

function letterLinks(words: Words, { case: { id, role }, letterKinds }: CaseView): readonly ActLink[] {
  const link = (kind: Kind, href: string): ActLink => ({ text: words.t(`cases.letter.${kind}`), href });
  return [
    ...CASE_LETTERS.filter((kind) => letterKinds.includes(kind)).map((kind) =>
      link(kind, paths.caseLetter.to(id, slugOf(kind))),
    ),
    ...(Object.entries(ANSWER_LETTERS) as readonly (readonly [keyof typeof ANSWER_LETTERS, string])[])
      .filter(
        ([kind]) => letterKinds.includes(kind) && (role === 'responder' || kind === 'CONSENT' || kind === 'CORRECT'),
      )
      .map(([kind, slug]) =>
        kind === 'CORRECT' && role === 'requester'
          ? { text: words.t('answering.letter.requestCorrection.title'), href: paths.answerLetter.to(id, slug) }
          : link(kind, paths.answerLetter.to(id, slug)),
      ),
  ];
}

/** `CONSENT_REQUEST` in an address is `consent-request`. */
export function slugOf(kind: string): string {
  return kind.toLowerCase().replaceAll('_', '-');
}

/** The one thing to do next; nothing where the other side, another person or nobody has to act. */
export function nextStep(words: Words, view: CaseView, actor: PersonActor): NextStep | undefined {
  const found = STEPS.find(({ fits }) => fits(view, actor));
  if (found === undefined) return undefined;
  const step = { text: words.t(`cases.step.${found.key}`), href: found.href(view.case.id) };
  return found.posts === true ? { ...step, posts: true } : step;
}

interface Step {
  readonly key: string;
  readonly fits: (view: CaseView, actor: PersonActor) => boolean;
  readonly href: (id: string) => string;
  readonly posts?: true;
}

const has = ({ commands }: CaseView, command: CaseView['commands'][number]): boolean => commands.includes(command);
const offered = ({ offers }: CaseView, act: Act): boolean =>
  offers.some((offer) => offer.act === act && offer.refusal === undefined);
/** Of an exchange in which nothing is owed any more. */
const OVER: readonly CaseView['state'][] = ['answered', 'refused', 'not accepted', 'forwarded'];

/** In this order: what waits for a signature, what waits for our word, what is over. */
const STEPS: readonly Step[] = [
  {
    key: 'send',
    fits: (view) => view.case.proposal?.approval !== undefined && has(view, 'send'),
    href: (id) => paths.caseAct.to(id, 'sending'),
    posts: true,
  },
  {
    key: 'approve',
    fits: (view, { id }) => view.case.proposal !== undefined && view.case.proposal.by !== id && has(view, 'approve'),
    href: (id) => paths.approve.to(id),
  },
  { key: 'draft', fits: (view) => view.state === 'draft' && has(view, 'edit draft'), href: (id) => paths.draft.to(id) },
  {
    key: 'more',
    fits: (view) => view.letterKinds.includes('MORE') && view.state === 'more asked',
    href: (id) => paths.caseLetter.to(id, 'more'),
  },
  {
    key: 'take',
    fits: (view) => has(view, 'accept request') && ['received', 'acknowledged'].includes(view.state),
    href: (id) => paths.answer.to(id),
  },
  {
    key: 'answer',
    fits: (view) => has(view, 'compose answer') && !OVER.includes(view.state) && view.case.proposal === undefined,
    href: (id) => paths.answer.to(id),
  },
  {
    key: 'close',
    fits: (view) => OVER.includes(view.state) && offered(view, 'close'),
    href: (id) => paths.caseAct.to(id, 'closing'),
  },
];

import { type CalendarDate } from '../shared/instant.js';
import { type PAPER_REASONS } from '../shared/reason-codes.js';
import { type Blocker } from '../shared/refusal.js';
import { blockersOf, type BlockerCode } from './blockers.js';
import { type Case, sharedOf } from './case.js';
import { type Deciding, type Facts } from './command.js';
import { type PaperContent, type PaperKind, type PaperLetter } from './paper.js';
import { asDraft, askersReference, placesOf } from './paper-streams.js';

export type PaperReason = Blocker & { readonly code: (typeof PAPER_REASONS)[number] | BlockerCode };

/** What keeps a request from going over the wire kept nobody from writing a letter. */
const OF_THE_WIRE: readonly BlockerCode[] = [
  'addressee-unknown',
  'addressee-not-pinned',
  'addressee-suspended',
  'consent-missing',
  'national-check-missing',
  'incident-missing',
];

/** Everything that keeps what was keyed in from being put before a second person, all at once. */
export function paperReasons(
  kase: Case,
  content: PaperContent,
  facts: Facts,
  { now }: Pick<Deciding, 'now'>,
): readonly PaperReason[] {
  const [request] = content.letters;
  // A weapon was recovered before the letter that asks about it.
  const asked = request === undefined ? now : `${request.sentOn}T23:59:59.999Z`;
  const reasons: PaperReason[] = [
    ...blockersOf(asDraft(kase, content), facts, asked).filter(({ code }) => !OF_THE_WIRE.includes(code)),
    ...referenceReasons(kase, content),
    // What two persons vouch for was begun in its time, whatever that day is set to since.
    ...(kase.paper === undefined || kase.paper.confirmed.length === 0 ? liveReasons(content, facts.own.liveSince) : []),
    ...content.letters.flatMap((letter, i) => dayReasons(content.letters, letter, i, now.slice(0, 10))),
    ...content.letters.flatMap((letter, i) => partReasons(kase, letter, i)),
  ];
  return reasons.length > 0 ? reasons : orderReasons(kase, content, now);
}

function reason(code: PaperReason['code'], field: string, rule: string, text: string): PaperReason {
  return { code, field, rule, text };
}

function referenceReasons(kase: Case, content: PaperContent): PaperReason[] {
  if ((askersReference(kase, content) ?? '').trim() !== '') return [];
  const field = kase.role === 'requester' ? '/ownReference' : '/partnerReference';
  return [
    reason('paper-reference-missing', field, 'ITI 17', 'Give the reference that the asking State put on its letter.'),
  ];
}

function liveReasons({ letters: [request] }: PaperContent, liveSince: CalendarDate | undefined): PaperReason[] {
  return request !== undefined && liveSince !== undefined && request.sentOn >= liveSince
    ? [
        reason(
          'paper-day-live',
          '/letters/0/sentOn',
          `node.liveSince ${liveSince}`,
          'Since that day requests go over this node; only earlier ones are keyed in.',
        ),
      ]
    : [];
}

function dayReasons(
  letters: readonly PaperLetter[],
  letter: PaperLetter,
  i: number,
  today: CalendarDate,
): PaperReason[] {
  const at = `/letters/${String(i)}`;
  const future = (field: string): PaperReason =>
    reason('paper-day-future', `${at}/${field}`, 'days of the past', 'This day lies in the future.');
  const early = (field: string, text: string): PaperReason =>
    reason('paper-day-order', `${at}/${field}`, 'days in their order', text);
  const before = letters[i - 1];
  const { sentOn, receivedOn } = letter;
  return [
    ...(sentOn > today ? [future('sentOn')] : []),
    ...(receivedOn !== undefined && receivedOn > today ? [future('receivedOn')] : []),
    ...(receivedOn !== undefined && receivedOn < sentOn
      ? [early('receivedOn', 'A letter is not received before it was sent.')]
      : []),
    ...(before !== undefined &&
    sentOn < (before.kind === 'request' ? (before.receivedOn ?? before.sentOn) : before.sentOn)
      ? [early('sentOn', 'This day lies before the letter that it follows.')]
      : []),
    ...(letter.until !== undefined && letter.until < sentOn
      ? [early('until', 'The new day lies before the letter that names it.')]
      : []),
  ];
}

/** What each letter must tell, to be read like one that came over the wire. */
const TELLS = {
  'request': [],
  'acknowledgement': [],
  'interim answer': ['outcome'],
  'delay': ['until', 'says'],
  'answer': ['outcome'],
  'refusal': ['says'],
} as const satisfies Record<PaperKind, readonly ('outcome' | 'until' | 'says')[]>;

const MISSING = {
  outcome: ['paper-outcome-missing', 'Say what the answer came to.'],
  until: ['paper-until-missing', 'Name the day by which the answer was promised.'],
  says: ['paper-text-missing', 'Give the reason that the letter gives.'],
} as const;

function partReasons(kase: Case, letter: PaperLetter, i: number): PaperReason[] {
  const at = `/letters/${String(i)}`;
  const missing = TELLS[letter.kind]
    .filter((part) => (letter[part] ?? '').trim() === '')
    .map((part) => reason(MISSING[part][0], `${at}/${part}`, letter.kind, MISSING[part][1]));
  // The clocks of who was asked count from the day on which the letter came; we know that day of our own post.
  return letter.kind === 'request' && kase.role === 'responder' && letter.receivedOn === undefined
    ? [...missing, reason('paper-received-missing', `${at}/receivedOn`, 'clocks', 'Say on which day the letter came.')]
    : missing;
}

/** The same table that reads letters of the wire says whether each has its effect at its place. */
function orderReasons(kase: Case, content: PaperContent, now: string): PaperReason[] {
  const wrong = (i: number, rule: string): PaperReason =>
    reason('paper-letter-order', `/letters/${String(i)}/kind`, rule, 'A letter of this kind has no place here.');
  if (content.letters[0]?.kind !== 'request') return [wrong(0, 'a request comes first')];
  const again = content.letters.findIndex(({ kind }, i) => i > 0 && kind === 'request');
  if (again > 0) return [wrong(again, 'one request')];
  const places = placesOf(kase, content, { zone: 'UTC', now });
  const streams = {
    requester: places.filter(({ role }) => role === 'requester').map(({ entry }) => entry),
    responder: places.filter(({ role }) => role === 'responder').map(({ entry }) => entry),
  };
  return sharedOf({ ...kase, streams }).read.flatMap(({ effect }, i) =>
    'without' in effect ? [wrong(i, effect.without)] : [],
  );
}

import { instantAt } from '../deadlines/zone-time.js';
import { type Letter, type Role } from '../messages/index.js';
import { derivedId } from '../shared/ids.js';
import { type CalendarDate, type Instant } from '../shared/instant.js';
import { requestOf } from './blockers.js';
import { type Case } from './case.js';
import { type PaperContent, type PaperLetter } from './paper.js';
import { type Place, type StreamEntry } from './stream.js';

/** The case as its asker would have drafted it: the law's list of blockers reads it like any other draft. */
export function asDraft(kase: Case, content: PaperContent): Case {
  const [asker, asked] = kase.role === 'requester' ? [kase.own, kase.partner] : [kase.partner, kase.own];
  const { partner: _partner, ...rest } = kase;
  return {
    ...rest,
    role: 'requester',
    own: asker ?? '',
    ...(asked === undefined ? {} : { partner: asked }),
    reference: askersReference(kase, content) ?? kase.reference,
    draft: { body: { ...content.body, incident: { id: kase.id, item: 1, of: 1 } }, told: [] },
  };
}

/** The mark that the asking State put on its letter. */
export function askersReference({ role }: Pick<Case, 'role'>, content: PaperContent): string | undefined {
  return role === 'requester' ? content.ownReference : content.partnerReference;
}

interface Reading {
  /** Where a day begins: the zone of the asked State's calendar. */
  readonly zone: string;
  readonly now: Instant;
}

/**
 * The letters as places of the two streams, in the order given. They are outside of both nodes' hashes: their ids derive from the case,
 * and each is marked as paper. A day counts from its beginning, and never from after now.
 */
export function placesOf(kase: Case, content: PaperContent, { zone, now }: Reading): readonly Place[] {
  const start = (day: CalendarDate): Instant => {
    const at = instantAt(Date.parse(`${day}T00:00:00.000Z`), zone);
    return at > now ? now : at;
  };
  const seq = { requester: 0, responder: 0 };
  return content.letters.map((letter): Place => {
    const role: Role = letter.kind === 'request' ? 'requester' : 'responder';
    const seen = role === 'requester' ? seq.responder : seq.requester;
    seq[role] += 1;
    const { channel, sentOn, receivedOn } = letter;
    const entry: StreamEntry = {
      seq: seq[role],
      seen,
      jti: derivedId(kase.id, 'paper', role, String(seq[role])),
      letter: letterOf(kase, content, letter),
      sentAt: start(sentOn),
      standing: 'received',
      receivedAt: start(receivedOn ?? sentOn),
      paper: { channel, sentOn, ...(receivedOn === undefined ? {} : { receivedOn }) },
    };
    return { role, entry };
  });
}

/** What was not keyed in is not made up: an answer from paper tells its outcome and its words, no facts, under the narrowest limits. */
function letterOf(kase: Case, content: PaperContent, { kind, outcome, until, says }: PaperLetter): Letter {
  const reference = (kase.role === 'requester' ? content.partnerReference : content.ownReference) ?? kase.reference;
  switch (kind) {
    case 'request':
      return { kind: 'REQUEST', body: requestOf(asDraft(kase, content)) };
    case 'acknowledgement':
      return { kind: 'ACKNOWLEDGE', body: { reference, ...(says === undefined ? {} : { note: says }) } };
    case 'delay':
      return { kind: 'DELAY', body: { until: until ?? '', text: says ?? '' } };
    case 'refusal':
      return { kind: 'REFUSE', body: { text: says ?? '' } };
    case 'interim answer':
    case 'answer':
      return {
        kind: 'ANSWER',
        body: {
          part: kind === 'answer' ? 'final' : 'part',
          reference,
          outcome: outcome ?? 'not in records',
          match: { basis: 'none' },
          level: 0,
          facts: [],
          withheld: [],
          handling: { recipients: [], purposes: [], onwardRelease: 'with consent', evidenceUse: 'with consent' },
          ...(says === undefined ? {} : { note: says }),
        },
      };
  }
}

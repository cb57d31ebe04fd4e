import { type Role } from '../messages/index.js';
import { type Instant } from '../shared/instant.js';
import { refuse, type Result } from '../shared/refusal.js';
import { type Case, type ClockRules } from './case.js';
import { type Deciding, type Facts, type SystemCommand } from './command.js';
import { planned, usedUp } from './deciding.js';
import { type CaseEvent } from './event.js';
import { evolve } from './evolve.js';
import { type Plan } from './plan.js';
import { type StreamEntry } from './stream.js';

type Of<T extends SystemCommand['type']> = Extract<SystemCommand, { type: T }>;

/** After a restore: a letter of our own that a partner holds and we had lost. */
export function recoverOwnLetter(
  kase: Case | undefined,
  command: Of<'recover own letter'>,
  facts: Facts,
  deciding: Deciding,
): Result<Plan> {
  const role: Role = kase?.role ?? 'requester';
  const known = kase?.streams[role].find((entry) => entry.seq === command.seq);
  if (kase !== undefined && known !== undefined) {
    if (known.jti !== command.jti) return refuse('place-taken', { field: '/seq', rule: 'one letter at one place' });
    return known.standing === 'received'
      ? planned(kase, [])
      : planned(kase, [
          {
            type: 'delivery recorded',
            seq: command.seq,
            jti: command.jti,
            mid: command.mid,
            receivedAt: command.receivedAt,
          },
        ]);
  }
  const opening = kase === undefined ? recoveredOpening(command, facts) : [];
  const before = opening.reduce<Case | undefined>(evolve, kase);
  if (before === undefined) throw new Error('a letter without a case');
  const entry: StreamEntry = {
    seq: command.seq,
    seen: command.seen,
    jti: command.jti,
    mid: command.mid,
    letter: command.letter,
    sentAt: command.sentAt,
    standing: 'received',
    receivedAt: command.receivedAt,
  };
  const rules: ClockRules | undefined = command.letter.kind === 'REQUEST' ? facts.rules : undefined;
  return planned(kase, [
    ...opening,
    ...usedUp(before, role, command),
    { type: 'letter written', entry, ...(rules === undefined ? {} : { rules }) },
    {
      type: 'flag raised',
      flag: { code: 'recovered', at: deciding.now, detail: `${command.letter.kind} at place ${String(command.seq)}` },
    },
  ]);
}

function recoveredOpening(command: Of<'recover own letter'>, facts: Facts): CaseEvent[] {
  const { newCase } = facts;
  if (newCase === undefined) throw new Error('opening a case takes its id and reference');
  const at: Instant = command.sentAt;
  const reference = command.letter.kind === 'REQUEST' ? command.letter.body.reference : newCase.reference;
  return [
    {
      type: 'case opened',
      opened: {
        id: newCase.caseId,
        role: 'requester',
        own: facts.own.state,
        partner: command.partner,
        thread: command.thread,
        exercise: command.exercise,
        at,
        by: 'recovery',
        reference,
        compartment: newCase.compartment,
      },
    },
  ];
}

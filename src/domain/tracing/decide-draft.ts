import { digestOf } from '../shared/canonical.js';
import { refuse, type Result } from '../shared/refusal.js';
import { type ToldWithConsent } from './case.js';
import { blockersOf, requestOf } from './blockers.js';
import { type Deciding, type Facts, type OwnCommand, type SystemCommand } from './command.js';
import { type At, actorId, factsDigestOf, followUpId, planned, shownFactsOf } from './deciding.js';
import { type Plan } from './plan.js';

type Of<T extends OwnCommand['type'] | SystemCommand['type']> = Extract<OwnCommand | SystemCommand, { type: T }>;

/** A new request, from a recovery. */
export function openCase(command: Of<'open case'>, facts: Facts, deciding: Deciding): Result<Plan> {
  const { newCase } = facts;
  if (newCase === undefined) throw new Error('opening a case takes its id and reference');
  return planned(undefined, [
    {
      type: 'case opened',
      opened: {
        id: newCase.caseId,
        role: 'requester',
        own: facts.own.state,
        thread: newCase.thread,
        exercise: command.exercise || facts.own.exercise,
        at: deciding.now,
        by: actorId(deciding),
        reference: newCase.reference,
        compartment: newCase.compartment,
        draft: { body: command.body, told: [] },
        ...(facts.rules === undefined ? {} : { rules: facts.rules }),
        ...(command.inCustodySince === undefined ? {} : { inCustodySince: command.inCustodySince }),
        ...(command.nationalCheck === undefined ? {} : { nationalCheck: command.nationalCheck }),
      },
    },
  ]);
}

/** The next request of a chain, pre-filled; what the previous State told waits for its consent. */
export function openNextCase(command: Of<'open next case'>, facts: Facts, deciding: Deciding): Result<Plan> {
  const { newCase } = facts;
  if (newCase === undefined) throw new Error('opening a case takes its id and reference');
  const { from } = command;
  const { told: _told, nationalCheck: _check, reference: _reference, ...body } = from.request;
  return planned(undefined, [
    {
      type: 'case opened',
      opened: {
        id: newCase.caseId,
        role: 'requester',
        own: facts.own.state,
        partner: from.state,
        thread: newCase.thread,
        exercise: from.exercise,
        at: deciding.now,
        by: actorId(deciding),
        reference: newCase.reference,
        compartment: from.compartment,
        draft: { body, told: from.told },
        previous: { caseId: from.caseId, thread: from.thread, by: from.by },
        nationalCheck: from.nationalCheck,
        ...(facts.rules === undefined ? {} : { rules: facts.rules }),
      },
    },
  ]);
}

export function editDraft({ kase }: At, command: Of<'edit draft'>): Result<Plan> {
  return planned(kase, [
    {
      type: 'draft edited',
      body: command.body,
      ...(command.parallelReason === undefined ? {} : { parallelReason: command.parallelReason }),
    },
  ]);
}

export function chooseAddressee({ kase }: At, command: Of<'choose addressee'>): Result<Plan> {
  return planned(kase, [{ type: 'addressee chosen', partner: command.partner }]);
}

export function recordNationalCheck({ kase }: At, command: Of<'record national check'>): Result<Plan> {
  return planned(kase, [{ type: 'holder checked', check: command.check }]);
}

/** Leaves out what an earlier State told, so that its consent is no longer asked for. */
export function dropTold({ kase }: At, command: Of<'drop told'>): Result<Plan> {
  const told = kase.draft?.told ?? [];
  if (!told.some((one) => one.thread === command.thread)) return refuse('letter-unknown', { field: '/thread' });
  return planned(kase, [{ type: 'told changed', told: told.filter((one) => one.thread !== command.thread) }]);
}

/** The word of an earlier State on what it told, brought over from its own case. */
export function noteConsent({ kase }: At, command: Of<'note consent'>): Result<Plan> {
  const told = kase.draft?.told ?? [];
  const noted = told.map((one): ToldWithConsent => {
    if (one.thread !== command.thread) return one;
    const { expires: _earlier, ...rest } = one;
    return {
      ...rest,
      consent: command.consent,
      ...(command.consentId === undefined ? {} : { consentId: command.consentId }),
      ...(command.expires === undefined ? {} : { expires: command.expires }),
    };
  });
  const changed = digestOf(noted) !== digestOf(told) && kase.streams.requester.length === 0;
  return planned(kase, changed ? [{ type: 'told changed', told: noted }] : []);
}

/** The exact request, named by its digest, for a second person. */
export function proposeRequest(here: At): Result<Plan> {
  const { kase, facts, deciding } = here;
  const blockers = blockersOf(kase, facts, deciding.now);
  if (blockers.length > 0) return refuse('draft-blocked', { reasons: blockers });
  const letter = { kind: 'REQUEST', body: requestOf(kase) } as const;
  return planned(kase, [
    {
      type: 'proposed',
      proposal: {
        id: followUpId(here, 'proposal'),
        letter,
        by: actorId(deciding),
        at: deciding.now,
        digest: digestOf(letter),
        factsDigest: factsDigestOf(here),
        basis: shownFactsOf(here),
        needs: letter.body.requesterKind === 'State' ? 'second person' : 'head of NPC',
      },
    },
  ]);
}

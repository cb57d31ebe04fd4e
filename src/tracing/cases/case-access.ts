import { may, refusalOf, type Action } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Refusal } from '../../domain/shared/refusal.js';
import { type Case } from '../../domain/tracing/case.js';
import { type OwnCommand } from '../../domain/tracing/command.js';
import { COMMAND_ACTIONS } from './command-actions.js';
import { subjectOf } from './case-subject.js';

/** Why this person may not give this command on this case; undefined where they may. */
export function accessRefusal(actor: PersonActor, kase: Case, command: OwnCommand): Refusal | undefined {
  const decision = may(actor, actionOf(actor, kase, command), subjectOf(kase, command));
  return decision.yes ? undefined : refusalOf(decision);
}

function actionOf(actor: PersonActor, kase: Case, command: OwnCommand): Action {
  if (command.type === 'approve' && kase.proposal?.needs === 'head of NPC') return 'cases.approve-head';
  return command.type === 'assign' && isOwnMove(actor, kase, command.personId)
    ? 'cases.work'
    : COMMAND_ACTIONS[command.type];
}

/** Whoever works on cases takes what nobody has, and hands over what is their own; what another has only a supervisor moves. */
function isOwnMove(actor: PersonActor, { assigneeId }: Case, to: string): boolean {
  return assigneeId === undefined ? to === actor.id : assigneeId === actor.id;
}

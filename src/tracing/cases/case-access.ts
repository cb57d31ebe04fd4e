import { may, refusalOf, type Action } from '../../domain/access/policy.js';
import { type PersonActor } from '../../domain/shared/actor.js';
import { type Refusal } from '../../domain/shared/refusal.js';
import { type Case } from '../../domain/tracing/case.js';
import { type OwnCommand } from '../../domain/tracing/command.js';
import { COMMAND_ACTIONS } from './command-actions.js';
import { subjectOf } from './case-subject.js';

/** Why this person may not give this command on this case; undefined where they may. */
export function accessRefusal(actor: PersonActor, kase: Case, command: OwnCommand): Refusal | undefined {
  const decision = may(actor, actionOf(kase, command), subjectOf(kase, command));
  return decision.yes ? undefined : refusalOf(decision);
}

function actionOf(kase: Case, command: OwnCommand): Action {
  return command.type === 'approve' && kase.proposal?.needs === 'head of NPC'
    ? 'cases.approve-head'
    : COMMAND_ACTIONS[command.type];
}

import { refuse, type Result } from '../shared/refusal.js';
import { type Case } from './case.js';
import {
  type Command,
  type CommandType,
  type Deciding,
  type Facts,
  type OwnCommand,
  type OwnCommandType,
  type SystemCommand,
} from './command.js';
import * as answer from './decide-answer.js';
import * as draft from './decide-draft.js';
import * as keeping from './decide-keeping.js';
import * as letter from './decide-letter.js';
import * as paper from './decide-paper.js';
import * as receipts from './decide-receipts.js';
import * as recovery from './decide-recovery.js';
import * as wire from './decide-wire.js';
import { at, type At } from './deciding.js';
import { type Plan } from './plan.js';
import { mayDo, strangeTo } from './transitions.js';

type Of<T extends CommandType> = Extract<Command, { type: T }>;
type Opening = 'open case' | 'open paper case' | 'open next case' | 'receive letter' | 'recover own letter';
type Decision<T extends CommandType> = (here: At, command: Of<T>) => Result<Plan>;
type OpeningDecision<T extends Opening> = (
  kase: Case | undefined,
  command: Of<T>,
  facts: Facts,
  deciding: Deciding,
) => Result<Plan>;

/** Commands that may find no case yet. */
const OPENINGS = {
  'open case': (_none, command, facts, deciding) => draft.openCase(command, facts, deciding),
  'open paper case': (_none, command, facts, deciding) => paper.openPaperCase(command, facts, deciding),
  'open next case': (_none, command, facts, deciding) => draft.openNextCase(command, facts, deciding),
  'receive letter': wire.receiveLetter,
  'recover own letter': recovery.recoverOwnLetter,
} as const satisfies { [T in Opening]: OpeningDecision<T> };

/** One decision for each command of a case that exists. */
const DECISIONS = {
  'edit draft': draft.editDraft,
  'choose addressee': draft.chooseAddressee,
  'record national check': draft.recordNationalCheck,
  'drop told': draft.dropTold,
  'propose request': draft.proposeRequest,
  'note consent': draft.noteConsent,
  'propose letter': letter.proposeLetter,
  'approve': letter.approve,
  'return proposal': letter.returnProposal,
  'send': letter.send,
  'write': letter.write,
  'void letter': letter.voidLetter,
  'accept request': answer.acceptRequest,
  'hand in candidates': answer.handInCandidates,
  'choose record': answer.chooseRecord,
  'compose answer': answer.composeAnswer,
  'assign': keeping.assign,
  'change compartment': keeping.changeCompartment,
  'open consultation': keeping.openConsultation,
  'end consultation': keeping.endConsultation,
  'confirm storage': keeping.confirmStorage,
  'record disposal': keeping.recordDisposal,
  'place hold': keeping.placeHold,
  'lift hold': keeping.liftHold,
  'record contact': keeping.recordContact,
  'settle flag': keeping.settleFlag,
  'open next request': keeping.openNextRequest,
  'note next case': keeping.noteNextCase,
  'reach deadline': keeping.reachDeadline,
  'close': keeping.close,
  'reopen': keeping.reopen,
  'purge': keeping.purge,
  'transcribe paper': paper.transcribePaper,
  'confirm paper': paper.confirmPaper,
  'return paper': paper.returnPaper,
  'record delivery': receipts.recordDelivery,
  'record acceptance': receipts.recordAcceptance,
  'record rejection': receipts.recordRejection,
  'record undeliverable': receipts.recordUndeliverable,
} as const satisfies { [T in Exclude<CommandType, Opening>]: Decision<T> };

/** Our own people's commands; all others come from the wire, a sweep or another case and are not asked for the state. */
const OWN = {
  'open case': true,
  'open paper case': true,
  'transcribe paper': true,
  'confirm paper': true,
  'return paper': true,
  'edit draft': true,
  'choose addressee': true,
  'record national check': true,
  'drop told': true,
  'propose request': true,
  'propose letter': true,
  'compose answer': true,
  'approve': true,
  'return proposal': true,
  'send': true,
  'write': true,
  'void letter': true,
  'accept request': true,
  'choose record': true,
  'assign': true,
  'change compartment': true,
  'open consultation': true,
  'end consultation': true,
  'confirm storage': true,
  'record disposal': true,
  'place hold': true,
  'lift hold': true,
  'record contact': true,
  'settle flag': true,
  'open next request': true,
  'close': true,
  'reopen': true,
  'purge': true,
} as const satisfies Record<OwnCommandType, true>;

export const OWN_COMMANDS = Object.keys(OWN) as readonly OwnCommandType[];

/**
 * The law: what follows from a command, as data, or why nothing does. Reads no clock, no table and no random source; the same
 * arguments always give the same plan.
 */
export function decide(kase: Case | undefined, command: Command, facts: Facts, deciding: Deciding): Result<Plan> {
  if (isOpening(command)) return (OPENINGS[command.type] as OpeningDecision<Opening>)(kase, command, facts, deciding);
  if (kase === undefined) throw new Error(`"${command.type}" takes a case`);
  return decideAt(at(kase, facts, deciding), command);
}

function decideAt(here: At, command: Exclude<Command, { type: Opening }>): Result<Plan> {
  const strange = isOwn(command) ? strangeTo(here.kase.paper !== undefined, command.type) : undefined;
  if (strange !== undefined) return refuse(strange, { rule: 'letters go by one way' });
  if (isOwn(command) && !mayDo(here.kase.role, here.state, command.type))
    return refuse('state-forbids', { rule: `${command.type} in "${here.state}"` });
  if (here.state === 'purged' && !isOwn(command))
    return { ok: true, value: { events: [], next: here.kase, messages: [], deadlines: [], followUps: [], due: [] } };
  const decision = DECISIONS[command.type] as (here: At, command: Command) => Result<Plan>;
  return decision(here, command);
}

function isOwn(command: OwnCommand | SystemCommand): command is OwnCommand {
  return command.type in OWN;
}

function isOpening(command: Command): command is Of<Opening> {
  return command.type in OPENINGS;
}

import { type Role } from '../messages/index.js';
import { type CaseState } from './case.js';
import { type OwnCommandType } from './command.js';

type Row = readonly OwnCommandType[];

/** Local acts that every living case takes. */
const always = [
  'assign',
  'change compartment',
  'record contact',
  'place hold',
  'lift hold',
  'settle flag',
  'confirm storage',
  'record disposal',
] as const satisfies Row;
/** A live thread: letters of either kind (whether a given letter has its effect now is `EFFECTS`' word), and their approval. */
const talking = [
  'write',
  'propose letter',
  'approve',
  'return proposal',
  'send',
  'void letter',
  'open consultation',
  'end consultation',
  'close',
] as const satisfies Row;
/** What was keyed in, before and after a second person vouches for it. */
const onPaper = ['transcribe paper', 'confirm paper', 'return paper'] as const satisfies Row;
const keyedIn = [...always, ...onPaper, 'close', 'purge'] as const satisfies Row;
const writing = [
  'edit draft',
  'choose addressee',
  'record national check',
  'drop told',
  'propose request',
  'close',
  'purge',
] as const satisfies Row;
const asking = [...always, ...talking, ...onPaper, 'open next request'] as const satisfies Row;
const answering = [...always, ...talking, ...onPaper, 'choose record', 'compose answer'] as const satisfies Row;
const notYetAccepted = [...always, ...talking, ...onPaper, 'accept request'] as const satisfies Row;
const over = [
  'settle flag',
  'record contact',
  'confirm storage',
  'record disposal',
  'place hold',
  'lift hold',
  'purge',
] as const satisfies Row;
const closed = [
  ...always,
  'write',
  'propose letter',
  'approve',
  'return proposal',
  'send',
  'reopen',
  'purge',
] as const satisfies Row;

/**
 * (role, state) -> what our own people may do. The one table behind refusals and buttons. `open case` makes a case and stands in no
 * state. States that a role never reaches have an empty row.
 */
export const TRANSITIONS = {
  requester: {
    'keyed in': keyedIn,
    'draft': [...always, ...writing],
    'proposed': [...always, ...writing, 'approve', 'return proposal'],
    'approved': [...always, ...writing, 'return proposal', 'send'],
    'sent': asking,
    'undeliverable': asking,
    'delivered': asking,
    'received': [],
    'acknowledged': asking,
    'in hand': [],
    'more asked': asking,
    'answered in part': asking,
    'delayed': asking,
    'restricted': asking,
    'answered': asking,
    'refused': asking,
    'not accepted': asking,
    'forwarded': asking,
    'closed': [...closed, 'open next request'],
    'withdrawn': over,
    'void': over,
    'purged': [],
  },
  responder: {
    'keyed in': keyedIn,
    'draft': [],
    'proposed': [],
    'approved': [],
    'sent': [],
    'undeliverable': [],
    'delivered': [],
    'received': notYetAccepted,
    'acknowledged': notYetAccepted,
    'in hand': answering,
    'more asked': [...answering, 'accept request'],
    'answered in part': answering,
    'delayed': [...answering, 'accept request'],
    'restricted': [...answering, 'accept request'],
    'answered': answering,
    'refused': [...answering, 'accept request'],
    'not accepted': notYetAccepted,
    'forwarded': [...answering, 'accept request'],
    'closed': closed,
    'withdrawn': over,
    'void': over,
    'purged': [],
  },
} as const satisfies Record<Role, Record<CaseState, Row>>;

/** What writes to the other State: in a case on paper that is done by post, for nobody there knows its thread. */
const OVER_THE_WIRE: readonly OwnCommandType[] = [
  'propose letter',
  'compose answer',
  'approve',
  'return proposal',
  'send',
  'write',
  'void letter',
];

/** Is this an act of the other way by which a case runs? The refusal's code, where it is. */
export function strangeTo(paper: boolean, command: OwnCommandType): 'paper-case' | 'state-forbids' | undefined {
  if (paper) return OVER_THE_WIRE.includes(command) ? 'paper-case' : undefined;
  return (onPaper as Row).includes(command) ? 'state-forbids' : undefined;
}

export function mayDo(role: Role, state: CaseState, command: OwnCommandType): boolean {
  return (TRANSITIONS[role][state] as Row).includes(command);
}

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
const writing = [
  'edit draft',
  'choose addressee',
  'record national check',
  'drop told',
  'propose request',
  'close',
  'purge',
] as const satisfies Row;
const asking = [...always, ...talking, 'open next request'] as const satisfies Row;
const answering = [...always, ...talking, 'choose record', 'compose answer'] as const satisfies Row;
const notYetAccepted = [...always, ...talking, 'accept request'] as const satisfies Row;
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

export function mayDo(role: Role, state: CaseState, command: OwnCommandType): boolean {
  return (TRANSITIONS[role][state] as Row).includes(command);
}

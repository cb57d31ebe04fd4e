import { type PersonRole } from '../shared/actor.js';

interface Row {
  /** Who may do it at all. */
  readonly roles: readonly PersonRole[];
  /** The narrower list where the content names a natural person (disclosure level 2). */
  readonly level2?: readonly PersonRole[];
  /** An act of judgement: neither the node itself nor an API token does it, whatever its scopes. */
  readonly inPerson?: true;
  /** The second signature: refused to whoever wrote the first. */
  readonly secondPerson?: true;
}

const NPC = ['officer', 'supervisor', 'head of NPC'] as const;
const LEAD = ['supervisor', 'head of NPC'] as const;
const EVERYBODY = [
  'officer',
  'supervisor',
  'head of NPC',
  'investigator',
  'firearms examiner',
  'registrar',
  'auditor',
  'data protection officer',
  'administrator',
] as const;

/**
 * The one reviewed table of who may do what; `may()` reads it, pages and routes name its keys. The administrator stands in no row
 * that shows what a case contains, and the auditor in none that changes anything.
 */
export const ROLE_TABLE = {
  // any signed-in person, for what is their own: name, password, sessions
  'signed in': { roles: EVERYBODY },
  // tracing
  'cases.read': {
    roles: [...NPC, 'investigator', 'firearms examiner', 'auditor', 'data protection officer'],
    level2: [...NPC, 'investigator', 'data protection officer'],
  },
  // what another State wrote; the police follow their own trace without it
  'cases.foreign-read': { roles: [...NPC, 'auditor', 'data protection officer'] },
  'cases.work': { roles: NPC },
  'cases.approve': { roles: NPC, level2: LEAD, inPerson: true, secondPerson: true },
  // a delay, restriction or refusal under ITI 22, and an asker that is no State
  'cases.approve-head': { roles: ['head of NPC'], inPerson: true, secondPerson: true },
  'cases.assign': { roles: LEAD },
  'cases.seal': { roles: LEAD, inPerson: true },
  'cases.break-glass': { roles: LEAD, inPerson: true },
  'cases.export': { roles: NPC },
  'cases.purge': { roles: ['data protection officer'], inPerson: true },
  'incidents.work': { roles: [...NPC, 'investigator'] },
  'recoveries.hand-in': { roles: [...NPC, 'investigator', 'firearms examiner'] },
  'custody.work': { roles: [...NPC, 'investigator', 'firearms examiner'] },
  // marking records and reference lists
  'firearms.register': { roles: ['registrar'] },
  'firearms.read': { roles: [...NPC, 'registrar', 'firearms examiner'], level2: [...NPC, 'registrar'] },
  'firearms.import': { roles: ['registrar'] },
  'markings.query': { roles: [...NPC, 'investigator', 'firearms examiner', 'registrar'] },
  'reference.read': { roles: EVERYBODY },
  'reference.load': { roles: ['registrar', 'administrator'] },
  // the directory
  'directory.read': { roles: EVERYBODY },
  'directory.pin': { roles: NPC, inPerson: true },
  'directory.confirm': { roles: LEAD, inPerson: true, secondPerson: true },
  // our own judgement of a partner: never sent, and not for everybody who may look up its telephone number
  'directory.profile-read': { roles: [...NPC, 'auditor', 'data protection officer'] },
  'directory.profile': { roles: LEAD },
  'directory.keys': { roles: ['head of NPC', 'administrator'], inPerson: true },
  'policies.edit': { roles: LEAD },
  // people
  'people.read': { roles: [...LEAD, 'auditor', 'data protection officer', 'administrator'] },
  'people.manage': { roles: ['administrator'], inPerson: true },
  'agencies.manage': { roles: ['administrator'], inPerson: true },
  'roles.grant': { roles: ['administrator', 'head of NPC'], inPerson: true },
  'roles.confirm': { roles: ['administrator', 'head of NPC'], inPerson: true, secondPerson: true },
  'tokens.manage': { roles: EVERYBODY, inPerson: true },
  // persons whose data the node holds: what is held, and its rectification, restriction and erasure
  'data-subjects.work': { roles: ['data protection officer'], level2: ['data protection officer'], inPerson: true },
  // the ledger and figures
  'ledger.read': { roles: ['auditor', 'data protection officer'] },
  'ledger.export': { roles: ['auditor'] },
  'ledger.sample': { roles: ['auditor'] },
  'figures.read': { roles: [...NPC, 'auditor', 'data protection officer'] },
  // the wire: queues, sequence numbers, the state of a partner; never a body
  'exchange.read': { roles: [...NPC, 'auditor', 'administrator'] },
  'exchange.work': { roles: [...NPC, 'administrator'] },
  'node.operate': { roles: ['administrator'] },
  // a second person who saw what the first one says was done
  'node.confirm': { roles: ['administrator', 'head of NPC'], inPerson: true, secondPerson: true },
} as const satisfies Record<string, Row>;

export type Action = keyof typeof ROLE_TABLE;

/** The closed list of actions; a route names one of them or `open`. */
export const ACTIONS = Object.keys(ROLE_TABLE) as readonly Action[];

export function rowOf(action: Action): Row {
  return ROLE_TABLE[action];
}

/** Does a role act in the agency it was given for, or for the whole node? */
export const REACH = {
  'officer': 'own agency',
  'supervisor': 'own agency',
  'head of NPC': 'every agency',
  'investigator': 'own agency',
  'firearms examiner': 'own agency',
  'registrar': 'own agency',
  'auditor': 'every agency',
  'data protection officer': 'every agency',
  'administrator': 'every agency',
} as const satisfies Record<PersonRole, 'own agency' | 'every agency'>;

/** Who judges the work does not do it: an auditor holds no other role but the data protection officer's. */
export function rolesConflict(one: PersonRole, other: PersonRole): boolean {
  const pair = [one, other];
  return one !== other && pair.includes('auditor') && !pair.includes('data protection officer');
}

/** The roles of the house (design: who may see what). A person holds each for one agency, between two dates. */
export const PERSON_ROLES = [
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
export type PersonRole = (typeof PERSON_ROLES)[number];

/** Who acts: a signed-in person, the node itself (a sweep, a job), or an authenticated partner State. */
export type Actor = PersonActor | SystemActor | PartnerActor;

export interface PersonActor {
  readonly kind: 'person';
  readonly id: string;
  /** In force at the moment of the call, deputies' roles included. */
  readonly roles: readonly RoleHeld[];
  readonly agencyId: string;
  readonly via: 'session' | 'token' | 'command line';
  /** Session or token id. */
  readonly credentialId: string;
  /** A token's scopes; absent for a session, which carries all that the roles allow. */
  readonly scopes?: readonly string[];
}

export interface RoleHeld {
  readonly role: PersonRole;
  readonly agencyId: string;
  /** The person whose role this is where it is held as a deputy. */
  readonly deputyFor?: string;
}

export interface SystemActor {
  readonly kind: 'system';
  /** The job or sweep: `deadlines.sweeper`. */
  readonly id: string;
}

export interface PartnerActor {
  readonly kind: 'partner';
  /** ISO 3166-1 alpha-3. */
  readonly id: string;
}

import { describe, expect, it } from '@jest/globals';
import {
  ACTIONS,
  compartmentOf,
  may,
  NO_REASONS,
  refusalOf,
  rolesConflict,
  type Action,
  type NoReason,
  type Subject,
} from '../../src/domain/access/policy.js';
import { ROLE_TABLE } from '../../src/domain/access/role-table.js';
import {
  PERSON_ROLES,
  type Actor,
  type PersonActor,
  type PersonRole,
  type RoleHeld,
} from '../../src/domain/shared/actor.js';
import { ERRORS } from '../../src/domain/shared/refusal.js';

const HOME = 'agency-home';
const AWAY = 'agency-away';
const held = (role: PersonRole, agencyId = HOME): RoleHeld => ({ role, agencyId });
const person = (roles: readonly (PersonRole | RoleHeld)[], more: Partial<PersonActor> = {}): PersonActor => ({
  kind: 'person',
  id: 'me',
  agencyId: HOME,
  via: 'session',
  credentialId: 'session-1',
  roles: roles.map((role) => (typeof role === 'string' ? held(role) : role)),
  ...more,
});
const reasonOf = (actor: Actor, action: Action, subject: Subject = {}): NoReason | 'yes' => {
  const decision = may(actor, action, subject);
  return decision.yes ? 'yes' : decision.reason;
};

describe('the table of roles', () => {
  it('gives every action to somebody', () => {
    expect(ACTIONS.filter((action) => (ROLE_TABLE[action].roles as readonly string[]).length === 0)).toEqual([]);
  });

  it('keeps every list for disclosure level 2 within the list of the action', () => {
    const rows = Object.entries(ROLE_TABLE).map(([action, row]) => ({
      action,
      roles: row.roles as readonly string[],
      level2: 'level2' in row ? (row.level2 as readonly string[]) : [],
    }));
    expect(rows.filter(({ roles, level2 }) => level2.some((role) => !roles.includes(role)))).toEqual([]);
  });

  it.each(ACTIONS.filter((action) => /^(cases|incidents|recoveries|custody|firearms|markings)\./.test(action)))(
    'shows the administrator nothing of what %s is about',
    (action) => {
      expect(reasonOf(person(['administrator']), action)).toBe('no role');
    },
  );

  it.each(ACTIONS.filter((action) => !/([.-]read|^ledger\..*|^signed in|^tokens\.manage)$/.test(action)))(
    'lets the auditor, who judges the work, not do %s',
    (action) => {
      expect(reasonOf(person(['auditor']), action)).toBe('no role');
    },
  );

  it('leaves a refusal under ITI 22 to the head of the NPC alone', () => {
    expect(PERSON_ROLES.filter((role) => may(person([role]), 'cases.approve-head').yes)).toEqual(['head of NPC']);
  });

  it('gives a person without any role nothing but what is their own', () => {
    expect(ACTIONS.filter((action) => may(person([]), action).yes)).toEqual(['signed in']);
  });
});

describe('being signed in', () => {
  it('opens no object, whatever role comes with it', () => {
    expect(reasonOf(person(['head of NPC']), 'signed in', { owningAgencyId: HOME })).toBe('no role');
  });
});

describe('a partner and the node itself', () => {
  it('refuses a partner State every action: it acts by message', () => {
    expect(ACTIONS.filter((action) => may({ kind: 'partner', id: 'XAB' }, action).yes)).toEqual([]);
  });

  it.each([
    'cases.approve',
    'cases.approve-head',
    'roles.confirm',
    'directory.confirm',
    'cases.break-glass',
    'cases.seal',
  ] as const)('never lets the node itself do %s', (action) => {
    expect(reasonOf({ kind: 'system', id: 'deadlines.sweeper' }, action)).toBe('in person only');
  });

  it('lets a sweep work on cases', () => {
    expect(
      reasonOf({ kind: 'system', id: 'deadlines.sweeper' }, 'cases.work', { owningAgencyId: AWAY, sealed: true }),
    ).toBe('yes');
  });
});

describe('the compartment of an agency', () => {
  it.each(['officer', 'supervisor', 'investigator', 'firearms examiner'] as const)(
    'hides a case of another agency from the %s',
    (role) => {
      expect(reasonOf(person([role]), 'cases.read', { owningAgencyId: AWAY })).toBe('other agency');
    },
  );

  it.each(['head of NPC', 'auditor', 'data protection officer'] as const)(
    'shows a case of any agency to the %s',
    (role) => {
      expect(reasonOf(person([role]), 'cases.read', { owningAgencyId: AWAY })).toBe('yes');
    },
  );

  it('goes by the agency of the role, not by the desk at which its holder sits', () => {
    expect(reasonOf(person([held('officer', AWAY)]), 'cases.read', { owningAgencyId: AWAY })).toBe('yes');
    expect(reasonOf(person([held('officer', AWAY)]), 'cases.read', { owningAgencyId: HOME })).toBe('other agency');
  });

  it('shows a case to an officer of another agency who is named to it', () => {
    expect(reasonOf(person(['officer']), 'cases.read', { owningAgencyId: AWAY, namedPersonIds: ['me'] })).toBe('yes');
  });

  it('does not give a named person what no role of theirs allows', () => {
    expect(
      reasonOf(person(['firearms examiner']), 'cases.work', { owningAgencyId: HOME, namedPersonIds: ['me'] }),
    ).toBe('no role');
  });

  it('hands a list the agencies of the roles that fit, and no others', () => {
    const actor = person([held('officer', AWAY), held('registrar', HOME)]);
    expect(compartmentOf(actor, 'cases.read')).toEqual({ personId: 'me', everyAgency: false, agencyIds: [AWAY] });
    expect(compartmentOf(actor, 'ledger.read')).toBeUndefined();
    expect(compartmentOf(person(['auditor']), 'cases.read')?.everyAgency).toBe(true);
  });
});

describe('a sealed case', () => {
  const sealed: Subject = { owningAgencyId: HOME, sealed: true, namedPersonIds: ['somebody'] };

  it.each(PERSON_ROLES)('does not exist for a %s who is not named', (role) => {
    const decision = may(person([role]), 'cases.read', sealed);
    expect(decision.yes).toBe(false);
    expect(['sealed', 'no role']).toContain(decision.yes ? '' : decision.reason);
  });

  it('answers as a missing one', () => {
    expect(refusalOf({ yes: false, reason: 'sealed' }).code).toBe('not-found');
  });

  it('is open to a named officer', () => {
    expect(reasonOf(person(['officer']), 'cases.work', { ...sealed, namedPersonIds: ['me'] })).toBe('yes');
  });

  it('is not open to the deputy of a named person: a seal names persons, not posts', () => {
    expect(reasonOf(person([{ ...held('officer'), deputyFor: 'somebody' }]), 'cases.read', sealed)).toBe('sealed');
  });

  it('may be asked open by a supervisor of its agency, and by no officer', () => {
    expect(reasonOf(person(['supervisor']), 'cases.break-glass', sealed)).toBe('yes');
    expect(reasonOf(person(['officer']), 'cases.break-glass', sealed)).toBe('no role');
    expect(reasonOf(person([held('supervisor', AWAY)]), 'cases.break-glass', sealed)).toBe('other agency');
  });

  it('can be read while the glass is broken, and not worked on', () => {
    const broken = { ...sealed, breakGlassBy: ['me'] };
    expect(reasonOf(person(['supervisor']), 'cases.read', broken)).toBe('yes');
    expect(reasonOf(person(['supervisor']), 'cases.work', broken)).toBe('sealed');
    expect(reasonOf(person(['supervisor']), 'cases.export', broken)).toBe('sealed');
  });

  it('stays closed to a colleague of who broke the glass', () => {
    expect(reasonOf(person(['supervisor']), 'cases.read', { ...sealed, breakGlassBy: ['another supervisor'] })).toBe(
      'sealed',
    );
  });
});

describe('a conflict of interest', () => {
  it('hides the case, even from a named person and from the head', () => {
    const subject: Subject = { owningAgencyId: HOME, namedPersonIds: ['me'], conflictPersonIds: ['me'] };
    expect(reasonOf(person(['officer', 'head of NPC']), 'cases.read', subject)).toBe('conflict of interest');
    expect(refusalOf({ yes: false, reason: 'conflict of interest' }).code).toBe('not-found');
  });

  it('is not walked around by a broken glass', () => {
    expect(reasonOf(person(['supervisor']), 'cases.break-glass', { sealed: true, conflictPersonIds: ['me'] })).toBe(
      'conflict of interest',
    );
  });

  it('reaches the deputy of whoever has it, in that role only', () => {
    const subject: Subject = { owningAgencyId: HOME, conflictPersonIds: ['chief'] };
    const deputy: RoleHeld = { ...held('supervisor'), deputyFor: 'chief' };
    expect(reasonOf(person([deputy]), 'cases.assign', subject)).toBe('conflict of interest');
    expect(reasonOf(person([deputy, 'supervisor']), 'cases.assign', subject)).toBe('yes');
  });

  it('forbids an auditor every other role but the data protection officer', () => {
    expect(PERSON_ROLES.filter((role) => !rolesConflict('auditor', role))).toEqual([
      'auditor',
      'data protection officer',
    ]);
    expect(rolesConflict('officer', 'auditor')).toBe(true);
    expect(rolesConflict('officer', 'administrator')).toBe(false);
  });
});

describe('the second person', () => {
  it.each(['cases.approve', 'cases.approve-head', 'directory.confirm', 'roles.confirm'] as const)(
    'is not the author: %s',
    (action) => {
      const everything = person(['officer', 'supervisor', 'head of NPC', 'administrator']);
      expect(reasonOf(everything, action, { authorId: 'me' })).toBe('own work');
      expect(reasonOf(everything, action, { authorId: 'another' })).toBe('yes');
    },
  );

  it('is not the deputy of the author', () => {
    const deputy: RoleHeld = { ...held('supervisor'), deputyFor: 'author' };
    expect(reasonOf(person([deputy]), 'cases.approve', { authorId: 'author' })).toBe('own work');
    expect(reasonOf(person([deputy, 'officer']), 'cases.approve', { authorId: 'author' })).toBe('yes');
  });

  it('may be the author in a single-officer contact point that gives a reason', () => {
    expect(
      reasonOf(person(['officer']), 'cases.approve', {
        authorId: 'me',
        ownApproval: { reason: 'No other officer serves here.' },
      }),
    ).toBe('yes');
  });

  it.each(['', '   ', 'alone', '         .         '])('may not be the author for the reason "%s"', (reason) => {
    expect(reasonOf(person(['officer']), 'cases.approve', { authorId: 'me', ownApproval: { reason } })).toBe(
      'own work',
    );
  });

  it('is told so, since the author knows the case', () => {
    expect(refusalOf({ yes: false, reason: 'own work' }).code).toBe('own-work');
  });

  it('does not learn of a sealed case by being its author no longer named to it', () => {
    expect(reasonOf(person(['officer']), 'cases.approve', { sealed: true, namedPersonIds: [], authorId: 'me' })).toBe(
      'sealed',
    );
  });
});

describe('disclosure level 2, a natural person', () => {
  it('is approved by a supervisor or the head, not by an officer', () => {
    expect(reasonOf(person(['officer']), 'cases.approve', { level: 2 })).toBe('level 2');
    expect(reasonOf(person(['officer']), 'cases.approve', { level: 1 })).toBe('yes');
    expect(reasonOf(person(['supervisor']), 'cases.approve', { level: 2 })).toBe('yes');
  });

  it('needs the supervisor of that agency: a supervisor elsewhere who is an officer here does not do', () => {
    expect(
      reasonOf(person([held('supervisor', AWAY), held('officer', HOME)]), 'cases.approve', {
        level: 2,
        owningAgencyId: HOME,
      }),
    ).toBe('level 2');
  });

  it.each(['auditor', 'firearms examiner'] as const)('is not shown to the %s', (role) => {
    expect(reasonOf(person([role]), 'cases.read', { level: 2 })).toBe('level 2');
  });
});

describe('an API token', () => {
  const token = (roles: readonly PersonRole[], scopes?: readonly string[]): PersonActor =>
    person(roles, { via: 'token', ...(scopes === undefined ? {} : { scopes }) });

  it('does what a scope of its and a role of its owner allow, and no more', () => {
    expect(reasonOf(token(['officer'], ['cases.read']), 'cases.read')).toBe('yes');
    expect(reasonOf(token(['officer'], ['cases.read']), 'cases.work')).toBe('outside the scopes');
    expect(reasonOf(token(['registrar'], ['cases.read']), 'cases.read')).toBe('no role');
  });

  it('without scopes does nothing', () => {
    expect(reasonOf(token(['officer']), 'cases.read')).toBe('outside the scopes');
  });

  it.each(ACTIONS.filter((action) => 'inPerson' in ROLE_TABLE[action]))(
    'never does %s, whatever its scopes',
    (action) => {
      expect(reasonOf(token(PERSON_ROLES, [...ACTIONS]), action)).toBe('in person only');
    },
  );
});

describe('the answer to a no', () => {
  it.each(NO_REASONS)('has a stable code of the one list: %s', (reason) => {
    expect(Object.keys(ERRORS)).toContain(refusalOf({ yes: false, reason }).code);
  });

  it('names nothing that the actor may not know of', () => {
    expect(NO_REASONS.filter((reason) => refusalOf({ yes: false, reason }).code === 'not-found')).toEqual([
      'other agency',
      'sealed',
      'conflict of interest',
    ]);
  });
});

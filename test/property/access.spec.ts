import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACTIONS, compartmentOf, may, type Subject } from '../../src/domain/access/policy.js';
import { PERSON_ROLES, type PersonActor, type RoleHeld } from '../../src/domain/shared/actor.js';

const agencies = fc.constantFrom('agency-1', 'agency-2', 'agency-3');
const people = fc.constantFrom('me', 'person-2', 'person-3');
const action = fc.constantFrom(...ACTIONS);
const role: fc.Arbitrary<RoleHeld> = fc.record(
  { role: fc.constantFrom(...PERSON_ROLES), agencyId: agencies, deputyFor: fc.constantFrom('person-2', 'person-3') },
  { requiredKeys: ['role', 'agencyId'] },
);
const actor: fc.Arbitrary<PersonActor> = fc
  .record({
    roles: fc.array(role, { maxLength: 4 }),
    agencyId: agencies,
    via: fc.constantFrom('session' as const, 'token' as const, 'command line' as const),
    scopes: fc.subarray([...ACTIONS]),
  })
  .map((parts) => ({ kind: 'person', id: 'me', credentialId: 'c', ...parts }));
const subject: fc.Arbitrary<Subject> = fc.record(
  {
    owningAgencyId: agencies,
    sealed: fc.boolean(),
    namedPersonIds: fc.array(people, { maxLength: 2 }),
    authorId: people,
    conflictPersonIds: fc.array(people, { maxLength: 1 }),
    breakGlassBy: fc.array(people, { maxLength: 1 }),
    level: fc.constantFrom(0 as const, 1 as const, 2 as const),
    ownApproval: fc.record({ reason: fc.string({ maxLength: 20 }) }),
  },
  { requiredKeys: [] },
);
const runs = { numRuns: 3000 };

describe('may()', () => {
  it('never takes away by adding a role', () => {
    fc.assert(
      fc.property(actor, role, action, subject, (who, added, what, whereof) => {
        fc.pre(may(who, what, whereof).yes);
        expect(may({ ...who, roles: [...who.roles, added] }, what, whereof)).toEqual({ yes: true });
      }),
      runs,
    );
  });

  it('never takes away by adding a scope to a token', () => {
    fc.assert(
      fc.property(actor, action, action, subject, (who, added, what, whereof) => {
        fc.pre(may(who, what, whereof).yes);
        expect(may({ ...who, scopes: [...(who.scopes ?? []), added] }, what, whereof)).toEqual({ yes: true });
      }),
      runs,
    );
  });

  it('never shows a sealed case to a person who is neither named nor has broken the glass', () => {
    fc.assert(
      fc.property(actor, action, subject, (who, what, whereof) => {
        const closed = { ...whereof, sealed: true, namedPersonIds: ['person-2'], breakGlassBy: ['person-3'] };
        expect(may(who, what, closed).yes && what !== 'cases.break-glass').toBe(false);
      }),
      runs,
    );
  });

  it('never lets a person with a conflict of interest near, whatever they hold', () => {
    fc.assert(
      fc.property(actor, action, subject, (who, what, whereof) => {
        expect(may(who, what, { ...whereof, conflictPersonIds: ['me'] }).yes).toBe(false);
      }),
      runs,
    );
  });

  it('never lets a token do what its owner may not', () => {
    fc.assert(
      fc.property(actor, action, subject, (who, what, whereof) => {
        fc.pre(may({ ...who, via: 'token' }, what, whereof).yes);
        expect(may({ ...who, via: 'session' }, what, whereof)).toEqual({ yes: true });
      }),
      runs,
    );
  });

  it('never answers the author of the work yes without a reason', () => {
    const second = fc.constantFrom(
      'cases.approve' as const,
      'cases.approve-head' as const,
      'directory.confirm' as const,
      'roles.confirm' as const,
    );
    fc.assert(
      fc.property(actor, second, subject, (who, what, { ownApproval: _, ...whereof }) => {
        expect(may(who, what, { ...whereof, authorId: 'me' }).yes).toBe(false);
      }),
      runs,
    );
  });

  it('agrees with the compartment that lists are cut to', () => {
    fc.assert(
      fc.property(actor, agencies, (who, owningAgencyId) => {
        const compartment = compartmentOf(who, 'cases.read');
        const listed =
          compartment !== undefined && (compartment.everyAgency || compartment.agencyIds.includes(owningAgencyId));
        expect(listed).toBe(may(who, 'cases.read', { owningAgencyId }).yes);
      }),
      runs,
    );
  });
});

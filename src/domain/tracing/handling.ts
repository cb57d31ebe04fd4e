import {
  type Body,
  type ConsentScope,
  type DisclosureLevel,
  type Handling,
  type RecordFact,
} from '../messages/index.js';
import { type CalendarDate } from '../shared/instant.js';
import { type Blocker } from '../shared/refusal.js';
import { type PartnerFacts } from './command.js';
import { type Consent, type Shared } from './shared-state.js';

/** Level that no answer exceeds without legal basis, necessity, a partner allowed for it and a supervisor. */
export const DEFAULT_LEVEL: DisclosureLevel = 1;

export interface LevelInput {
  readonly asked: DisclosureLevel;
  readonly legalBasis?: string;
  readonly necessity?: string;
  readonly partner: Pick<PartnerFacts, 'highestLevel' | 'confidentialityAssessed'>;
  readonly confidentiality: Body<'REQUEST'>['confidentiality'];
}

/** Every reason why an answer may not go up to the level asked; empty where it may. */
export function levelReasons(input: LevelInput): readonly Blocker[] {
  const reasons: Blocker[] = [];
  const add = (code: string, field: string, rule: string, text: string): void => {
    reasons.push({ code, field, rule, text });
  };
  if (input.asked > input.partner.highestLevel)
    add(
      'level-over-partner',
      '/level',
      'partner profile',
      `This partner is given level ${String(input.partner.highestLevel)} at most.`,
    );
  if (!input.confidentiality.guaranteed && input.asked > 0)
    add(
      'confidentiality-not-guaranteed',
      '/level',
      'ITI 15',
      'The requesting State cannot guarantee confidentiality: level 0 at most.',
    );
  if (input.asked === 2) {
    if ((input.legalBasis ?? '').trim() === '')
      add(
        'legal-basis-missing',
        '/legalBasis',
        'level 2: natural persons',
        'Name the legal basis for telling of a natural person.',
      );
    if ((input.necessity ?? '').trim() === '')
      add('necessity-missing', '/necessity', 'level 2: natural persons', 'Say in words why it is necessary.');
    if (!input.partner.confidentialityAssessed)
      add('partner-not-assessed', '/level', 'partner profile', "The partner's confidentiality has not been assessed.");
  }
  return reasons;
}

export interface Cut {
  readonly facts: RecordFact[];
  readonly withheld: Body<'ANSWER'>['withheld'];
}

/** What of a record is told at a level; what is held back stays visible as withheld, by field and reason, never by value. */
export function cutToLevel(facts: readonly RecordFact[], level: DisclosureLevel, partnerLevel: DisclosureLevel): Cut {
  const told = facts.filter((fact) => fact.level <= level);
  const held = facts.filter((fact) => fact.level > level);
  const withheld = new Map(
    held.map((fact) => [fact.field as string, fact.level > partnerLevel ? ('partner' as const) : ('level' as const)]),
  );
  return { facts: [...told], withheld: [...withheld].map(([field, why]) => ({ field, why })) };
}

/** The limits that bind: the narrower of what the asker offered and what the giver set. Nothing here ever widens. */
export function narrower(a: Handling, b: Handling): Handling {
  const both = <T>(x: readonly T[], y: readonly T[]): T[] =>
    x.length === 0 ? [...y] : y.length === 0 ? [...x] : x.filter((one) => y.includes(one));
  const deleteBy = [a.deleteBy, b.deleteBy].filter((date): date is string => date !== undefined).sort()[0];
  const label = [a.label, b.label].filter((one) => one !== undefined).sort(byStrictness)[0];
  return {
    recipients: both(a.recipients, b.recipients),
    purposes: both(a.purposes, b.purposes),
    onwardRelease: a.onwardRelease === 'no' || b.onwardRelease === 'no' ? 'no' : 'with consent',
    evidenceUse: a.evidenceUse === 'no' || b.evidenceUse === 'no' ? 'no' : 'with consent',
    ...(deleteBy === undefined ? {} : { deleteBy }),
    ...(label === undefined ? {} : { label }),
  };
}

const STRICT = ['TLP:RED', 'TLP:AMBER+STRICT', 'TLP:AMBER'] as const;
function byStrictness(a: (typeof STRICT)[number], b: (typeof STRICT)[number]): number {
  return STRICT.indexOf(a) - STRICT.indexOf(b);
}

/** The limits under which an answer is shown and exported here: what came with it, never wider than what we promised. */
export function limitsOf(shared: Shared): Handling | undefined {
  if (shared.answer === undefined) return shared.request?.handling;
  return shared.request === undefined
    ? shared.answer.body.handling
    : narrower(shared.request.handling, shared.answer.body.handling);
}

export interface Use {
  readonly purpose: Handling['purposes'][number];
  readonly recipient?: string;
  readonly on: CalendarDate;
  /** For onward release or court use. */
  readonly scope?: ConsentScope;
}

/** Every reason why an answer may not be used so; empty where it may (ITI 15). */
export function useReasons(shared: Shared, use: Use): readonly Blocker[] {
  const limits = limitsOf(shared);
  if (limits === undefined) return [];
  const reasons: Blocker[] = [];
  const add = (code: string, text: string): void => {
    reasons.push({ code, rule: 'ITI 15', text });
  };
  if (limits.purposes.length > 0 && !limits.purposes.includes(use.purpose))
    add('purpose-not-covered', `The answer was given for: ${limits.purposes.join(', ')}.`);
  if (use.recipient !== undefined && limits.recipients.length > 0 && !limits.recipients.includes(use.recipient))
    add('recipient-not-named', `Designated recipients only: ${limits.recipients.join(', ')}.`);
  if (limits.deleteBy !== undefined && limits.deleteBy < use.on)
    add('delete-by-passed', `The answer had to be erased by ${limits.deleteBy}.`);
  const consented = use.scope !== undefined && consentFor(shared, use.scope, use.on) !== undefined;
  if ((use.scope?.kind === 'next State' || use.scope?.kind === 'named agency') && !consented)
    add('consent-missing', 'Nothing of an answer goes onward without the consent of the State that gave it.');
  if ((use.scope?.kind === 'court evidence' || use.purpose === 'court evidence') && !consented)
    add('evidence-needs-consent', 'For police use; evidence in court needs the consent of the State that gave it.');
  return reasons;
}

/** A consent in force for exactly this scope. */
export function consentFor(shared: Shared, scope: ConsentScope, on: CalendarDate): Consent | undefined {
  return Object.values(shared.consents).find(
    (consent) =>
      consent.decision === 'grant' &&
      sameScope(consent.scope, scope) &&
      (consent.expires === undefined || consent.expires >= on),
  );
}

export function sameScope(a: ConsentScope, b: ConsentScope): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}

import {
  type Body,
  type ConsentScope,
  type DisclosureLevel,
  type Handling,
  type RecordFact,
} from '../messages/index.js';
import { type CalendarDate } from '../shared/instant.js';
import { type ReasonCode } from '../shared/reason-codes.js';
import { type Blocker } from '../shared/refusal.js';
import { type PartnerFacts } from './command.js';
import { type HeldBack } from './held-back.js';
import { type Consent, sameScope, type Shared } from './shared-state.js';

/** Stands in the place of a natural person for a reader who may not see level 2. */
export const MASKED_PERSON = '(withheld: natural person)';

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
  const add = (code: ReasonCode, field: string, rule: string, text: string): void => {
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
export function cutToLevel(
  facts: readonly RecordFact[],
  level: DisclosureLevel,
  partnerLevel: DisclosureLevel,
  heldBack?: HeldBack,
): Cut {
  const isHeld = (fact: RecordFact): boolean => heldBack?.fields.includes(fact.field) === true;
  const why = (fact: RecordFact): Cut['withheld'][number]['why'] =>
    isHeld(fact) && heldBack !== undefined ? heldBack.ground : fact.level > partnerLevel ? 'partner' : 'level';
  const told = facts.filter((fact) => fact.level <= level && !isHeld(fact));
  const held = facts.filter((fact) => fact.level > level || isHeld(fact));
  const withheld = new Map(held.map((fact) => [fact.field as string, why(fact)]));
  return { facts: [...told], withheld: [...withheld].map(([field, reason]) => ({ field, why: reason })) };
}

/** Lists of names or purposes that have nothing in common: one pair of terms could not say that nothing is covered. */
export function apartReasons(a: Handling, b: Handling): readonly Blocker[] {
  return (['recipients', 'purposes'] as const)
    .filter((list) => a[list].length > 0 && b[list].length > 0 && !a[list].some((one) => includes(b[list], one)))
    .map((list) => ({
      code: 'terms-apart' satisfies ReasonCode,
      field: `/handling/${list}`,
      rule: 'ITI 15',
      text: `What was offered (${a[list].join(', ')}) and what is allowed (${b[list].join(', ')}) have nothing in common.`,
    }));
}

/**
 * The limits that bind: the narrower of what the asker offered and what the giver set. Nothing here ever widens; an empty list names no
 * limit, so terms that lie apart are a defect of the caller, who asks `apartReasons` first.
 */
export function narrower(a: Handling, b: Handling): Handling {
  if (apartReasons(a, b).length > 0) throw new Error('terms that lie apart have no narrower one');
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

function includes(list: readonly string[], one: string): boolean {
  return list.includes(one);
}

/** The limits under which an answer is shown and exported here: what came with it, and what we promised. All of them bind. */
export function limitsOf(shared: Shared): readonly Handling[] {
  return [shared.request?.handling, shared.answer?.body.handling].filter((one): one is Handling => one !== undefined);
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
  return [...limitsOf(shared).flatMap((limits) => limitReasons(limits, use)), ...consentReasons(shared, use)];
}

const reason = (code: ReasonCode, text: string): Blocker => ({ code, rule: 'ITI 15', text });

function limitReasons(limits: Handling, use: Use): Blocker[] {
  const reasons: Blocker[] = [];
  if (limits.purposes.length > 0 && !limits.purposes.includes(use.purpose))
    reasons.push(reason('purpose-not-covered', `The answer was given for: ${limits.purposes.join(', ')}.`));
  if (use.recipient !== undefined && limits.recipients.length > 0 && !limits.recipients.includes(use.recipient))
    reasons.push(reason('recipient-not-named', `Designated recipients only: ${limits.recipients.join(', ')}.`));
  if (limits.deleteBy !== undefined && limits.deleteBy < use.on)
    reasons.push(reason('delete-by-passed', `The answer had to be erased by ${limits.deleteBy}.`));
  return reasons;
}

/** Consent to one scope is no consent to another: leave to tell a State is no leave to use it in court. */
function consentReasons(shared: Shared, use: Use): Blocker[] {
  if (limitsOf(shared).length === 0) return [];
  const { scope } = use;
  const consented = scope !== undefined && consentFor(shared, scope, use.on) !== undefined;
  const onward = scope?.kind === 'next State' || scope?.kind === 'named agency';
  const court = scope?.kind === 'court evidence';
  const reasons: Blocker[] = [];
  if (onward && !consented)
    reasons.push(
      reason('consent-missing', 'Nothing of an answer goes onward without the consent of the State that gave it.'),
    );
  if ((court && !consented) || (use.purpose === 'court evidence' && !court))
    reasons.push(
      reason(
        'evidence-needs-consent',
        'For police use; evidence in court needs the consent of the State that gave it.',
      ),
    );
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

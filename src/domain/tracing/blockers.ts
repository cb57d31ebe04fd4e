import { type Body } from '../messages/index.js';
import { type DRAFT_REASONS } from '../shared/reason-codes.js';
import { type Blocker } from '../shared/refusal.js';
import { type Instant } from '../shared/instant.js';
import { type Case, type Draft } from './case.js';
import { type Facts } from './command.js';

export type BlockerCode = (typeof DRAFT_REASONS)[number];

export type DraftBlocker = Blocker & { readonly code: BlockerCode };

type Check = (input: Input) => DraftBlocker[];
interface Input {
  readonly kase: Case;
  readonly draft: Draft;
  readonly body: Draft['body'];
  readonly facts: Facts;
  readonly now: Instant;
}

const blocker = (code: BlockerCode, field: string, rule: string, text: string): DraftBlocker => ({
  code,
  field,
  rule,
  text,
});
const when = (missing: boolean, found: DraftBlocker): DraftBlocker[] => (missing ? [found] : []);

/** Everything that keeps a draft from being sent, all at once. Page, service and test share this list. */
export function blockersOf(kase: Case, facts: Facts, now: Instant): readonly DraftBlocker[] {
  const draft = kase.draft ?? { body: {}, told: [] };
  return CHECKS.flatMap((check) => check({ kase, draft, body: draft.body, facts, now }));
}

const CHECKS: readonly Check[] = [
  ({ body }) =>
    when(
      (body.illicit ?? []).length === 0,
      blocker('ground-missing', '/illicit', 'ITI 6, 17(a)', 'Say on which ground the weapon is illicit (6a to 6e).'),
    ),
  ({ body }) =>
    (body.illicit ?? []).flatMap((one, i) =>
      when(
        one.law.trim() === '',
        blocker('law-missing', `/illicit/${String(i)}/law`, 'ITI 17(a)', 'Name the law that makes it illicit.'),
      ),
    ),
  ({ body }) =>
    when(
      body.recovery === undefined,
      blocker('recovery-missing', '/recovery', 'ITI 16, 17(a)', 'Say when, where and how the weapon was recovered.'),
    ),
  ({ body }) =>
    when(
      body.recovery?.circumstances.trim() === '',
      blocker(
        'circumstances-missing',
        '/recovery/circumstances',
        'ITI 17(a)',
        'Describe the circumstances of the find.',
      ),
    ),
  ({ body, now }) =>
    when(
      dateOf(body.recovery) > now.slice(0, 10),
      blocker('recovery-in-the-future', '/recovery/date', 'ITI 16', 'The date of the recovery lies in the future.'),
    ),
  ({ body, kase }) =>
    when(
      body.recovery !== undefined && body.recovery.country !== kase.own && (body.requesterKind ?? 'State') === 'State',
      blocker(
        'recovered-elsewhere',
        '/recovery/country',
        'ITI 16',
        'A State asks about a weapon found in its own jurisdiction.',
      ),
    ),
  ({ body }) =>
    when(body.weapon === undefined, blocker('weapon-missing', '/weapon', 'ITI 17(b)', 'Describe the weapon.')),
  ({ body }) =>
    when(
      body.weapon !== undefined &&
        !body.weapon.marks.some((mark) => mark.text !== undefined) &&
        body.weapon.noMarkReason === undefined,
      blocker(
        'mark-missing',
        '/weapon/marks',
        'ITI 17(b)',
        'Give at least one mark as it was read, or say why there is none.',
      ),
    ),
  ({ body }) =>
    when(
      body.intendedUse === undefined,
      blocker('intended-use-missing', '/intendedUse', 'ITI 17(c)', 'Say what the answer is wanted for.'),
    ),
  ({ body }) =>
    when(
      body.confidentiality === undefined,
      blocker(
        'confidentiality-missing',
        '/confidentiality',
        'ITI 15',
        'State whether confidentiality can be guaranteed, and which law may force disclosure.',
      ),
    ),
  ({ body }) =>
    when(
      body.confidentiality?.guaranteed === false && body.confidentiality.disclosureLaw === undefined,
      blocker(
        'confidentiality-missing',
        '/confidentiality/disclosureLaw',
        'ITI 15',
        'Name the law that may force disclosure.',
      ),
    ),
  ({ body }) =>
    when(
      body.handling === undefined,
      blocker('handling-missing', '/handling', 'ITI 15', 'Say who may receive the answer and for what.'),
    ),
  ({ body }) =>
    when(
      body.incident === undefined,
      blocker(
        'incident-missing',
        '/incident',
        'one request for each weapon of an incident',
        'The request belongs to no incident.',
      ),
    ),
  ({ body }) =>
    when(
      body.urgency === 'urgent' && (body.urgencyReason ?? '').trim() === '',
      blocker(
        'urgency-reason-missing',
        '/urgencyReason',
        'urgent requests are justified in writing',
        'Say why the request is urgent.',
      ),
    ),
  ({ kase, draft }) =>
    when(
      kase.nationalCheck.length === 0 && (draft.parallelReason ?? '').trim() === '',
      blocker(
        'national-check-missing',
        '/nationalCheck',
        'trace at home first (MOSAIC 05.31)',
        'Record what the holders at home answered, or why the trace abroad runs beside it.',
      ),
    ),
  addressee,
  ({ draft, now }) =>
    draft.told.flatMap((told, i) =>
      when(
        told.consent !== 'granted' || (told.expires !== undefined && told.expires < now.slice(0, 10)),
        blocker(
          'consent-missing',
          `/told/${String(i)}`,
          'ITI 15',
          `What ${told.by} told may go to another State only with its consent. Ask for it, or leave this out.`,
        ),
      ),
    ),
  ({ kase, facts }) =>
    when(
      kase.exercise !== facts.own.exercise && facts.own.exercise,
      blocker(
        'exercise-differs',
        '/exercise',
        'practice is kept apart from real traces',
        'This node only exercises; the case is not marked as an exercise.',
      ),
    ),
];

function addressee({ kase, facts }: Input): DraftBlocker[] {
  if (kase.partner === undefined)
    return [blocker('addressee-missing', '/partner', 'ITI 16', 'Choose the State to ask.')];
  if (kase.partner === kase.own)
    return [blocker('addressee-is-own', '/partner', 'ITI 16', 'Your own State is asked through the national check.')];
  const { partner } = facts;
  if (partner === undefined)
    return [blocker('addressee-unknown', '/partner', 'directory', `The directory has no entry for ${kase.partner}.`)];
  return [
    ...when(
      partner.suspended,
      blocker(
        'addressee-suspended',
        '/partner',
        'partner profile',
        `Exchange with ${kase.partner} is suspended on this node.`,
      ),
    ),
    ...when(
      partner.channel === 'node' && !partner.pinned,
      blocker(
        'addressee-not-pinned',
        '/partner',
        'directory: keys are pinned by two persons',
        `The keys of ${kase.partner} have not been confirmed by two persons.`,
      ),
    ),
  ];
}

function dateOf(recovery: Draft['body']['recovery']): string {
  if (recovery === undefined) return '';
  return 'on' in recovery.date ? recovery.date.on : '';
}

/** The whole request out of a draft that has no blockers. Throws where a part is missing: ask `blockersOf` first. */
export function requestOf(kase: Case): Body<'REQUEST'> {
  const { body, told } = kase.draft ?? { body: {}, told: [] };
  const { urgencyReason, ...parts } = body;
  const { illicit, recovery, weapon, intendedUse, confidentiality, handling, incident } = parts;
  if (!illicit || !recovery || !weapon || !intendedUse || !confidentiality || !handling || !incident)
    throw new Error('a draft with blockers is no request');
  return {
    ...parts,
    incident,
    illicit,
    recovery,
    weapon,
    intendedUse,
    confidentiality,
    handling,
    reference: kase.reference,
    requesterKind: body.requesterKind ?? 'State',
    urgency: body.urgency ?? 'routine',
    // Left from when the request was urgent, it is no part of a routine one.
    ...(body.urgency === 'urgent' && urgencyReason !== undefined ? { urgencyReason } : {}),
    nationalCheck: [...kase.nationalCheck],
    ...(told.length === 0 ? {} : { told: told.map(({ consent: _consent, expires: _expires, ...rest }) => rest) }),
  };
}

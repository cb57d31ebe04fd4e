import { type PersonRole } from '../../../domain/shared/actor.js';
import { msBetween, type CalendarDate, type Instant } from '../../../domain/shared/instant.js';
import { type Readiness } from '../../../platform/health.service.js';
import { type OwnKey } from '../../../registries/operation/node-secrets.service.js';
import { type RecoverySet } from '../../../registries/operation/recovery.service.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { type TagColour } from '../table.view.js';

export interface SetUpInput {
  readonly holders: ReadonlyMap<PersonRole, number>;
  readonly keys: readonly OwnKey[];
  readonly recovery?: RecoverySet & { readonly fileIsCurrent: boolean };
  readonly drill?: { readonly on: CalendarDate; readonly isRecent: boolean };
  readonly ownContacts: number;
  readonly partners: number;
  readonly lastSigned?: { readonly partner: string; readonly at: Instant };
  readonly readiness: Readiness;
  readonly maxSkewMs: number;
  readonly workerAt?: Instant;
  readonly now: Instant;
  readonly exercise: boolean;
  readonly production: boolean;
  readonly zone: string;
}

type Standing = 'done' | 'open' | 'attention' | 'note';

export interface Step {
  readonly title: string;
  readonly href: string;
  readonly hint: string;
  readonly tag: { readonly text: string; readonly colour: TagColour };
}

export interface SetUpView extends View {
  readonly progress: string;
  readonly sections: readonly { readonly title: string; readonly steps: readonly Step[] }[];
}

interface Judged {
  readonly key: string;
  readonly href: string;
  readonly standing: Standing;
  readonly hint: string;
}

const COLOURS = {
  done: 'govuk-tag--green',
  open: 'govuk-tag--blue',
  attention: 'govuk-tag--red',
  note: 'govuk-tag--grey',
} as const satisfies Record<Standing, TagColour>;

export function setUpView(words: Words, input: SetUpInput): SetUpView {
  const sections = [
    { key: 'people', steps: [secondAdministrator(words, input), firstPeople(words, input)] },
    { key: 'keys', steps: [keys(words, input), shares(words, input), recoveryFile(words, input)] },
    { key: 'partners', steps: [contacts(words, input), firstPartner(words, input), testQuestion(words, input)] },
    { key: 'machine', steps: [worker(words, input), time(words, input), drill(words, input), exercise(words, input)] },
  ];
  const judged = sections.flatMap(({ steps }) => steps).filter(({ standing }) => standing !== 'note');
  const done = judged.filter(({ standing }) => standing === 'done').length;
  return {
    title: words.t('setUp.title'),
    progress: words.t(done === judged.length ? 'setUp.allDone' : 'setUp.progress', { done, all: judged.length }),
    sections: sections.map(({ key, steps }) => ({
      title: words.t(`setUp.section.${key}`),
      steps: steps.map((step) => ({
        title: words.t(`setUp.step.${step.key}`),
        href: step.href,
        hint: step.hint,
        tag: { text: words.t(`setUp.standing.${step.standing}`), colour: COLOURS[step.standing] },
      })),
    })),
  };
}

function secondAdministrator(words: Words, { holders }: SetUpInput): Judged {
  const count = holders.get('administrator') ?? 0;
  return {
    key: 'administrators',
    href: count > 1 ? `${paths.people.to()}?role=administrator` : paths.newPerson.to(),
    standing: count > 1 ? 'done' : 'open',
    hint: words.t('setUp.hint.administrators', { count }),
  };
}

/** Without these five no request leaves, no answer is approved and nobody looks at either. */
const NEEDED = ['officer', 'supervisor', 'head of NPC', 'auditor', 'data protection officer'] as const;

function firstPeople(words: Words, { holders }: SetUpInput): Judged {
  const missing = NEEDED.filter((role) => (holders.get(role) ?? 0) === 0);
  return {
    key: 'people',
    href: paths.people.to(),
    standing: missing.length === 0 ? 'done' : 'open',
    hint:
      missing.length === 0
        ? words.t('setUp.hint.peopleAll')
        : words.t('setUp.hint.peopleMissing', {
            roles: words.list(missing.map((role) => words.term('personRole', role))),
          }),
  };
}

function keys(words: Words, { keys: held, zone }: SetUpInput): Judged {
  const newest = held
    .map(({ createdAt }) => createdAt)
    .sort()
    .at(-1);
  return {
    key: 'keys',
    href: paths.ownEntry.to(),
    standing: held.length === 3 ? 'done' : 'attention',
    hint:
      newest === undefined
        ? words.t('setUp.hint.noKey')
        : words.t('setUp.hint.keys', { at: words.timeIn(newest, zone) }),
  };
}

function shares(words: Words, { recovery, zone }: SetUpInput): Judged {
  const hint =
    recovery === undefined
      ? words.t('setUp.hint.noShares')
      : recovery.checkedAt === undefined
        ? words.t('setUp.hint.sharesUnchecked', { shares: recovery.shares, threshold: recovery.threshold })
        : words.t('setUp.hint.sharesChecked', {
            shares: recovery.shares,
            threshold: recovery.threshold,
            at: words.timeIn(recovery.checkedAt, zone),
          });
  return {
    key: 'shares',
    href: paths.recovery.to(),
    standing: recovery?.checkedAt === undefined ? 'open' : 'done',
    hint,
  };
}

function recoveryFile(words: Words, { recovery, zone }: SetUpInput): Judged {
  const made = recovery?.fileAt;
  const current = recovery?.fileIsCurrent === true;
  return {
    key: 'recoveryFile',
    href: `${paths.recovery.to()}#file`,
    standing: made === undefined ? 'open' : current ? 'done' : 'attention',
    hint:
      made === undefined
        ? words.t('setUp.hint.noFile')
        : words.t(current ? 'setUp.hint.file' : 'setUp.hint.fileOld', { at: words.timeIn(made, zone) }),
  };
}

function contacts(words: Words, { ownContacts }: SetUpInput): Judged {
  return {
    key: 'contacts',
    href: paths.ownEntry.to(),
    standing: ownContacts > 0 ? 'done' : 'open',
    hint: words.t('setUp.hint.contacts', { count: ownContacts }),
  };
}

function firstPartner(words: Words, { partners }: SetUpInput): Judged {
  return {
    key: 'partner',
    href: paths.partners.to(),
    standing: partners > 0 ? 'done' : 'open',
    hint: words.t('setUp.hint.partners', { count: partners }),
  };
}

function testQuestion(words: Words, { lastSigned, zone }: SetUpInput): Judged {
  return {
    key: 'test',
    href: lastSigned === undefined ? paths.partners.to() : paths.partnerView.to(lastSigned.partner),
    standing: lastSigned === undefined ? 'open' : 'done',
    hint:
      lastSigned === undefined
        ? words.t('setUp.hint.noTest')
        : words.t('setUp.hint.test', {
            state: words.country(lastSigned.partner),
            at: words.timeIn(lastSigned.at, zone),
          }),
  };
}

const WORKER_LATE_MS = 300_000;

function worker(words: Words, { workerAt, now, zone }: SetUpInput): Judged {
  const works = workerAt !== undefined && msBetween(workerAt, now) < WORKER_LATE_MS;
  return {
    key: 'worker',
    href: paths.queues.to(),
    standing: works ? 'done' : 'attention',
    hint:
      workerAt === undefined
        ? words.t('queues.workerNever')
        : words.t('queues.workerLast', { at: words.timeIn(workerAt, zone) }),
  };
}

function time(words: Words, { readiness, maxSkewMs }: SetUpInput): Judged {
  const skew = readiness.clockSkewMs;
  const good = skew !== null && Math.abs(skew) <= maxSkewMs;
  return {
    key: 'time',
    href: paths.timeSource.to(),
    standing: good ? 'done' : 'attention',
    hint:
      skew === null
        ? words.t('setUp.hint.timeUnknown')
        : words.t('setUp.hint.time', { ms: Math.abs(skew), most: maxSkewMs }),
  };
}

function drill(words: Words, { drill: last }: SetUpInput): Judged {
  return {
    key: 'drill',
    href: paths.drills.to(),
    standing: last === undefined ? 'open' : last.isRecent ? 'done' : 'attention',
    hint:
      last === undefined
        ? words.t('setUp.hint.noDrill')
        : words.t(last.isRecent ? 'setUp.hint.drill' : 'setUp.hint.drillOld', { on: words.date(last.on) }),
  };
}

function exercise(words: Words, { exercise: on, production }: SetUpInput): Judged {
  const key = on ? 'exerciseOn' : production ? 'exerciseOff' : 'exerciseNot';
  return { key: 'exercise', href: paths.settings.to(), standing: 'note', hint: words.t(`setUp.hint.${key}`) };
}

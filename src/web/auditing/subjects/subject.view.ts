import { SUBJECT_DECISIONS, SUBJECT_GROUNDS } from '../../../domain/access/data-subject.js';
import { type HeldData, type SubjectView as Found } from '../../../registries/data-subjects/data-subjects.service.js';
import { type FormState } from '../../forms/form-state.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { addressOf } from '../period.js';
import { asksText, isOverdue } from './subjects.view.js';

interface Choice {
  readonly value: string;
  readonly text: string;
}

export interface ShownFinding {
  readonly ordinal: string;
  readonly place: string;
  readonly what: string;
  readonly name: string;
  /** Role and day, in a marking record. */
  readonly detail: string;
  readonly restricted: boolean;
  readonly against: readonly string[];
  readonly looksHref: string;
  readonly href?: string;
}

export interface SubjectPageView extends View {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
  readonly contact: string;
  readonly asks: string;
  /** Each by itself, for the letter. */
  readonly asked: readonly string[];
  readonly identity: string;
  readonly received: string;
  readonly due: string;
  readonly review?: string;
  readonly overdue: boolean;
  readonly state: string;
  readonly closed: boolean;
  readonly mayClose: boolean;
  readonly findings: readonly ShownFinding[];
  readonly decisions: readonly {
    readonly what: string;
    readonly on: string;
    readonly ground?: string;
    readonly review?: string;
    readonly reason: string;
    readonly by: string;
    readonly at: ShownTime;
  }[];
  readonly kinds: readonly Choice[];
  readonly grounds: readonly Choice[];
  readonly choices: readonly Choice[];
  readonly authority: string;
  readonly today: string;
}

export interface SubjectInput {
  readonly found: Found;
  /** Of cases that may be known. */
  readonly references: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, string>;
  readonly today: string;
  readonly zone: string;
  readonly state: string;
  readonly form: FormState;
}

export function subjectView(words: Words, input: SubjectInput): SubjectPageView {
  const { found, today, form, names, zone } = input;
  const { request, decisions } = found;
  const findings = found.findings.map((one) => findingOf(words, one, input));
  const label = (ordinal: number | undefined): string => {
    const one = findings.find((known) => known.ordinal === String(ordinal));
    return one === undefined ? words.t('dataSubjects.whole') : labelOf(one);
  };
  return {
    title: words.t('dataSubjects.requestTitle', { reference: request.reference }),
    back: { href: paths.subjects.to(), text: words.t('dataSubjects.title') },
    wide: true,
    form,
    id: request.id,
    reference: request.reference,
    name: request.content.name,
    contact: request.content.contact,
    asks: asksText(words, request),
    asked: request.asks.map((ask) => words.term('subjectAsk', ask)),
    identity: words.term('identityCheck', request.content.identity),
    received: words.date(request.receivedOn),
    due: words.date(request.dueOn),
    ...(request.reviewOn === undefined ? {} : { review: words.date(request.reviewOn) }),
    overdue: isOverdue(request, today),
    state: words.t(`dataSubjects.state.${request.state}`),
    closed: request.state === 'closed',
    mayClose: request.state === 'open' && decisions.length > 0,
    findings,
    decisions: decisions.map(({ kind, finding, ground, reviewOn, reason, by, at }) => ({
      what: words.term('subjectDecision', kind),
      on: label(finding),
      ...(ground === undefined ? {} : { ground: words.term('subjectGround', ground) }),
      ...(reviewOn === undefined ? {} : { review: words.date(reviewOn) }),
      reason,
      by: names.get(by) ?? words.t('auditing.unknownPerson'),
      at: words.dateTime(at, [zone]),
    })),
    kinds: words.terms('subjectDecision', SUBJECT_DECISIONS),
    grounds: words.terms('subjectGround', SUBJECT_GROUNDS),
    choices: findings.map((one) => ({ value: one.ordinal, text: labelOf(one) })),
    authority: words.country(input.state),
    today: words.date(today),
  };
}

function labelOf({ ordinal, place, what }: ShownFinding): string {
  return `${ordinal}. ${place}${what === '' ? '' : ` – ${what}`}`;
}

function findingOf(words: Words, held: HeldData, { references }: SubjectInput): ShownFinding {
  const { ordinal, place, objectId, person } = held;
  const base = { ordinal: String(ordinal), place: words.term('heldPlace', place) };
  if (place !== 'marking record') {
    const reference = references.get(objectId);
    return {
      ...base,
      what: reference ?? words.t('dataSubjects.hiddenCase'),
      name: '–',
      detail: words.t('dataSubjects.inCase'),
      restricted: false,
      against: [],
      looksHref: addressOf(paths.looks.to(), { case: objectId }),
      ...(reference === undefined ? {} : { href: paths.caseView.to(objectId) }),
    };
  }
  const since = person?.heldFrom === undefined ? '' : words.date(person.heldFrom);
  const role = person === undefined ? '' : words.term('partyRole', person.role);
  return {
    ...base,
    what: person?.weapon ?? '',
    name: person?.name ?? words.t('auditing.entry.erased'),
    detail: [role, since].filter((text) => text !== '').join(', '),
    restricted: person?.restrictedSince !== undefined,
    against: held.against.map((refusal) =>
      refusal.code === 'retention-runs' && held.keptUntil !== undefined
        ? words.t('dataSubjects.keptUntil', { date: words.date(held.keptUntil) })
        : words.refusal(refusal.code),
    ),
    looksHref: addressOf(paths.looks.to(), { firearm: objectId }),
  };
}

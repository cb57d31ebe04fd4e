import { type Firearm, type Holder, type LifecycleEvent, type RecordedMark } from '../../domain/firearm/marking.js';
import { inOrderOfTime } from '../../domain/firearm/record.js';
import { standingReport } from '../../domain/firearm/report.js';
import { type FirearmView } from '../../registries/markings/markings.service.js';
import { type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { drawingView, type DrawingView } from './drawing.view.js';
import { findingsView, millimetres, type FindingsView } from './findings.view.js';
import { historyOf, type HistoryEntry } from './history.view.js';
import { withReason, type ReadingReason } from './reading-reason.js';

export interface FirearmPageView extends View {
  readonly serial: string | undefined;
  readonly status: { readonly text: string; readonly colour: string } | undefined;
  readonly readFor: string;
  readonly facts: readonly Fact[];
  readonly drawing: DrawingView;
  readonly components: readonly ComponentRow[];
  readonly findings: readonly FindingsView[];
  readonly life: readonly LifeStep[];
  readonly holders: readonly HolderRow[];
  /** Are there names that this person may not see? */
  readonly namesWithheld: boolean;
  readonly history: readonly HistoryEntry[];
  /** Links to the acts that this person may do. */
  readonly acts: { readonly correct: string; readonly report: string } | undefined;
  readonly withdrawals: readonly { readonly text: string; readonly href: string }[];
}

interface Fact {
  readonly name: string;
  readonly value: string;
}

interface ComponentRow {
  readonly number: string;
  readonly name: string;
  readonly notes: readonly string[];
  readonly marks: readonly MarkRow[];
}

interface MarkRow {
  readonly kind: string;
  readonly text: string | undefined;
  readonly condition: string;
  readonly details: string;
  readonly superseded: boolean;
}

interface LifeStep {
  readonly kind: string;
  readonly date: string;
  readonly places: readonly string[];
  readonly holder: string | undefined;
  readonly document: string | undefined;
  /** A loss, a theft, a destruction stand out. */
  readonly grave: boolean;
}

interface HolderRow {
  readonly name: string;
  readonly kind: string;
  readonly role: string;
  readonly country: string;
  readonly from: string;
}

export interface FirearmPage {
  readonly record: FirearmView;
  readonly reason: ReadingReason;
  readonly nameOf: (id: string) => string;
  /** May this person change the record? */
  readonly keeps: boolean;
  /** May this person see names of natural persons? */
  readonly persons: boolean;
  readonly zone: string;
  /** The State of this node, and today there. */
  readonly state: string;
  readonly today: string;
}

export function firearmPageView(words: Words, page: FirearmPage): FirearmPageView {
  const { record, reason, keeps, persons, nameOf, zone } = page;
  return {
    title: nameOfFirearm(words, record),
    back: keeps
      ? { href: paths.firearms.to(), text: words.t('registry.firearms.title') }
      : { href: paths.markingQuery.to(), text: words.t('police.results.again') },
    wide: true,
    serial: serialOf(record),
    status: statusOf(words, record),
    readFor: words.t('registry.firearm.readFor', {
      purpose: words.term('queryPurpose', reason.purpose),
      caseNumber: reason.caseNumber,
    }),
    facts: factsOf(words, record, nameOf, zone),
    drawing: drawingView(words, record),
    components: record.components.map((component, index) => ({
      number: words.number(index + 1),
      name: words.term('component', component.kind),
      notes: [
        ...(component.reference ? [words.t('registry.firearm.reference')] : []),
        ...(component.replaced ? [words.t('registry.firearm.replaced')] : []),
        ...(component.material === undefined ? [] : [component.material]),
      ],
      marks: component.marks.map((mark) => markRow(words, mark)),
    })),
    findings: findingsView(words, record, page),
    life: inOrderOfTime(record.events).map((event) => lifeStep(words, record, event, persons)),
    holders: record.holders.map((holder) => holderRow(words, holder, persons)),
    namesWithheld: !persons && record.holders.some(({ kind }) => kind === 'natural person'),
    history: historyOf(words, record, nameOf, zone),
    acts: keeps
      ? {
          correct: withReason(paths.firearmCorrection.to(record.id), reason),
          report: withReason(paths.firearmReport.to(record.id), reason),
        }
      : undefined,
    withdrawals: keeps ? withdrawalsOf(words, record, reason) : [],
  };
}

/** As people call it: make and model, else its type. */
export function nameOfFirearm(words: Words, firearm: Pick<Firearm, 'type' | 'make' | 'model'>): string {
  const name = [firearm.make, firearm.model].filter((part) => part !== undefined).join(' ');
  return name === '' ? words.term('weaponType', firearm.type) : name;
}

function serialOf({ components }: Firearm): string | undefined {
  return components
    .find(({ reference }) => reference)
    ?.marks.findLast(({ kind, text, superseded }) => kind === 'serial' && text !== undefined && !superseded)?.text;
}

const ENDED = ['destroyed', 'deactivated'] as const;
const COLOURS = { 'reported lost': 'red', 'reported stolen': 'red', 'recovered': 'blue' } as const;

function statusOf(words: Words, { events }: Firearm): FirearmPageView['status'] {
  const ended = ENDED.find((kind) => events.some((event) => event.kind === kind));
  if (ended !== undefined) return { text: words.term('lifecycle', ended), colour: 'grey' };
  const report = standingReport(events);
  return report === undefined ? undefined : { text: words.term('lifecycle', report), colour: COLOURS[report] };
}

function factsOf(words: Words, record: FirearmView, nameOf: FirearmPage['nameOf'], zone: string): readonly Fact[] {
  const none = words.t('registry.notRecorded');
  const fact = (field: string, value: string | undefined): Fact => ({
    name: words.t(`registry.field.${field}`),
    value: value ?? none,
  });
  const { countryOfManufacture: country, yearOfManufacture: year } = record;
  return [
    fact('type', words.term('weaponType', record.type)),
    fact('manufacture', words.term('manufacture', record.manufacture)),
    fact('make', record.make),
    fact('model', record.model),
    fact('calibre', record.calibre),
    fact('countryOfManufacture', country === undefined ? undefined : words.country(country)),
    fact('yearOfManufacture', year === undefined ? undefined : words.number(year, { useGrouping: false })),
    fact('source', sourceOf(words, record.source)),
    fact('recordedAt', words.timeIn(record.recordedAt, zone)),
    fact('recordedBy', nameOf(record.recordedBy)),
  ];
}

/** A record that came from nobody else says so in the reader's language. */
function sourceOf(words: Words, source: string): string {
  return source === 'this registry' ? words.t('registry.ownSource') : source;
}

function markRow(words: Words, mark: RecordedMark): MarkRow {
  const details = [
    ...(mark.method === undefined ? [] : [words.term('markMethod', mark.method)]),
    ...(mark.sizeMm === undefined ? [] : [millimetres(words, mark.sizeMm)]),
    ...(mark.depthMm === undefined
      ? []
      : [words.t('registry.firearm.depth', { depth: millimetres(words, mark.depthMm) })]),
    ...(mark.position === undefined ? [] : [mark.position]),
    ...(mark.material === undefined ? [] : [mark.material]),
    ...(mark.country === undefined ? [] : [words.country(mark.country)]),
    ...(mark.year === undefined ? [] : [words.number(mark.year, { useGrouping: false })]),
  ];
  return {
    kind: words.term('markKind', mark.kind),
    text: mark.text,
    condition: words.term('markCondition', mark.condition),
    details: details.length === 0 ? '–' : details.join(' · '),
    superseded: mark.superseded,
  };
}

const GRAVE: readonly string[] = ['reported lost', 'reported stolen', 'destroyed'];

function lifeStep(words: Words, record: FirearmView, event: LifecycleEvent, persons: boolean): LifeStep {
  const holder = record.holders.find(({ id }) => id === event.holderId);
  const { country, otherCountry } = event;
  return {
    kind: words.term('lifecycle', event.kind),
    date: event.on === undefined ? words.t('registry.firearm.undated') : words.date(event.on),
    places: [
      ...(country === undefined ? [] : [words.country(country)]),
      ...(otherCountry === undefined
        ? []
        : [
            words.t(event.kind === 'imported' ? 'registry.firearm.from' : 'registry.firearm.to', {
              country: words.country(otherCountry),
            }),
          ]),
    ],
    holder: holder === undefined ? undefined : holderName(words, holder, persons),
    document: event.document,
    grave: GRAVE.includes(event.kind),
  };
}

function holderRow(words: Words, holder: Holder, persons: boolean): HolderRow {
  return {
    name: holderName(words, holder, persons),
    kind: words.term('holderKind', holder.kind),
    role: words.term('partyRole', holder.role),
    country: holder.country === undefined ? '–' : words.country(holder.country),
    from: holder.from === undefined ? '–' : words.date(holder.from),
  };
}

function holderName(words: Words, holder: Holder, persons: boolean): string {
  if (holder.name !== undefined) return holder.name;
  return words.t(holder.kind === 'natural person' && !persons ? 'registry.nameWithheld' : 'registry.noName');
}

function withdrawalsOf(words: Words, record: FirearmView, reason: ReadingReason): FirearmPageView['withdrawals'] {
  return record.reports
    .filter(({ withdrawn }) => withdrawn === null)
    .map(({ eventId, kind, on, at }) => ({
      text: words.t('registry.firearm.withdraw', {
        report: words.term('lifecycle', kind),
        date: words.date(on ?? at.slice(0, 10)),
      }),
      href: withReason(paths.firearmReportWithdrawal.to(record.id, eventId), reason),
    }));
}

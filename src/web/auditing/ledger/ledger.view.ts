import { type PersonActor } from '../../../domain/shared/actor.js';
import { may } from '../../../domain/access/policy.js';
import { type Page } from '../../../platform/page.js';
import { type LedgerEntryDto, type LedgerStateDto } from '../../../reporting/ledger/dto/ledger-answers.dto.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { addressOf, periodOf, type Period } from '../period.js';
import { actChoices, type Choice } from './act-choices.js';
import { whoOf } from '../who.js';

export interface LedgerFilter extends Period {
  readonly act: string;
  readonly person: string;
  readonly case: string;
  readonly after: string;
}

export function filterOf(text: (name: string) => string): LedgerFilter {
  const matching = (name: string, shape: RegExp): string => (shape.test(text(name)) ? text(name) : '');
  return {
    ...periodOf(text),
    act: matching('act', /^[a-z][a-z0-9.-]{0,63}$/),
    person: matching('person', /^[0-9a-f-]{36}$/),
    case: text('case').slice(0, 64),
    after: matching('after', /^[A-Za-z0-9_-]{1,512}$/),
  };
}

export interface EntryLine {
  readonly href: string;
  readonly at: ShownTime;
  readonly act: string;
  readonly who: string;
  readonly case?: { readonly text: string; readonly href: string };
  readonly place: string;
}

export interface LedgerView extends View {
  readonly facts: readonly { readonly key: string; readonly value: string; readonly time?: ShownTime }[];
  readonly mayExport: boolean;
  readonly filter: LedgerFilter;
  readonly filtered: boolean;
  readonly acts: readonly Choice[];
  readonly people: readonly { readonly value: string; readonly text: string }[];
  readonly entries: readonly EntryLine[];
  readonly older?: string;
  readonly caseBundle?: string;
}

export interface LedgerInput {
  readonly actor: PersonActor;
  readonly state: LedgerStateDto;
  readonly page: Page<LedgerEntryDto>;
  readonly filter: LedgerFilter;
  readonly names: ReadonlyMap<string, string>;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** Of the cases that the reader may know of. */
  readonly references: ReadonlyMap<string, string>;
  readonly zone: string;
}

export function ledgerView(words: Words, input: LedgerInput): LedgerView {
  const { actor, page, filter, people, zone } = input;
  const { after: _after, ...kept } = filter;
  const filtered = Object.values(kept).some((value) => value !== '');
  const caseId = filter.case === '' ? undefined : page.items[0]?.caseId;
  const mayExport = may(actor, 'ledger.export').yes;
  return {
    title: words.t('auditing.ledger.title'),
    wide: true,
    facts: factsOf(words, input),
    mayExport,
    filter,
    filtered,
    acts: actChoices(words, filter.act),
    people: people.map(({ id, name }) => ({ value: id, text: name })),
    entries: page.items.map((entry) => lineOf(words, entry, input, zone)),
    ...(page.next === null ? {} : { older: addressOf(paths.ledger.to(), { ...kept, after: page.next }) }),
    ...(mayExport && caseId !== undefined && caseId !== null ? { caseBundle: paths.ledgerCaseBundle.to(caseId) } : {}),
  };
}

function lineOf(words: Words, entry: LedgerEntryDto, { names, references }: LedgerInput, zone: string): EntryLine {
  const { caseId } = entry;
  const reference = caseId === null ? undefined : references.get(caseId);
  return {
    href: paths.ledgerEntry.to(entry.id),
    at: words.dateTime(entry.at, [zone]),
    act: words.act(entry.act),
    who: whoOf(words, entry.actor, names),
    ...(caseId === null || reference === undefined
      ? {}
      : { case: { text: reference, href: paths.history.to(caseId) } }),
    place: placeOf(words, entry),
  };
}

export function placeOf(words: Words, { epoch, index }: Pick<LedgerEntryDto, 'epoch' | 'index'>): string {
  if (epoch === null || index === null) return words.t('auditing.ledger.waiting');
  return epoch === 1
    ? words.number(index)
    : words.t('auditing.ledger.placeInLog', { index: words.number(index), epoch });
}

function factsOf(words: Words, { state, zone }: LedgerInput): LedgerView['facts'] {
  const last = state.logs.at(-1);
  const entries = state.logs.reduce((sum, log) => sum + log.size, 0);
  const signedAt = last?.signedAt ?? null;
  return [
    { key: 'entries', value: words.t('auditing.ledger.entryCount', { count: entries }) },
    { key: 'pending', value: words.t('auditing.ledger.pendingCount', { count: state.pending }) },
    signedAt === null
      ? { key: 'checkpoint', value: words.t('auditing.ledger.noCheckpoint') }
      : { key: 'checkpoint', value: last?.root ?? '', time: words.dateTime(signedAt, [zone]) },
    {
      key: 'witnesses',
      value:
        state.witnesses.length === 0
          ? words.t('auditing.ledger.noWitness')
          : words.list(state.witnesses.map((one) => words.country(one.state))),
    },
    { key: 'seals', value: words.t('auditing.ledger.sealCount', { count: state.sealsBroken }) },
  ];
}

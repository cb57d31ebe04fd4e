import { may } from '../../../domain/access/policy.js';
import { ROLES } from '../../../domain/messages/kinds.js';
import { type PersonActor } from '../../../domain/shared/actor.js';
import { CASE_STATES } from '../../../domain/tracing/case.js';
import { type HistoryListQuery } from '../../../reporting/histories/dto/histories.dto.js';
import { type HistoryReadingService } from '../../../reporting/histories/history-reading.service.js';
import { type HistorySamplesService } from '../../../reporting/histories/history-samples.service.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { addressOf } from '../period.js';

type Listed = Extract<Awaited<ReturnType<HistoryReadingService['list']>>, { ok: true }>['value'];
type Line = Listed['items'][number];
type Samples = Awaited<ReturnType<HistorySamplesService['list']>>;
interface Choice {
  readonly value: string;
  readonly text: string;
}

export interface HistoryItem {
  readonly href: string;
  readonly reference: string;
  readonly partner: string;
  readonly role: string;
  readonly state: string;
  readonly outcome: string;
  readonly opened: ShownTime;
}

export interface HistoriesView extends View {
  readonly items: readonly HistoryItem[];
  readonly older?: string;
  readonly sealed: string;
  readonly filter: Readonly<Record<'reference' | 'partner' | 'role' | 'state' | 'from' | 'until', string>>;
  readonly filtered: boolean;
  readonly roles: readonly Choice[];
  readonly states: readonly Choice[];
  readonly maySample: boolean;
  readonly samples: readonly {
    readonly href: string;
    readonly text: string;
    readonly at: ShownTime;
    readonly seed: string;
  }[];
}

export interface HistoriesInput {
  readonly actor: PersonActor;
  readonly page: Listed;
  readonly samples: Samples;
  readonly filter: HistoryListQuery;
  readonly zone: string;
}

export function historiesView(words: Words, { actor, page, samples, filter, zone }: HistoriesInput): HistoriesView {
  const { reference = '', partner = '', role = '', state = '', from = '', until = '' } = filter;
  const set = { reference, partner, role, state, from, until };
  return {
    title: words.t('auditing.histories.title'),
    wide: true,
    items: page.items.map((line) => itemOf(words, line, zone)),
    ...(page.next === null ? {} : { older: addressOf(paths.histories.to(), { ...set, after: page.next }) }),
    sealed: words.t('auditing.histories.sealed', { count: page.sealed }),
    filter: set,
    filtered: Object.values(set).some((value) => value !== ''),
    roles: words.terms('caseRole', ROLES),
    states: words.terms('caseState', CASE_STATES),
    maySample: may(actor, 'ledger.sample').yes,
    samples: samples.map((sample) => ({
      href: paths.historySample.to(sample.id),
      text: words.t('auditing.sample.line', { drawn: sample.drawn, reviewed: sample.reviewed }),
      at: words.dateTime(sample.drawnAt, [zone]),
      seed: sample.seed,
    })),
  };
}

export function itemOf(words: Words, line: Line, zone: string): HistoryItem {
  return {
    href: paths.history.to(line.id),
    reference: line.reference,
    partner: line.partner === null ? words.t('workList.noPartner') : words.country(line.partner),
    role: words.term('caseRole', line.role),
    state: words.term('caseState', line.state),
    outcome: line.outcome === null ? '–' : words.term('outcome', line.outcome),
    opened: words.dateTime(line.openedAt, [zone]),
  };
}

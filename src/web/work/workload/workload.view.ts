import { type Workload } from '../../../tracing/cases/workload.service.js';
import { type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { workAddress } from '../../work-list/work-list-address.js';

export interface WorkloadView extends View {
  readonly tables: readonly LoadTable[];
}

interface LoadTable {
  readonly title: string;
  readonly heading: string;
  readonly rows: readonly LoadRow[];
}

interface LoadRow {
  readonly name: string;
  readonly open: Count;
  readonly overdue: Count;
  readonly reminders: Count;
  readonly soon: Count;
  readonly oldest: string;
}

/** Leads to the list that it counts, where there is one. */
interface Count {
  readonly text: string;
  readonly href?: string;
}

type Load = Workload['people'][number];

interface WorkloadInput extends Workload {
  readonly names: ReadonlyMap<string, string>;
}

export function workloadView(words: Words, { people, partners, names }: WorkloadInput): WorkloadView {
  return {
    title: words.t('work.load.title'),
    tables: [
      {
        title: words.t('work.load.people'),
        heading: words.t('workList.column.inCharge'),
        rows: people.map((load) => ({
          name:
            load.key === null ? words.t('workList.nobody') : (names.get(load.key) ?? words.t('workList.unknownPerson')),
          ...countsOf(
            words,
            load,
            load.key === null ? { scope: 'unassigned' } : { scope: 'all', assigneeId: load.key },
          ),
          open: count(
            words,
            load.open,
            load.key === null ? workAddress({ scope: 'unassigned' }) : searchOf('assigneeId', load.key),
          ),
        })),
      },
      {
        title: words.t('work.load.partners'),
        heading: words.t('workList.column.partner'),
        rows: partners.map((load) => ({
          name: load.key === null ? words.t('workList.noPartner') : words.country(load.key),
          ...countsOf(words, load, load.key === null ? undefined : { scope: 'all', partner: load.key }),
          open: count(words, load.open, load.key === null ? undefined : searchOf('partner', load.key)),
        })),
      },
    ],
    wide: true,
  };
}

function countsOf(
  words: Words,
  load: Load,
  filter: Parameters<typeof workAddress>[0] | undefined,
): Omit<LoadRow, 'name' | 'open'> {
  const address = (group: 'overdue' | 'reminder' | 'soon'): string | undefined =>
    filter === undefined ? undefined : workAddress({ ...filter, group });
  return {
    overdue: count(words, load.overdue, address('overdue')),
    reminders: count(words, load.reminders, address('reminder')),
    soon: count(words, load.soon, address('soon')),
    oldest: words.date(load.oldest.slice(0, 10)),
  };
}

function count(words: Words, value: number, href: string | undefined): Count {
  const text = words.number(value);
  return value === 0 || href === undefined ? { text } : { text, href };
}

function searchOf(name: string, value: string): string {
  return `${paths.caseSearch.to()}?${new URLSearchParams({ [name]: value }).toString()}`;
}

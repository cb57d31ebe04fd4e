import { LOOK_REPORTS } from '../../../domain/audit/look-report.js';
import { QUERY_PURPOSES } from '../../../domain/firearm/query-purpose.js';
import { type Look } from '../../../ledgers/audit/looks.queries.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { addressOf, type Period } from '../period.js';
import { whoOf } from '../who.js';

export interface LooksFilter extends Period {
  readonly person: string;
  readonly case: string;
  readonly firearm: string;
}

export interface LookLine {
  readonly href: string;
  readonly at: ShownTime;
  readonly act: string;
  readonly who: string;
  readonly why: string;
  readonly case?: { readonly href: string; readonly text: string };
}

export interface LooksView extends View {
  readonly reports: readonly { readonly href: string; readonly text: string; readonly help: string }[];
  readonly filter: LooksFilter;
  readonly people: readonly { readonly value: string; readonly text: string }[];
  /** Absent before anything was asked. */
  readonly looks?: readonly LookLine[];
  readonly older?: string;
}

export interface LooksInput {
  readonly filter: LooksFilter;
  readonly found: { readonly items: readonly Look[]; readonly next: string | null } | undefined;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly names: ReadonlyMap<string, string>;
  readonly references: ReadonlyMap<string, string>;
  readonly zone: string;
}

export function looksView(words: Words, input: LooksInput): LooksView {
  const { filter, found, people } = input;
  return {
    title: words.t('auditing.looks.title'),
    wide: true,
    reports: LOOK_REPORTS.map((report) => ({
      href: addressOf(paths.lookReport.to(), { report }),
      text: words.term('lookReport', report),
      help: words.t(`auditing.looks.about.${keyOf(report)}`),
    })),
    filter,
    people: people.map(({ id, name }) => ({ value: id, text: name })),
    ...(found === undefined ? {} : { looks: found.items.map((look) => lineOf(words, look, input)) }),
    ...(found?.next == null ? {} : { older: addressOf(paths.looks.to(), { ...filter, after: found.next }) }),
  };
}

/** A report's name without its spaces, for the catalogue. */
export function keyOf(report: string): string {
  return report.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase());
}

export function purposeText(words: Words, value: unknown): string {
  const purpose = QUERY_PURPOSES.find((one) => one === value);
  return purpose === undefined ? '' : words.term('queryPurpose', purpose);
}

function lineOf(words: Words, look: Look, { names, references, zone }: LooksInput): LookLine {
  const { caseId, data } = look;
  const reference = caseId === null ? undefined : references.get(caseId);
  const number = typeof data['caseNumber'] === 'string' ? data['caseNumber'] : '';
  return {
    href: paths.ledgerEntry.to(look.id),
    at: words.dateTime(look.at, [zone]),
    act: words.act(look.act),
    who: whoOf(words, look.actor, names),
    why: [purposeText(words, data['purpose']), number].filter((part) => part !== '').join(' · '),
    ...(caseId === null || reference === undefined
      ? {}
      : { case: { href: paths.history.to(caseId), text: reference } }),
  };
}

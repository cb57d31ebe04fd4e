import { type CaseEntries } from '../../reporting/ledger/case-ledger.service.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { caseFrame, type CaseFrame, nameOf, type OpenCase, timeAt } from './case-frame.js';

export interface LedgerLine {
  readonly place: string;
  readonly act: string;
  readonly by: string;
  readonly time: ShownTime;
  readonly proof: string;
  readonly holds: boolean;
  readonly fails: boolean;
  readonly href?: string;
}

export interface CaseLedgerView extends View {
  readonly frame: CaseFrame;
  readonly lines: readonly LedgerLine[];
  readonly covered: string;
  readonly note?: string;
  readonly next?: string;
  readonly bundle?: string;
}

export interface CaseLedgerInput {
  readonly found: CaseEntries;
  readonly names: ReadonlyMap<string, string>;
  /** May this person take the whole case's entries away? */
  readonly bundle: boolean;
  /** And each entry's proof with its text? */
  readonly files: boolean;
}

export function caseLedgerView(
  words: Words,
  open: OpenCase,
  { found, names, bundle, files }: CaseLedgerInput,
): CaseLedgerView {
  const { id, reference } = open.view.case;
  const { checkpoint, next } = found;
  // What no checkpoint covers has no file yet.
  const signed = found.entries.some(({ proof }) => proof !== 'not signed yet');
  return {
    title: words.t('cases.ledger.title', { reference }),
    wide: true,
    frame: caseFrame(words, open, 'ledger'),
    lines: found.entries.map(({ entry, proof }) => ({
      place: entry.index === null ? '–' : words.number(entry.index + 1, { useGrouping: false }),
      act: words.act(entry.act),
      by: byText(words, entry.actor, names),
      time: timeAt(words, open, entry.at),
      proof: words.t(`cases.ledger.${PROOFS[proof]}`),
      holds: proof === 'holds',
      fails: proof === 'fails',
      ...(proof === 'not signed yet' || !files ? {} : { href: paths.caseProof.to(id, entry.id) }),
    })),
    covered:
      checkpoint === undefined
        ? words.t('cases.ledger.uncovered')
        : words.t('cases.ledger.covered', { size: checkpoint.size }),
    ...(checkpoint === undefined ? {} : { note: checkpoint.note }),
    ...(next === undefined ? {} : { next: `${paths.caseLedger.to(id)}?after=${next}` }),
    ...(bundle && signed ? { bundle: paths.ledgerCaseBundle.to(id) } : {}),
  };
}

const PROOFS = { 'holds': 'holds', 'fails': 'fails', 'not signed yet': 'waits' } as const;

function byText(
  words: Words,
  { kind, id }: CaseEntries['entries'][number]['entry']['actor'],
  names: CaseLedgerInput['names'],
): string {
  if (kind === 'person') return nameOf(words, names, id);
  return kind === 'partner' ? words.country(id) : words.t('cases.timeline.node');
}

import { type InclusionProofDto, type LedgerEntryDto } from '../../../reporting/ledger/dto/ledger-answers.dto.js';
import { type FormState } from '../../forms/form-state.js';
import { type ShownTime, type Words } from '../../i18n/words.js';
import { type View } from '../../page/page-renderer.service.js';
import { paths } from '../../paths.js';
import { whoOf } from '../who.js';
import { placeOf } from './ledger.view.js';

export interface LedgerEntryView extends View {
  readonly at: ShownTime;
  readonly who: string;
  readonly place: string;
  readonly case?: { readonly href: string; readonly bundle?: string };
  readonly personal: readonly { readonly name: string; readonly hash: string; readonly value?: string }[];
  /** Shown in the clear, or still behind their hashes? */
  readonly unmasked: boolean;
  readonly text: string;
  readonly proof?: {
    readonly leaf: string;
    readonly steps: readonly string[];
    readonly checkpoint: string;
    readonly size: string;
  };
}

export interface LedgerEntryInput {
  readonly entry: LedgerEntryDto;
  readonly proof: InclusionProofDto | undefined;
  readonly names: ReadonlyMap<string, string>;
  readonly zone: string;
  readonly mayExport: boolean;
  readonly form?: FormState;
}

export function ledgerEntryView(words: Words, input: LedgerEntryInput): LedgerEntryView {
  const { entry, proof, names, zone, form, mayExport } = input;
  const personal = Object.entries(entry.personal);
  const { caseId } = entry;
  return {
    title: words.act(entry.act),
    back: { href: paths.ledger.to(), text: words.t('auditing.ledger.title') },
    ...(form === undefined ? {} : { form }),
    at: words.dateTime(entry.at, [zone]),
    who: whoOf(words, entry.actor, names),
    place: placeOf(words, entry),
    ...(caseId === null
      ? {}
      : {
          case: {
            href: paths.history.to(caseId),
            // What no checkpoint covers has no file yet.
            ...(mayExport && proof !== undefined ? { bundle: paths.ledgerCaseBundle.to(caseId) } : {}),
          },
        }),
    personal: personal.map(([name, { hash, value }]) => ({
      name: nameOf(words, name),
      hash,
      ...(value === undefined ? {} : { value: value ?? words.t('auditing.entry.erased') }),
    })),
    unmasked: personal.some(([, { value }]) => value !== undefined),
    text: proof?.entry ?? JSON.stringify(entry.data),
    ...(proof === undefined
      ? {}
      : {
          proof: {
            leaf: proof.leaf,
            steps: proof.proof,
            checkpoint: proof.checkpoint,
            size: words.number(Number(proof.checkpoint.split('\n')[1] ?? 0)),
          },
        }),
  };
}

const PERSONAL_NAMES = ['reason', 'name', 'signInName', 'serial', 'note', 'before', 'after'];

function nameOf(words: Words, name: string): string {
  return words.t(`auditing.personal.${PERSONAL_NAMES.includes(name) ? name : 'other'}`);
}

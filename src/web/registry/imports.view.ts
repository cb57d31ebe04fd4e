import { type ImportBatch, type ImportError } from '../../registries/markings/imports.service.js';
import { FIELD_NAMES } from '../../registries/markings/imports.service.js';
import { type FormState } from '../forms/form-state.js';
import { type ShownTime, type Words } from '../i18n/words.js';
import { type View } from '../page/page-renderer.service.js';
import { paths } from '../paths.js';
import { rowRuleOf, type RowRule } from './import-rules.js';

export interface ImportsView extends View {
  readonly form: FormState;
  readonly modes: readonly {
    readonly value: string;
    readonly text: string;
    readonly hint: { readonly text: string };
  }[];
  readonly batches: readonly BatchRow[];
  readonly older: string | undefined;
  readonly columns: readonly { readonly name: string; readonly meaning: string }[];
}

interface BatchRow {
  readonly source: string;
  readonly mode: string;
  readonly loaded: string;
  readonly known: string;
  readonly refused: string;
  readonly anyRefused: boolean;
  readonly time: ShownTime;
  readonly href: string;
}

export interface ImportsPageInput {
  readonly form: FormState;
  readonly batches: readonly ImportBatch[];
  readonly next: string | null;
  readonly zone: string;
}

export function importsView(words: Words, { form, batches, next, zone }: ImportsPageInput): ImportsView {
  return {
    title: words.t('registry.imports.title'),
    back: { href: paths.firearms.to(), text: words.t('registry.firearms.title') },
    wide: true,
    form,
    modes: (['check', 'load'] as const).map((mode) => ({
      value: mode,
      text: words.t(`registry.imports.mode.${mode}`),
      hint: { text: words.t(`registry.imports.modeHint.${mode}`) },
    })),
    batches: batches.map((batch) => ({
      source: batch.source,
      mode: words.t(`registry.imports.done.${batch.mode}`),
      loaded: words.number(batch.loaded),
      known: words.number(batch.known),
      refused: words.number(batch.refused),
      anyRefused: batch.refused > 0,
      time: words.dateTime(batch.at, [zone]),
      href: paths.importView.to(batch.id),
    })),
    older: next === null ? undefined : `${paths.imports.to()}?after=${next}`,
    columns: FIELD_NAMES.map((name) => ({ name, meaning: words.t(`registry.csv.${name}`) })),
  };
}

export interface ImportView extends View {
  readonly summary: string;
  readonly stored: string;
  readonly facts: readonly { readonly name: string; readonly value: string; readonly code: boolean }[];
  readonly errors: readonly { readonly line: string; readonly field: string; readonly rule: RowRule }[];
  readonly refused: boolean;
  readonly next: string | undefined;
  readonly download: string;
}

export interface ImportPageInput {
  readonly batch: ImportBatch;
  readonly errors: readonly ImportError[];
  readonly next: string | null;
  readonly by: string;
  readonly zone: string;
}

export function importView(words: Words, { batch, errors, next, by, zone }: ImportPageInput): ImportView {
  const fact = (name: string, value: string, code = false) => ({
    name: words.t(`registry.import.${name}`),
    value,
    code,
  });
  return {
    title: words.t('registry.import.title', { source: batch.source }),
    back: { href: paths.imports.to(), text: words.t('registry.imports.title') },
    wide: true,
    summary: words.t('registry.import.summary', { read: batch.read, refused: batch.refused }),
    stored: words.t(`registry.import.stored.${batch.mode}`, { loaded: batch.loaded, known: batch.known }),
    facts: [
      fact('loaded', words.number(batch.loaded)),
      fact('known', words.number(batch.known)),
      fact('refused', words.number(batch.refused)),
      fact('at', words.timeIn(batch.at, zone)),
      fact('by', by),
      fact('fileDigest', batch.fileDigest, true),
    ],
    errors: errors.map(({ line, field, rule }) => ({
      line: words.number(line, { useGrouping: false }),
      field: field === '' ? words.t('registry.import.wholeRow') : field,
      rule: rowRuleOf(words, rule),
    })),
    refused: batch.refused > 0,
    next: next === null ? undefined : `${paths.importView.to(batch.id)}?after=${next}`,
    download: paths.importErrors.to(batch.id),
  };
}

import { readFileSync } from 'node:fs';
import { checkDraft, type Mark, type Weapon } from '../../domain/messages/index.js';
import { type Draft } from '../../domain/tracing/case.js';
import { normalForm } from '../../domain/firearm/serial-number.js';
import { type Recovered } from './recovered.js';

/** What a list of firearms does not say, said once for all of its rows, and shown before anything is sent. */
export interface BatchForm {
  readonly title: string;
  readonly illicit: NonNullable<Draft['body']['illicit']>;
  readonly recovery: {
    readonly kind: 'seized' | 'found' | 'surrendered';
    readonly country: string;
    readonly place: string;
    readonly circumstances: string;
  };
  readonly dateNotKnown: string;
  readonly weaponType: Weapon['type'];
  readonly noSerialReason: string;
  readonly lastRetailSale: { readonly country: string; readonly meaning: string };
  readonly intendedUse: NonNullable<Draft['body']['intendedUse']>;
  readonly confidentiality: NonNullable<Draft['body']['confidentiality']>;
  readonly handling: NonNullable<Draft['body']['handling']>;
  readonly suspectedDiversion: {
    readonly withinDays: number;
    readonly kind: string;
    readonly confidence: string;
    readonly basis: string;
  };
}

export function readBatchForm(file: string): BatchForm {
  return JSON.parse(readFileSync(file, 'utf8')) as BatchForm;
}

/** The form as a person reads it. */
export function batchFormLines(form: BatchForm): readonly string[] {
  const { illicit, recovery, handling, intendedUse } = form;
  return [
    form.title,
    ...illicit.map((one) => `  illicit on ground ${one.ground} of ITI 6: ${one.law}. ${one.explanation ?? ''}`),
    `  recovery: ${recovery.kind} in ${recovery.country}, ${recovery.place}. ${recovery.circumstances}`,
    `  date: ${form.dateNotKnown}`,
    `  weapon type: ${form.weaponType}; without a serial number: ${form.noSerialReason}`,
    `  ${form.lastRetailSale.meaning}`,
    `  intended use: ${intendedUse.use}, ${intendedUse.text ?? ''}`,
    `  confidentiality ${form.confidentiality.guaranteed ? 'is guaranteed' : 'can not be guaranteed'} (ITI 15)`,
    `  handling: for ${handling.purposes.join(' and ')}; onward release and evidence ${handling.onwardRelease}; ${handling.label ?? 'no label'}`,
  ];
}

/** A mark that the exercise lets the officers read on a weapon, beside what the list says. */
export const MADE_IN_AUSTRIA: Mark = {
  kind: 'country of manufacture',
  text: 'MADE IN AUSTRIA',
  country: 'AUT',
  condition: 'legible',
};

export function weaponOf(form: BatchForm, line: Recovered, more: readonly Mark[] = []): Weapon {
  const marked = line.serial !== undefined && normalForm(line.serial) !== '';
  return {
    type: form.weaponType,
    ...(line.make === undefined ? {} : { make: line.make }),
    ...(line.calibre === undefined ? {} : { calibre: line.calibre }),
    marks: [
      ...(marked ? [{ kind: 'serial' as const, text: line.serial ?? '', condition: 'legible' as const }] : []),
      ...more,
    ],
    ...(marked ? {} : { noMarkReason: form.noSerialReason }),
    detail: 'invented records: not a trace of this weapon',
  };
}

/** The parts of a request that hold for this row. */
export function commonOf(form: BatchForm, line: Recovered, today: string): Draft['body'] {
  const date = line.recovered === undefined ? { notKnown: true as const, onOrBefore: today } : { on: line.recovered };
  return {
    requesterKind: 'State',
    urgency: 'routine',
    illicit: form.illicit,
    recovery: { ...form.recovery, date },
    intendedUse: form.intendedUse,
    confidentiality: form.confidentiality,
    handling: form.handling,
  };
}

/** What is wrong with the form itself, before any row is taken. */
export function batchFormFaults(form: BatchForm, today: string): readonly string[] {
  return checkDraft(commonOf(form, { row: 0, key: '' }, today)).map((one) => `${one.field ?? ''}: ${one.text}`);
}

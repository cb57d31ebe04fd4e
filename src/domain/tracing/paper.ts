import { type Outcome } from '../messages/index.js';
import { type CalendarDate, type Instant } from '../shared/instant.js';
import { type Draft } from './case.js';

/** How a letter came or went that did not go over the wire. */
export const PAPER_CHANNELS = ['letter', 'fax', 'e-mail'] as const;
export type PaperChannel = (typeof PAPER_CHANNELS)[number];

/** What a letter on paper does, in the instrument's words. */
export const PAPER_KINDS = [
  'request', // the first, and only one
  'acknowledgement',
  'interim answer',
  'delay', // an answer by a later day
  'answer', // final
  'refusal', // ITI 22
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** A letter as it lies in the file. The days are those that stand on it: never this node's clock, never a receipt. */
export interface PaperLetter {
  readonly kind: PaperKind;
  readonly channel: PaperChannel;
  readonly sentOn: CalendarDate;
  /** The day of its arrival, where the file tells it; without it the day of sending counts. */
  readonly receivedOn?: CalendarDate;
  /** What an answer came to, so far or in the end. */
  readonly outcome?: Outcome;
  /** Of a delay: the day by which the answer was promised. */
  readonly until?: CalendarDate;
  /** What it says, as far as it matters. */
  readonly says?: string;
}

/** All that was keyed in of an exchange on paper: the request, and the letters in the order in which they were written. */
export interface PaperContent {
  /** Our own mark on the papers; the node gives the case one of its own besides. */
  readonly ownReference?: string;
  readonly partnerReference?: string;
  readonly body: Draft['body'];
  readonly letters: readonly PaperLetter[];
}

export interface Transcription {
  readonly content: PaperContent;
  readonly transcribedBy: string;
  readonly transcribedAt: Instant;
  /** A second person found it wrong, and says what. */
  readonly returned?: { readonly by: string; readonly at: Instant; readonly reason: string };
}

export interface ConfirmedTranscription extends Transcription {
  readonly confirmedBy: string;
  readonly confirmedAt: Instant;
}

/** Of a case that was begun on paper. Until two persons vouch for it, what was keyed in is a claim, and no clock counts from it. */
export interface PaperTrail {
  readonly waiting?: Transcription;
  /** Each holds all letters of the one before it. */
  readonly confirmed: readonly ConfirmedTranscription[];
}

/** Marks a place of a stream that was keyed in: it has no receipt and no hash, and its times are days. */
export interface PaperPlace {
  readonly channel: PaperChannel;
  readonly sentOn: CalendarDate;
  readonly receivedOn?: CalendarDate;
}

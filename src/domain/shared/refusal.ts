import { type ReasonCode } from './reason-codes.js';

import { type FieldSaying } from './field-rules.js';
import { type Saying } from './saying.js';

/** What a refusal is, seen from the caller; `platform/error.filter` maps each to one HTTP status, in full. */
export type ErrorKind =
  | 'invalid' // 400: form, type, range, unknown field
  | 'unauthenticated' // 401
  | 'forbidden' // 403: only where the object may be known to exist; else `missing`
  | 'missing' // 404
  | 'conflict' // 409: the state does not allow it
  | 'stale' // 412: If-Match names an older version
  | 'too-large' // 413
  | 'media-type' // 415
  | 'unprocessable' // 422: well-formed, and the law or a policy refuses it
  | 'precondition' // 428: If-Match or Idempotency-Key is asked for
  | 'limited' // 429
  | 'defect' // 500
  | 'unavailable'; // 503

export interface ErrorEntry {
  readonly kind: ErrorKind;
  /** May the very same call succeed later without anybody changing it? */
  readonly retryable: boolean;
  /** The sentence a person reads; says what is wrong, never whose data it is. */
  readonly title: string;
}

const entry = (kind: ErrorKind, title: string, retryable = false): ErrorEntry => ({ kind, retryable, title });

/** The one list of stable codes. A code is never reused or renamed: partners and clients test on it. */
export const ERRORS = {
  // form
  'field-invalid': entry('invalid', 'A field does not have the form that is asked for.'),
  'field-unknown': entry('invalid', 'A field is not known here.'),
  'json-broken': entry('invalid', 'The body is not JSON.'),
  'body-too-large': entry('too-large', 'The body is larger than this endpoint takes.'),
  'media-type-unknown': entry('media-type', 'The content type is not one that this endpoint takes.'),
  'idempotency-key-missing': entry('precondition', 'A call that creates something needs an Idempotency-Key.'),
  'idempotency-key-reused': entry('unprocessable', 'This Idempotency-Key was used before with another content.'),
  'idempotency-key-in-use': entry('conflict', 'A call with this Idempotency-Key is still under way.', true),
  'if-match-missing': entry('precondition', 'A change needs If-Match with the version that you read.'),
  'version-stale': entry('stale', 'Somebody has changed this since you read it.'),
  // access
  'sign-in-needed': entry('unauthenticated', 'Sign in first.'),
  'sign-in-failed': entry('unauthenticated', 'The sign-in name or the password is not right.'),
  'sign-in-locked': entry('limited', 'Too many failed sign-ins. Wait, then try again.', true),
  'not-allowed': entry('forbidden', 'Your role does not allow this.'),
  'not-found': entry('missing', 'There is nothing here under that name.'),
  'rate-limited': entry('limited', 'Too many calls. Wait, then try again.', true),
  'unavailable': entry('unavailable', 'The node cannot do this at the moment.', true),
  'defect': entry('defect', 'The node has met a defect. Its administrator has been told.'),
  // people
  'own-work': entry('unprocessable', 'A second person must approve this: it is your own work.'),
  'role-conflict': entry('unprocessable', 'These roles may not be held by one person.'),
  'role-grant-decided': entry('conflict', 'This proposal has been decided already.'),
  'password-weak': entry('unprocessable', 'The password is too short or too easily guessed.'),
  'password-wrong': entry('unprocessable', 'The present password is not right.'),
  'link-spent': entry('missing', 'This link has been used or has expired. Ask for a new one.'),
  'person-left': entry('conflict', 'This person has left.'),
  'deputy-unfit': entry('unprocessable', 'Choose a colleague of your agency who may work on the same cases.'),
  'absence-overlaps': entry('conflict', 'You have named a deputy for some of these days already.'),
  'name-taken': entry('conflict', 'Somebody or something has this name already.'),
  'scope-not-allowed': entry('unprocessable', 'A token cannot be given more than its owner may do.'),
  'cross-site': entry('forbidden', 'This call comes from another site.'),
  // pages
  'form-token-missing': entry('forbidden', 'This form does not come from a page that you opened here.'),
  'saved-views-full': entry('conflict', 'You have saved as many views as there may be. Remove one first.'),
  'streams-full': entry('limited', 'This person has as many open pages with live updates as there may be.', true),
  'last-administrator': entry('conflict', 'The node would be left without an administrator.'),
  'node-initialised': entry('conflict', 'This node has been initialised already.'),
  // the wire: what an envelope, a letter or a receipt can be refused for
  'share-misread': entry('unprocessable', 'This is not a share as it was printed: look for a sign that was misread.'),
  'share-of-another-set': entry('unprocessable', 'This share belongs to an earlier set.'),
  'shares-do-not-fit': entry('unprocessable', 'These shares do not rebuild the key: too few, or one twice.'),
  'no-recovery-set': entry('conflict', 'No shares have been given out yet.'),
  'drill-confirmed': entry('conflict', 'This drill has been confirmed already.'),
  'set-up-code-wrong': entry('unprocessable', 'This is not the set-up code that the node printed at its start.'),
  'envelope-too-large': entry('too-large', 'The envelope is larger than this node takes.'),
  'envelope-form': entry('invalid', 'This is not a sealed envelope.'),
  'encoding-not-canonical': entry('invalid', 'A segment is not in the one canonical spelling of base64url.'),
  'header-invalid': entry('invalid', 'A header does not hold exactly the members that are asked for.'),
  'member-doubled': entry('invalid', 'A JSON object holds one member twice.'),
  'json-not-canonical': entry('invalid', 'The bytes differ from the canonical form of their JSON.'),
  'algorithm-refused': entry('invalid', 'Only the two named algorithms are taken.'),
  'compression-refused': entry('invalid', 'A compressed envelope is not taken.'),
  'critical-refused': entry('invalid', 'A header that asks for an extension is not taken.'),
  'audience-wrong': entry('invalid', 'This is addressed to another State.'),
  'sender-unknown': entry('unauthenticated', 'The sender is not a State of this directory.'),
  'sender-suspended': entry('unauthenticated', 'The exchange with this State is suspended.'),
  'signing-key-unknown': entry('unauthenticated', 'The directory does not know this signing key.'),
  'signing-key-not-valid': entry('unauthenticated', 'The signing key was not valid when this was signed.'),
  'signing-key-revoked': entry('unauthenticated', 'The signing key has been revoked.'),
  'sealing-key-unknown': entry('invalid', 'The envelope is sealed for a key that this node does not hold.'),
  'envelope-not-opened': entry('invalid', 'The seal does not open: the envelope was changed or is not for this key.'),
  'signature-wrong': entry('unauthenticated', 'The signature does not hold.'),
  'outer-inner-differ': entry(
    'unprocessable',
    'The outside of the envelope says something else than the letter in it.',
  ),
  'letter-from-the-future': entry(
    'unprocessable',
    'The letter is dated more than five minutes ahead of this node.',
    true,
  ),
  'version-unknown': entry('unprocessable', 'This node does not read that version of the wire.', true),
  'kind-unknown': entry('unprocessable', 'This node does not know that kind of message.'),
  'kind-not-writable': entry('unprocessable', 'That side of a trace does not write this kind of message.'),
  'letter-invalid': entry('unprocessable', 'The content of the letter does not have the form of its kind.'),
  'country-unknown': entry('unprocessable', 'A country code is not one of the list.'),
  'batch-invalid': entry('invalid', 'The batch is not a list of letters of the size that this node takes.'),
  'receipt-invalid': entry('invalid', 'This is not a receipt.'),
  'receipt-of-another': entry('invalid', 'The receipt names another message.'),
  'ask-invalid': entry('invalid', 'This is not a signed request of a node.'),
  'ask-stale': entry('invalid', 'This signed request is not of these minutes.', true),
  'jti-reused': entry('conflict', 'Another letter has this name already.'),
  'thread-unknown': entry('conflict', 'This node does not know the thread that is answered.', true),
  'prev-wrong': entry('unprocessable', 'The letter does not follow the one that stands before it.'),
  // the directory
  'country-withdrawn': entry('unprocessable', 'That State has ended. Choose the State to ask.'),
  'country-exercise-only': entry('unprocessable', 'A user-assigned country code serves exercises only.'),
  'entry-invalid': entry('unprocessable', 'The directory entry does not have the form that is asked for.'),
  'entry-file-invalid': entry('unprocessable', 'This file is not the entry of a State.'),
  'entry-of-ourselves': entry('unprocessable', 'This is the entry of this node itself.'),
  'entry-of-another': entry('unprocessable', 'The entry names another State.'),
  'entry-version-not-higher': entry('conflict', 'The version of a directory entry only rises.'),
  'entry-key-not-pinned': entry('unprocessable', 'A new key needs a pin that a second person confirms.'),
  'proposal-decided': entry('conflict', 'This proposal has been decided already.'),
  'fingerprint-differs': entry('unprocessable', 'The digits read out by telephone are not those of these keys.'),
  'key-revoked-already': entry('conflict', 'This key has been revoked already.'),
  'level-2-needs-assessment': entry(
    'unprocessable',
    'Persons are told only to a partner whose confidentiality was assessed as guaranteed.',
  ),
  'calendar-invalid': entry('unprocessable', 'The calendar does not hold.'),
  'policy-invalid': entry('unprocessable', 'The clock policy does not hold.'),
  // marking records
  'firearm-invalid': entry('unprocessable', 'The record of the firearm does not hold together.'),
  'record-known': entry('conflict', 'A record of this source with this id is here already.'),
  'report-open': entry('conflict', 'This weapon stands reported so already.'),
  'report-unknown': entry('missing', 'There is no such report, or it has been withdrawn already.'),
  'mark-notation': entry('unprocessable', 'The mark is not written as a reading with doubt is written.'),
  'wide-search-under-way': entry(
    'conflict',
    'You have a wide search under way. Wait until it has ended, or cancel it.',
    true,
  ),
  'batch-under-way': entry('conflict', 'Your last file of marks is still being answered.', true),
  'wide-search-ended': entry('conflict', 'This wide search has ended already.'),
  'serial-empty': entry('unprocessable', 'A serial number needs a letter or a digit.'),
  'import-columns-missing': entry('unprocessable', 'The file lacks a column that is asked for.'),
  'import-not-csv': entry('invalid', 'The file is not CSV with a heading line.'),
  'import-wrong-encoding': entry('unprocessable', 'The file is not written in the encoding that was said.'),
  'import-stopped': entry('conflict', 'This load was cut off while its file was read. Send the file again.'),
  'import-not-undoable': entry('conflict', 'This load can no longer be undone.'),
  'import-empty': entry('unprocessable', 'The file has no row that could be loaded.'),
  'import-too-large': entry('too-large', 'The file has more rows or bytes than this node loads at once.'),
  // tracing
  'state-forbids': entry('conflict', 'The state of the case does not allow this.'),
  'letter-without-effect': entry('conflict', 'This letter would have no effect in the present state of the exchange.'),
  'draft-blocked': entry('unprocessable', 'The request is not complete: see the reasons.'),
  'nothing-proposed': entry('conflict', 'Nothing waits for approval.'),
  'approval-missing': entry('conflict', 'A second person has not approved this yet.'),
  'approval-void': entry('conflict', 'What you were shown has changed since: look at it again.'),
  'own-approval': entry('unprocessable', 'Who proposed it cannot approve it.'),
  'approver-rank': entry(
    'unprocessable',
    'This needs the approval of a supervisor or of the head of the contact point.',
  ),
  'not-accepted-yet': entry('conflict', 'Accept the request for tracing first.'),
  'record-not-chosen': entry('conflict', 'Choose the record first, or say why there is none.'),
  'record-missing': entry('unprocessable', 'This outcome names a record; choose one.'),
  'next-state-missing': entry('unprocessable', 'This outcome names a further State; say which.'),
  'level-not-allowed': entry('unprocessable', 'The answer may not be given at this level: see the reasons.'),
  'refusal-ground-missing': entry('unprocessable', 'Name the ground of ITI 22, in the letter or for the file.'),
  'paper-case': entry('conflict', 'This case runs on paper: no letter of it goes over the node.'),
  'paper-blocked': entry(
    'unprocessable',
    'What was keyed in is not complete or does not fit together: see the reasons.',
  ),
  'paper-confirmed': entry('conflict', 'Two persons have confirmed this: only later letters can be added.'),
  'channel-not-node': entry('conflict', 'The asked State has no node; the request is ready as a file.'),
  'letter-delivered': entry('conflict', 'The letter was delivered and cannot be given up; correct it instead.'),
  'letter-unknown': entry('unprocessable', 'There is no such letter in this exchange.'),
  'consent-not-asked': entry(
    'unprocessable',
    'Nobody asked for this consent, or the letter goes beyond what was asked.',
  ),
  'assignee-unfit': entry('unprocessable', 'Choose a person who may work on this case.'),
  'matter-open': entry('conflict', 'The exchange is still open: answer, refuse or withdraw first.'),
  'custody-held': entry('conflict', 'A trace, a court or a partner still holds the weapon (ITI 9).'),
  'storage-unconfirmed': entry('conflict', 'Confirm secure storage first (ITI 9).'),
  'hold-unknown': entry('unprocessable', 'There is no such hold.'),
  'consultation-unknown': entry('unprocessable', 'There is no such consultation.'),
  'next-state-known': entry('conflict', 'The chain has asked this State already.'),
  'nothing-asked-yet': entry('conflict', 'Nothing was asked in this case that another State could be asked next.'),
  'record-not-told': entry('unprocessable', 'This outcome tells of no record; leave the record out.'),
  'partner-suspended': entry('conflict', 'The exchange with this State is suspended on this node.'),
  'use-not-covered': entry('unprocessable', 'The limits of the answer do not cover this use: see the reasons.'),
  // what can't stand in a stream: a signed final rejection
  'thread-begins-with-request': entry('unprocessable', 'A thread begins with a REQUEST.'),
  'thread-of-another-pair': entry('unprocessable', 'This thread belongs to another pair of States.'),
  'kind-not-of-role': entry('unprocessable', 'This side of a trace does not write letters of this kind.'),
  'seen-ahead': entry('unprocessable', 'The letter claims to have seen what was never sent.'),
  'place-taken': entry('conflict', 'Another letter stands at this place of the stream.'),
  'exercise-differs': entry('unprocessable', 'Practice and real traces do not share a thread.'),
  // the audit ledger
  'ledger-not-signed-yet': entry('unavailable', 'No signed checkpoint covers this yet.', true),
  'ledger-too-long': entry(
    'conflict',
    'The ledger is too long for the node to judge at one call: download its bundle.',
  ),
  // data subjects
  'retention-runs': entry('conflict', 'The record must be kept longer (ITI 12).'),
  'record-held': entry('conflict', 'An open case rests on this record.'),
  'subject-closed': entry('conflict', 'This request was answered and closed.'),
  'subject-undecided': entry('conflict', 'Decide what was asked first.'),
  'subject-elsewhere': entry('unprocessable', 'This is not done on a finding of this kind.'),
  'sample-empty': entry('unprocessable', 'No case fits: there is nothing to draw from.'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** One reason of several; a list of them is what page, service and test share. */
export type Blocker = BlockerParts &
  (
    | { readonly code: ReasonCode | Exclude<ErrorCode, FormCode>; readonly says?: FieldSaying }
    | { readonly code: FormCode; readonly says: FieldSaying }
    /** Of a page's own making: its text is in the reader's language already. */
    | { readonly code: 'page-words'; readonly says?: undefined }
  );

/** These name only that some rule of form is broken; which one, the reason says. */
export type FormCode = 'field-invalid' | 'firearm-invalid' | 'letter-invalid' | 'entry-invalid' | 'calendar-invalid';

interface BlockerParts {
  /** JSON pointer into the content (RFC 6901), where one field is at fault. */
  readonly field?: string;
  /** The rule and its source: `ITI 17(a)`. */
  readonly rule: string;
  readonly text: string;
  /** What the sentence of the code names. */
  readonly values?: Saying['values'];
}

export interface Refusal {
  readonly ok: false;
  readonly code: ErrorCode;
  /** JSON pointer of the field at fault. */
  readonly field?: string;
  /** The rule that was broken, with its source. */
  readonly rule?: string;
  readonly detail?: string;
  readonly reasons?: readonly Blocker[];
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export type Result<T> = Success<T> | Refusal;

export function succeed<T>(value: T): Success<T> {
  return { ok: true, value };
}

export function refuse(code: ErrorCode, more: Omit<Refusal, 'ok' | 'code'> = {}): Refusal {
  return { ok: false, code, ...more };
}

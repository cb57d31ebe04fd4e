import { type Body, type ConsentScope, type Letter, type MessageKind } from '../../domain/messages/index.js';
import { type Words } from '../i18n/words.js';
import { answerContent, factRows, fieldText } from './answer-content.js';
import { dated, row, section, yesNo, type LetterRow, type LetterSection } from './letter-rows.js';
import { requestContent, weaponContent } from './request-content.js';

/** Every field of a letter in words, as both contact points read it. Nothing of the body is left out. */
export function letterContent(words: Words, letter: Letter): readonly LetterSection[] {
  const content = CONTENTS[letter.kind] as (words: Words, body: Letter['body']) => readonly LetterSection[];
  return content(words, letter.body);
}

type Contents = { readonly [K in MessageKind]: (words: Words, body: Body<K>) => readonly LetterSection[] };

const CONTENTS: Contents = {
  REQUEST: requestContent,
  ANSWER: answerContent,
  ACKNOWLEDGE: (words, { reference, note }) =>
    plain(words, 'ACKNOWLEDGE', [...labelled(words, 'reference', reference), ...labelled(words, 'note', note)]),
  ASK_MORE: (words, { questions }) =>
    plain(
      words,
      'ASK_MORE',
      questions.flatMap(({ field, text }, i) => [
        ...row(words.t('letters.question', { number: words.number(i + 1) }), text, partText(words, field)),
      ]),
    ),
  MORE: (words, { answers, weapon }) => [
    ...plain(
      words,
      'MORE',
      answers.flatMap(({ field, text }, i) => [
        ...row(words.t('letters.answerTo', { number: words.number(i + 1) }), text, partText(words, field)),
      ]),
    ),
    ...(weapon === undefined ? [] : weaponContent(words, weapon)),
  ],
  DELAY: (words, { until, ground, text }) =>
    plain(words, 'DELAY', [
      ...labelled(words, 'until', words.date(until)),
      ...groundRow(words, ground),
      ...labelled(words, 'text', text),
    ]),
  RESTRICT: (words, { ground, fields, text }) =>
    plain(words, 'RESTRICT', [
      ...groundRow(words, ground),
      ...labelled(words, 'fields', words.list(fields.map((field) => fieldText(words, field)))),
      ...labelled(words, 'text', text),
    ]),
  REFUSE: (words, { ground, text }) =>
    plain(words, 'REFUSE', [...groundRow(words, ground), ...labelled(words, 'text', text)]),
  NOT_ACCEPTED: (words, { reason, text }) =>
    plain(words, 'NOT_ACCEPTED', [
      ...labelled(words, 'reason', words.term('notAccepted', reason)),
      ...labelled(words, 'text', text),
    ]),
  CLARIFY: (words, { about, question }) =>
    plain(words, 'CLARIFY', [...labelled(words, 'text', question), ...labelled(words, 'about', about)]),
  CLARIFICATION: (words, { about, text }) =>
    plain(words, 'CLARIFICATION', [...labelled(words, 'text', text), ...labelled(words, 'about', about)]),
  FORWARD_NOTICE: (words, { state, reason }) =>
    plain(words, 'FORWARD_NOTICE', [
      ...labelled(words, 'nextState', words.country(state)),
      ...labelled(words, 'reason', reason),
    ]),
  CONSENT_REQUEST: (words, { scope, what, purpose, of }) =>
    plain(words, 'CONSENT_REQUEST', [
      ...labelled(words, 'scope', scopeText(words, scope)),
      ...labelled(words, 'what', what),
      ...labelled(words, 'purposes', words.term('intendedUse', purpose)),
      ...labelled(words, 'about', of),
    ]),
  CONSENT: (words, { decision, scope, expires, conditions }) =>
    plain(words, 'CONSENT', [
      ...labelled(words, 'decision', words.term('consentDecision', decision)),
      ...labelled(words, 'scope', scopeText(words, scope)),
      ...labelled(words, 'expires', dated(words, expires)),
      ...labelled(words, 'conditions', conditions),
    ]),
  WITHDRAW: (words, { reason, text, erasePersons }) =>
    plain(words, 'WITHDRAW', [
      ...labelled(words, 'reason', words.term('withdrawReason', reason)),
      ...labelled(words, 'text', text),
      ...labelled(words, 'erasePersons', yesNo(words, erasePersons)),
    ]),
  CORRECT: (words, { corrects, reason, outcome, facts, weapon }) => [
    ...plain(words, 'CORRECT', [
      ...labelled(words, 'reason', reason),
      ...labelled(words, 'outcome', outcome && words.term('outcome', outcome)),
      ...labelled(words, 'about', corrects),
    ]),
    ...section(
      words.t('letters.section.facts'),
      facts?.length === 0
        ? row(words.t('letters.label.facts'), words.t('letters.noFacts'))
        : factRows(words, facts ?? []),
    ),
    ...(weapon === undefined ? [] : weaponContent(words, weapon)),
  ],
  FEEDBACK: (words, { rightWeapon, helped, text }) =>
    plain(words, 'FEEDBACK', [
      ...labelled(words, 'rightWeapon', words.term('verdict', rightWeapon)),
      ...labelled(words, 'helped', words.term('verdict', helped)),
      ...labelled(words, 'text', text),
    ]),
  REMIND: (words, { text }) => plain(words, 'REMIND', labelled(words, 'text', text)),
  VOID: (words, { reason }) => plain(words, 'VOID', labelled(words, 'reason', reason)),
  PART: (words, { digest, mediaType, totalBytes }) =>
    plain(words, 'PART', [
      ...labelled(words, 'mediaType', mediaType),
      ...labelled(words, 'bytes', words.number(totalBytes)),
      ...labelled(words, 'about', digest),
    ]),
};

/** What a consent is asked and given for. */
export function scopeText(words: Words, scope: ConsentScope): string {
  const to =
    scope.kind === 'next State'
      ? words.country(scope.state)
      : scope.kind === 'named agency'
        ? scope.agency
        : scope.court;
  return words.t('letters.scope', { kind: words.term('consentScope', scope.kind), to });
}

function plain(words: Words, kind: MessageKind, rows: readonly LetterRow[]): readonly LetterSection[] {
  return section(words.term('messageKind', kind), rows);
}

function labelled(words: Words, label: string, text: string | undefined): readonly LetterRow[] {
  return row(words.t(`letters.label.${label}`), text);
}

function groundRow(words: Words, ground: string | undefined): readonly LetterRow[] {
  return labelled(
    words,
    'ground',
    ground === undefined ? words.t('letters.neutral') : words.term('refusalGround', ground),
  );
}

/** `/weapon/model`: the part of the request that a question is about, as far as we have a word for it. */
function partText(words: Words, field: string | undefined): string | undefined {
  if (field === undefined) return undefined;
  const key = `letters.label.${field.split('/').at(-1) ?? ''}`;
  return words.t('letters.concerns', { part: words.has(key) ? words.t(key) : field });
}

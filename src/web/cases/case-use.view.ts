import { apartReasons, narrower } from '../../domain/tracing/handling.js';
import { type CalendarDate } from '../../domain/shared/instant.js';
import { type Words } from '../i18n/words.js';
import { type CaseView } from './case-frame.js';
import { scopeText } from '../letters/letter-content.js';

/** "What you may do with this answer", sentence by sentence; every limit binds, so the narrowest is said (ITI 15). */
export function useSentences(
  words: Words,
  { case: kase, limits, shared }: CaseView,
  today: CalendarDate,
): readonly string[] {
  const [first, ...others] = limits;
  if (first === undefined) return [];
  const apart = others.some((other) => apartReasons(first, other).length > 0);
  if (apart) return [words.t('cases.use.apart')];
  const bound = others.reduce(narrower, first);
  const giver = kase.partner === undefined ? '' : words.country(kase.partner);
  const { recipients, purposes, onwardRelease, evidenceUse, deleteBy, label } = bound;
  const sentences = [
    purposes.length === 0
      ? words.t('cases.use.anyPurpose')
      : words.t('cases.use.purposes', { purposes: words.list(purposes.map((one) => words.term('intendedUse', one))) }),
    recipients.length === 0
      ? words.t('cases.use.ownAgency')
      : words.t('cases.use.recipients', { recipients: words.list(recipients) }),
    words.t(onwardRelease === 'no' ? 'cases.use.neverOnward' : 'cases.use.onward', { state: giver }),
    words.t(evidenceUse === 'no' ? 'cases.use.neverCourt' : 'cases.use.court', { state: giver }),
    ...consentSentences(words, shared, kase.role, giver, today),
  ];
  if (deleteBy !== undefined)
    sentences.push(
      words.t(deleteBy < today ? 'cases.use.eraseOverdue' : 'cases.use.erase', { date: words.date(deleteBy) }),
    );
  if (label !== undefined) sentences.push(words.t('cases.use.label', { label }));
  return sentences;
}

/** Leave that the giver has given, and that is in force. */
function consentSentences(
  words: Words,
  { consents }: CaseView['shared'],
  role: CaseView['case']['role'],
  giver: string,
  today: CalendarDate,
): readonly string[] {
  return Object.values(consents)
    .filter(({ asker, decision, expires }) => asker === role && decision === 'grant' && (expires ?? today) >= today)
    .map(({ scope, expires }) =>
      words.t(expires === undefined ? 'cases.use.consented' : 'cases.use.consentedUntil', {
        state: giver,
        scope: scopeText(words, scope),
        date: expires === undefined ? '' : words.date(expires),
      }),
    );
}

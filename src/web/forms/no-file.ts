import { refuse, type Refusal } from '../../domain/shared/refusal.js';
import { type Words } from '../i18n/words.js';

/** A form that takes a file came without one. */
export function noFile(words: Words): Refusal {
  const text = words.t('layout.noFile');
  return refuse('field-invalid', { reasons: [{ code: 'page-words', field: '/file', rule: 'a file', text }] });
}

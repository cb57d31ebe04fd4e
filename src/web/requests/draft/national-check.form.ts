import { HOLDER_RESULTS, NATIONAL_HOLDERS } from '../../../domain/messages/index.js';
import { type CalendarDate } from '../../../domain/shared/instant.js';
import { refuse, succeed, type Blocker, type Result } from '../../../domain/shared/refusal.js';
import { type HolderCheck } from '../../../domain/tracing/case.js';
import { readDate } from '../../forms/date-field.js';
import { type FormInput } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';
import { memberOf, typed } from '../steps/step.js';

export interface TypedChecks {
  readonly checks: readonly HolderCheck[];
  readonly parallelReason?: string;
}

/** What the holders answered; a holder without an answer is left as it was. */
export function readChecks(words: Words, input: FormInput, today: CalendarDate): Result<TypedChecks> {
  const reasons: Blocker[] = [];
  const say = (field: string, key: string): void => {
    reasons.push({ code: 'page-words', field: `/${field}`, rule: 'form', text: words.t(`requests.wrong.${key}`) });
  };
  const checks = NATIONAL_HOLDERS.flatMap((holder, index): HolderCheck[] => {
    const result = memberOf(HOLDER_RESULTS, typed(input, `result-${String(index)}`));
    if (result === undefined) return [];
    const day = readDate(input, `on-${String(index)}`);
    if (day.kind === 'wrong') say(`on-${String(index)}`, 'dateWrong');
    else if (day.kind === 'date' && day.date > today) say(`on-${String(index)}`, 'dateFuture');
    else if (day.kind === 'empty' && result !== 'not asked') say(`on-${String(index)}`, 'checkDate');
    return [{ holder, result, ...(day.kind === 'date' ? { on: day.date } : {}) }];
  });
  const parallelReason = typed(input, 'parallelReason');
  if (parallelReason.length > 500) say('parallelReason', 'reasonLong');
  const asked = checks.some(({ result }) => result !== 'not asked');
  if (!asked && parallelReason === '') say('parallelReason', 'checkOrReason');
  if (reasons.length > 0) return refuse('field-invalid', { reasons });
  return succeed({ checks, ...(parallelReason === '' ? {} : { parallelReason }) });
}

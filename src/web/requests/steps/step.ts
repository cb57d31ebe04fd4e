import { type CalendarDate } from '../../../domain/shared/instant.js';
import { refuse, succeed, type Blocker, type Result } from '../../../domain/shared/refusal.js';
import { type Draft } from '../../../domain/tracing/case.js';
import { RefusalError } from '../../../platform/problem.js';
import { draftOf } from '../../../tracing/cases/case-acts.service.js';
import { type FormInput, type FormState } from '../../forms/form-state.js';
import { type Words } from '../../i18n/words.js';

/** Any parts of a request, of its one weapon included: what a step reads and what it writes. */
export type Parts = Draft['body'];

/** What holds for every weapon of an incident. */
export const COMMON_STEPS = [
  'find',
  'circumstances',
  'grounds',
  'use',
  'confidentiality',
  'handling',
  'urgency',
] as const;
/** What is of one weapon. */
export const WEAPON_STEPS = ['weapon', 'serial', 'characters', 'marks'] as const;

export type CommonStep = (typeof COMMON_STEPS)[number];
export type WeaponStep = (typeof WEAPON_STEPS)[number];
export type StepName = CommonStep | WeaponStep;

/** What a step must know besides what was answered. */
export interface StepSetting {
  readonly words: Words;
  /** Our own State. */
  readonly own: string;
  readonly today: CalendarDate;
  /** The States of the directory: an exercise has such as stand in no list of countries. */
  readonly partners: readonly string[];
  /** Names of the reference lists, offered while somebody types. */
  readonly makes: readonly string[];
  readonly calibres: readonly string[];
}

/** One thing a page: a question, what is stored for it, and what its form means. Pure. */
export interface Step {
  /** For the template `requests/steps/<name>`. */
  view(setting: StepSetting, parts: Parts, form: FormState): object;
  /** The parts that the form changes, or what is wrong with it. */
  read(setting: StepSetting, input: FormInput, parts: Parts): Result<Parts>;
  /** Where a button of the form leads elsewhere than to the next page: another step, or the same one again. */
  next?(input: FormInput): WeaponStep | undefined;
}

/** What is wrong with a form, said in the person's language at the field. */
export class Faults {
  private readonly reasons: Blocker[] = [];

  constructor(private readonly words: Words) {}

  say(field: string, key: string, values: Record<string, string | number> = {}): void {
    const text = this.words.t(`requests.wrong.${key}`, values);
    this.reasons.push({ code: 'page-words', field: `/${field}`, rule: 'form', text });
  }

  /** The member of a closed list that was chosen; said at the field where none was. */
  chosen<T extends string>(list: readonly T[], input: FormInput, field: string, key: string): T | undefined {
    const member = memberOf(list, typed(input, field));
    if (member === undefined) this.say(field, key);
    return member;
  }

  /** Where nothing was wrong, the parts under the very rules of the API. */
  judge(parts: () => Parts): Result<Parts> {
    if (this.reasons.length > 0) return refuse('field-invalid', { reasons: this.reasons });
    return checked(parts());
  }
}

export function checked(parts: Parts): Result<Parts> {
  try {
    return succeed(draftOf(parts, ''));
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  }
}

/** What was typed into a field, without the space around it. */
export function typed(input: FormInput, field: string): string {
  return (input[field]?.[0] ?? '').trim();
}

/** For a member that is left out where nothing was typed. */
export function optional<K extends string>(key: K, text: string): Readonly<Partial<Record<K, string>>> {
  return (text === '' ? {} : { [key]: text }) as Readonly<Partial<Record<K, string>>>;
}

export function memberOf<T extends string>(list: readonly T[], text: string): T | undefined {
  return list.find((one) => one === text);
}

/** The step that an address names; any other text names no page. */
export function stepIn<T extends string>(list: readonly T[], text: string): T {
  const step = memberOf(list, text);
  if (step === undefined) throw new RefusalError(refuse('not-found'));
  return step;
}

/** Stands in the place of an answer that is still to come: the law's list of blockers asks for it. */
export const NOT_YET = ' ';

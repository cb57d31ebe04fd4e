import { type Blocker, type Refusal } from '../../domain/shared/refusal.js';
import { type Words } from '../i18n/words.js';
import { formText, isOfForm } from './form-rules.js';

/** Field -> what was typed; a box that may be ticked several times has several texts. */
export type FormInput = Readonly<Record<string, readonly string[]>>;

export interface FormError {
  /** Absent where no single field is at fault. */
  readonly field?: string;
  readonly text: string;
  /** "Error" in the person's language: what a screen reader says before the text. */
  readonly mark: string;
}

/** A form as its template shows it: what was typed, and what was wrong with it. */
export class FormState {
  static readonly EMPTY = new FormState({}, []);

  constructor(
    private readonly input: FormInput,
    readonly errors: readonly FormError[],
  ) {}

  /** Was anything typed before? If not, the page shows what it has stored. */
  get returned(): boolean {
    return Object.keys(this.input).length > 0 || this.errors.length > 0;
  }

  value(field: string, stored = ''): string {
    return this.returned ? (this.input[field]?.[0] ?? '') : stored;
  }

  values(field: string, stored: readonly string[] = []): readonly string[] {
    return this.returned ? (this.input[field] ?? []) : stored;
  }

  checked(field: string, value: string, stored: readonly string[] = []): boolean {
    return this.values(field, stored).includes(value);
  }

  /** As the components take it; `false` where the field is right. */
  error(field: string): { readonly text: string; readonly visuallyHiddenText: string } | false {
    const errors = this.errors.filter((one) => one.field === field);
    const [first] = errors;
    return first === undefined
      ? false
      : { text: errors.map(({ text }) => text).join(' '), visuallyHiddenText: first.mark };
  }

  /** For the summary above the form: each error leads to its field. */
  get summary(): readonly { readonly text: string; readonly href?: string }[] {
    return this.errors.map(({ field, text }) => (field === undefined ? { text } : { text, href: `#${field}` }));
  }
}

/** The errors of a refusal, every reason of it, in the person's language; of the rules of form that one field breaks, the first to mend. */
export function errorsOf(words: Words, refusal: Refusal, input: FormInput = {}): readonly FormError[] {
  const reasons = refusal.reasons ?? [];
  if (reasons.length === 0) return [errorOf(words, words.refusal(refusal.code), refusal)];
  const formal = new Set<string>();
  return reasons.flatMap((reason) => {
    if (!isOfForm(reason)) return [errorOf(words, words.reason(reason), reason)];
    const field = fieldOf(reason.field ?? '');
    if (formal.has(field)) return [];
    formal.add(field);
    const broken = reasons.filter(isOfForm).filter((one) => one.field === reason.field);
    return [
      errorOf(
        words,
        formText(
          words,
          broken.map(({ says }) => says),
          (input[field]?.[0] ?? '').trim() === '',
        ),
        reason,
      ),
    ];
  });
}

/** JSON pointer -> the id of a field: `/marks/0/text` is `marks-0-text`. */
export function fieldOf(pointer: string): string {
  return pointer
    .split('/')
    .filter((part) => part !== '')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('-');
}

export function inputOf(body: unknown): FormInput {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries
      .filter(([name]) => !isSecretField(name))
      .map(([name, value]) => [name, [value].flat().filter((one): one is string => typeof one === 'string')]),
  );
}

/** Never stored and never shown again: our own fields, and whatever is called a password. */
function isSecretField(name: string): boolean {
  return name.startsWith('_') || /password|secret/i.test(name);
}

function errorOf(words: Words, text: string, at: Pick<Blocker | Refusal, 'field'>): FormError {
  const field = fieldOf(at.field ?? '');
  // The component writes the colon.
  const mark = words.t('layout.errorPrefix').replace(/\s*[:：]$/, '');
  return field === '' ? { text, mark } : { field, text, mark };
}

import { type ArgumentMetadata, type Type } from '@nestjs/common';
import { succeed, type Refusal, type Result } from '../../domain/shared/refusal.js';
import { RefusalError } from '../../platform/problem.js';
import { createValidationPipe } from '../../platform/validation.js';
import { type FormInput } from './form-state.js';

/** Which fields of a form are more than text; by their id, `*` for any place of a list: `marks-*-year`. */
export interface FieldKinds {
  readonly numbers?: readonly string[];
  /** A box that is ticked; one that is not sent is false. Give its whole id: it is set where it lacks. */
  readonly ticks?: readonly string[];
  /** Boxes of one name: all texts that were sent, an empty list where none was. */
  readonly lists?: readonly string[];
}

const pipe = createValidationPipe();
const METADATA = { type: 'body' } as const satisfies Partial<ArgumentMetadata>;

/**
 * A form under the very rules of the API: `marks-0-text=A1` is read as `{marks: [{text: 'A1'}]}`, an empty field as one that was left out, and the
 * whole is held against the shape of the API's body. Every field that breaks a rule is in the refusal's reasons, under the place it has in the form.
 */
export async function readForm<T extends object>(
  shape: Type<T>,
  input: FormInput,
  kinds: FieldKinds = {},
): Promise<Result<T>> {
  const { body, places } = unfold(input, kinds);
  try {
    return succeed((await pipe.transform(body, { ...METADATA, metatype: shape })) as T);
  } catch (error) {
    if (error instanceof RefusalError) return atPlaces(error.refusal, places);
    throw error;
  }
}

/** The JSON body that a form stands for. */
export function bodyOf(input: FormInput, kinds: FieldKinds = {}): object {
  return unfold(input, kinds).body;
}

type Branch = Map<string, unknown>;
/** Pointer in the body -> pointer in the form, for each line of a list that moved up because one before it was left empty. */
type Places = Map<string, string>;

function unfold(input: FormInput, kinds: FieldKinds): { body: object; places: Places } {
  const root: Branch = new Map();
  const whole = [...(kinds.ticks ?? []), ...(kinds.lists ?? [])];
  for (const field of kinds.ticks ?? []) put(root, field, (input[field] ?? []).length > 0);
  for (const field of kinds.lists ?? []) put(root, field, input[field] ?? []);
  for (const [field, texts] of Object.entries(input)) {
    const text = (texts[0] ?? '').trim();
    if (text === '' || field.startsWith('_') || whole.includes(field)) continue;
    put(root, field, kinds.numbers?.includes(field.replaceAll(/-\d+(?=-|$)/g, '-*')) === true ? numberOr(text) : text);
  }
  const places: Places = new Map();
  return { body: plain(root, '', '', places) as object, places };
}

/** What is no number stays text: the rule of the field says so. */
function numberOr(text: string): number | string {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

function put(root: Branch, field: string, value: unknown): void {
  const parts = field.split('-');
  const last = parts.pop() ?? '';
  let branch = root;
  for (const part of parts) {
    const known = branch.get(part);
    const next: Branch = known instanceof Map ? (known as Branch) : new Map<string, unknown>();
    branch.set(part, next);
    branch = next;
  }
  branch.set(last, value);
}

/** Names that are all numbers make a list, in their order and without gaps. */
function plain(node: unknown, at: string, inForm: string, places: Places): unknown {
  if (!(node instanceof Map)) return node;
  const entries = [...(node as Branch)];
  const inner = (value: unknown, name: string, place: string): unknown =>
    plain(value, `${at}/${name}`, `${inForm}/${place}`, places);
  if (entries.length === 0 || !entries.every(([name]) => /^\d+$/.test(name)))
    return Object.fromEntries(entries.map(([name, value]) => [name, inner(value, name, name)]));
  entries.sort(([a], [b]) => Number(a) - Number(b));
  return entries.map(([place, value], index) => {
    places.set(`${at}/${String(index)}`, `${inForm}/${place}`);
    return inner(value, String(index), place);
  });
}

function atPlaces(refusal: Refusal, places: Places): Refusal {
  const { field, reasons } = refusal;
  return {
    ...refusal,
    ...(field === undefined ? {} : { field: placeOf(field, places) }),
    ...(reasons === undefined
      ? {}
      : {
          reasons: reasons.map((one) =>
            one.field === undefined ? one : { ...one, field: placeOf(one.field, places) },
          ),
        }),
  };
}

/** By the longest list line that the pointer lies in. */
function placeOf(pointer: string, places: Places): string {
  const parts = pointer.split('/');
  for (let length = parts.length; length > 1; length -= 1) {
    const place = places.get(parts.slice(0, length).join('/'));
    if (place !== undefined) return [place, ...parts.slice(length)].join('/');
  }
  return pointer;
}

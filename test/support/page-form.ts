import { type Write } from './hostile.js';

/** A form of a page with something in every field, as a browser would send it. */
export interface FilledForm {
  readonly method: 'get' | 'post';
  readonly action: string;
  /** It takes a file, which is not filled. */
  readonly takesFile: boolean;
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

type Attributes = Readonly<Record<string, string>>;
type Given = Readonly<Record<string, string>>;

/** Name of a field -> what stands in it; every other field of text has what `write` writes, every choice its first offer. */
export function filledForms(html: string, at: string, write: Write, given: Given = {}): readonly FilledForm[] {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
  return [...main.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag = '', inner = '']) => {
    const { method = 'get', action = '', enctype } = attributesOf(tag);
    return {
      method: method.toLowerCase() === 'post' ? 'post' : 'get',
      action: action === '' ? (at.split(/[?#]/)[0] ?? at) : action,
      takesFile: enctype === 'multipart/form-data',
      fields: fieldsIn(inner, write, given),
    };
  });
}

/** The address to which a form of the method GET leads. */
export function addressOf({ action, fields }: FilledForm): string {
  const query = new URLSearchParams(
    Object.entries(fields).flatMap(([name, values]) => values.map((one): [string, string] => [name, one])),
  );
  return `${action.split(/[?#]/)[0] ?? ''}?${query.toString()}`;
}

/** What an attribute or a text of a page stands for. */
export function unescaped(text: string): string {
  const signs: Readonly<Record<string, string>> = { 'amp': '&', 'lt': '<', 'gt': '>', 'quot': '"', '#39': "'" };
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => signs[name] ?? '');
}

/** `PageClient` sends these with every form. */
const OF_THE_CLIENT = ['_token', '_at'];

const FIELD = /<(input|textarea|select|button)\b([^>]*)>(?:([\s\S]*?)<\/\1>)?/g;

function fieldsIn(inner: string, write: Write, given: Given): FilledForm['fields'] {
  const fields: Record<string, readonly string[]> = {};
  // An input has no end of its own: the pattern must not look for one.
  for (const [, kind = '', tag = '', content = ''] of inner
    .replaceAll(/(<input\b[^>]*)>/g, '$1></input>')
    .matchAll(FIELD)) {
    const attributes = attributesOf(tag);
    const { name } = attributes;
    if (name === undefined || OF_THE_CLIENT.includes(name) || 'disabled' in attributes) continue;
    const value = given[name] ?? valueOf(kind, attributes, content, write);
    if (value !== undefined && (fields[name] === undefined || chosen(attributes))) fields[name] = [value];
  }
  return fields;
}

const chosen = (attributes: Attributes): boolean => 'checked' in attributes;

function valueOf(kind: string, attributes: Attributes, content: string, write: Write): string | undefined {
  const { type = 'text', value = '', maxlength, inputmode, name = '' } = attributes;
  if (kind === 'select') return optionOf(content);
  if (kind === 'button') return value;
  if (kind === 'input' && ['hidden', 'radio', 'checkbox'].includes(type)) return value;
  if (kind === 'input' && type === 'file') return undefined;
  // A day of this year, and numbers that every field takes.
  if (inputmode === 'numeric') return /year/i.test(name) ? '2026' : '1';
  return write(maxlength === undefined ? undefined : Number(maxlength));
}

function optionOf(content: string): string {
  const values = [...content.matchAll(/<option\b([^>]*)>/g)].map(([, tag = '']) => attributesOf(tag)['value'] ?? '');
  return values.find((value) => value !== '') ?? '';
}

function attributesOf(tag: string): Attributes {
  return Object.fromEntries(
    [...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
  );
}

import { AMBIGUOUS_CALIBRES, CALIBRES, type Calibre } from './calibres.js';
import { MAKES, type Make } from './makes.js';
import { type Agreement } from '../../domain/firearm/similarity.js';

/** What a written name stands for. Several: the name alone does not say which, and nobody guesses. */
export type Found<T> =
  | { readonly kind: 'known'; readonly one: T }
  | { readonly kind: 'ambiguous'; readonly several: readonly T[] }
  | { readonly kind: 'unknown'; readonly folded: string };

/** A row of a loaded code list. */
export interface LoadedCode {
  readonly list: 'make' | 'calibre';
  readonly code: string;
  readonly text: string;
}

/** The names of makes and calibres at one moment: what ships with the program and the code lists this node has loaded. Immutable. */
export class Lexicon {
  private readonly makes: Names<Make>;
  private readonly calibres: Names<Calibre>;

  constructor(loaded: readonly LoadedCode[] = []) {
    this.makes = makeNames();
    this.calibres = calibreNames();
    for (const code of loaded) {
      if (code.list === 'make') addCode(this.makes, code, foldMake, this.makesIn(code.text));
      else addCode(this.calibres, code, foldCalibre, this.calibresIn(code.text));
    }
  }

  makeOf(text: string): Found<Make> {
    return lookUp(this.makes, foldMake(text));
  }

  calibreOf(text: string): Found<Calibre> {
    return lookUp(this.calibres, foldCalibre(text));
  }

  /** States where weapons of that make were made, as hints; of every make the name may stand for. */
  countriesOf(make: string): readonly string[] {
    const found = this.makeOf(make);
    const makes = found.kind === 'known' ? [found.one] : found.kind === 'ambiguous' ? found.several : [];
    return [...new Set(makes.flatMap((one) => one.countries))];
  }

  /** The key that stands in the search index beside a mark. */
  makeKey(text: string): string {
    return keyOf(this.makeOf(text));
  }

  calibreKey(text: string): string {
    return keyOf(this.calibreOf(text));
  }

  compareMakes(asked: string | undefined, recorded: string | undefined): Agreement {
    return compare(asked, recorded, (text) => this.makeOf(text), foldMake);
  }

  compareCalibres(asked: string | undefined, recorded: string | undefined): Agreement {
    return compare(asked, recorded, (text) => this.calibreOf(text), foldCalibre);
  }

  /** Shipped makes whose name or spelling stands in a code's text as whole words. */
  private makesIn(text: string): readonly Make[] {
    const words = wordsOf(text);
    return MAKES.filter((make) =>
      [make.name, ...make.spellings].some((name) => name.length > 3 && holds(words, wordsOf(name))),
    );
  }

  private calibresIn(text: string): readonly Calibre[] {
    const names = text.split(/[,;()/]|\bAND\b|\bOR\b/iu).map((name) => this.calibreOf(name));
    const known = names.flatMap((found) =>
      found.kind === 'known' ? [found.one] : found.kind === 'ambiguous' ? found.several : [],
    );
    return [...new Set(known)];
  }
}

/** Names by folded spelling; a name that stands for several keeps them all. */
interface Names<T> {
  readonly byName: Map<string, readonly T[]>;
  /** Names that stay ambiguous although one meaning is listed: others are known to exist. */
  readonly open: Set<string>;
}

const LEGAL_FORMS = new Set([
  'INC',
  'LLC',
  'CO',
  'COMPANY',
  'CORP',
  'CORPORATION',
  'LTD',
  'LIMITED',
  'GMBH',
  'SA',
  'SPA',
  'AG',
  'KG',
  'SL',
  'AS',
  'MFG',
  'MANUFACTURING',
]);

/** Case, accents, punctuation and legal forms at the end say nothing about the make. */
export function foldMake(text: string): string {
  const words = [...wordsOf(text)];
  while (words.length > 1 && LEGAL_FORMS.has(words.at(-1) ?? '')) words.pop();
  return words.join('');
}

/** `.40`, `40`, `cal. .40` and `.40 cal` are one; an inner dot is kept, because 5.7 is not 57. */
export function foldCalibre(text: string): string {
  const bare = plain(text)
    .replace(/[×*]/gu, 'X')
    .replace(/,/gu, '.')
    .replace(/\bCAL(IBER|IBRE)?\b\.?/gu, '');
  return bare
    .replace(/[^\p{L}\p{N}.]/gu, '')
    .replace(/(^|[^\p{N}])\.+/gu, '$1')
    .replace(/\.+$/u, '');
}

function makeNames(): Names<Make> {
  const names: Names<Make> = { byName: new Map(), open: new Set() };
  for (const make of MAKES)
    for (const name of [make.key, make.name, ...make.spellings, ...Object.values(make.otherScripts)])
      addName(names, foldMake(name), [make]);
  return names;
}

function calibreNames(): Names<Calibre> {
  const names: Names<Calibre> = { byName: new Map(), open: new Set() };
  for (const one of CALIBRES)
    for (const name of [one.key, one.name, ...one.equivalents]) addName(names, foldCalibre(name), [one]);
  for (const [name, keys] of Object.entries(AMBIGUOUS_CALIBRES)) {
    addName(
      names,
      foldCalibre(name),
      CALIBRES.filter((one) => keys.includes(one.key)),
    );
    names.open.add(foldCalibre(name));
  }
  return names;
}

/** A code means what its texts name; where they name nothing we know, the code stays unknown. It never overrules a shipped name. */
function addCode<T>(names: Names<T>, code: LoadedCode, fold: (text: string) => string, meant: readonly T[]): void {
  const name = fold(code.code);
  if (meant.length === 0 || (names.byName.has(name) && !names.open.has(name))) return;
  addName(names, name, meant);
  if (meant.length > 1) names.open.add(name);
}

function addName<T>(names: Names<T>, name: string, meant: readonly T[]): void {
  if (name !== '') names.byName.set(name, [...new Set([...(names.byName.get(name) ?? []), ...meant])]);
}

function lookUp<T>(names: Names<T>, folded: string): Found<T> {
  const meant = names.byName.get(folded) ?? [];
  const [one] = meant;
  if (one === undefined) return { kind: 'unknown', folded };
  return meant.length === 1 && !names.open.has(folded) ? { kind: 'known', one } : { kind: 'ambiguous', several: meant };
}

function keyOf<T extends { readonly key: string }>(found: Found<T>): string {
  switch (found.kind) {
    case 'known':
      return found.one.key;
    case 'ambiguous':
      return `one of: ${found.several
        .map((one) => one.key)
        .sort()
        .join(', ')}`;
    case 'unknown':
      return `as written: ${found.folded}`;
  }
}

function compare<T>(
  asked: string | undefined,
  recorded: string | undefined,
  find: (text: string) => Found<T>,
  fold: (text: string) => string,
): Agreement {
  if (asked === undefined || recorded === undefined || fold(asked) === '' || fold(recorded) === '') return 'unknown';
  if (fold(asked) === fold(recorded)) return 'agrees';
  const [one, other] = [find(asked), find(recorded)];
  if (one.kind === 'unknown' || other.kind === 'unknown') return 'differs';
  if (one.kind === 'known' && other.kind === 'known')
    return one.one === other.one ? 'agrees by equivalence' : 'differs';
  const meant = one.kind === 'known' ? [one.one] : one.several;
  return (other.kind === 'known' ? [other.one] : other.several).some((each) => meant.includes(each))
    ? 'may agree'
    : 'differs';
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/ı/gu, 'i').toUpperCase();
}

function wordsOf(text: string): readonly string[] {
  return plain(text)
    .replace(/['’.]/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Whole words in a row: `STAR` is not in `STARTER`. */
function holds(words: readonly string[], name: readonly string[]): boolean {
  return name.length > 0 && words.some((_, at) => name.every((word, i) => words[at + i] === word));
}

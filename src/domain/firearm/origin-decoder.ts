import { foldInscription, type MarkSymbol, type Sign, type SignConfidence, type SignPlace } from './origin-sign.js';
import { characters, normalForm } from './serial-number.js';

/** What stands on a weapon, as an officer reads it. Everything may be left out. */
export interface OriginQuestion {
  readonly serial?: string;
  /** Words and letters as they stand: of the maker, the importer, the country. */
  readonly inscriptions: readonly string[];
  readonly yearCodes: readonly string[];
  readonly symbols: readonly MarkSymbol[];
  readonly model?: string;
  /** Keys of the makes that the name of the make may stand for. */
  readonly makes: readonly string[];
  /** States where weapons of that make were made: hints, never a route. */
  readonly makeCountries: readonly { readonly country: string; readonly source: string }[];
}

/** Why: one sign that was found. */
export interface OriginReason {
  readonly signId: string;
  readonly on: SignPlace | 'make';
  /** As it was read. */
  readonly mark: string;
  readonly says: Sign['says'];
  readonly house?: string;
  readonly years: YearSpan;
  readonly confidence: SignConfidence;
  readonly source: string;
  readonly verified: boolean;
}

/** Open where it is not known. */
export interface YearSpan {
  readonly from?: number;
  readonly to?: number;
}

export interface OriginSuggestion {
  readonly country: string;
  /** What all its reasons leave; absent where they exclude one another. */
  readonly years?: YearSpan;
  readonly confidence: SignConfidence;
  readonly reasons: readonly OriginReason[];
}

export interface Decoded {
  /** Where it was made, best founded first. Suggestions: a person decides. */
  readonly made: readonly OriginSuggestion[];
  /** Which State it was brought into. */
  readonly imported: readonly OriginSuggestion[];
  /** What dates it and names no State. */
  readonly dated: readonly OriginReason[];
  /** What was read and told nothing. */
  readonly untold: readonly string[];
  /** More than one State is well founded: marks that conflict are all shown and a person chooses. */
  readonly conflict: boolean;
}

interface Found {
  readonly country: string | undefined;
  readonly reason: OriginReason;
}

/** What the marks suggest, each with its reasons. Reads no record and decides nothing. */
export function decodeOrigin(question: OriginQuestion, signs: readonly Sign[]): Decoded {
  const found = signs.flatMap((sign) => findSign(sign, question));
  const dated = found.filter(({ reason }) => reason.says === 'dated').map(({ reason }) => reason);
  const at = (imported: boolean): readonly Found[] =>
    found.filter(({ reason }) => reason.says !== 'dated' && (reason.says === 'imported') === imported);
  const made = suggestions([...at(false), ...question.makeCountries.map(hint)], dated);
  return {
    made,
    imported: suggestions(at(true), []),
    dated,
    untold: untoldOf(question, found),
    conflict: made.filter(({ confidence }) => confidence !== 'weak').length > 1,
  };
}

function hint({ country, source }: OriginQuestion['makeCountries'][number]): Found {
  const verified = source !== 'not opened';
  const reason = { signId: 'make', on: 'make', mark: '', says: 'made', years: {}, confidence: 'weak' } as const;
  return { country, reason: { ...reason, source, verified } };
}

function findSign(sign: Sign, question: OriginQuestion): readonly Found[] {
  if (!holdsFor(sign, question)) return [];
  return textsFor(sign, question).flatMap(({ mark, text }) => {
    const years = yearsOf(sign, text);
    return years === undefined ? [] : [{ country: sign.country, reason: reasonOf(sign, mark, years) }];
  });
}

function holdsFor({ makes, models }: Sign, question: OriginQuestion): boolean {
  if (makes === undefined && models === undefined) return true;
  const ofMake = makes?.some((make) => question.makes.includes(make)) === true;
  return ofMake || (models !== undefined && new RegExp(models, 'u').test(foldInscription(question.model ?? '')));
}

function textsFor(sign: Sign, question: OriginQuestion): readonly { mark: string; text: string }[] {
  const folded = (texts: readonly string[]) => texts.map((mark) => ({ mark, text: foldInscription(mark) }));
  switch (sign.on) {
    case 'symbol':
      return question.symbols.filter((one) => one === sign.symbol).map((mark) => ({ mark, text: mark }));
    case 'inscription':
      return folded(question.inscriptions);
    case 'year code':
      return question.yearCodes.map((mark) => ({ mark, text: foldInscription(mark).replace(/[ .]/gu, '') }));
    case 'serial': {
      const mark = question.serial ?? '';
      if (mark === '') return [];
      return [{ mark, text: sign.written === true ? foldInscription(mark) : normalForm(mark) }];
    }
  }
}

/** Undefined: the sign does not stand there. */
function yearsOf(sign: Sign, text: string): YearSpan | undefined {
  const use = spanOf(sign.from, sign.to);
  if (sign.symbol !== undefined) return use;
  if (sign.codes !== undefined) {
    const year = Object.hasOwn(sign.codes, text) ? sign.codes[text] : undefined;
    return year === undefined ? undefined : { from: year, to: year };
  }
  const match = new RegExp(sign.pattern ?? '(?!)', 'u').exec(text);
  if (match === null) return undefined;
  if (sign.base === undefined && sign.century === undefined) return use;
  const value = Number(digitsOf(sign, match.slice(1).join('')));
  const year = sign.century === undefined ? (sign.base ?? 0) + value : firstEndingIn(value, sign.century);
  return { from: year, to: year };
}

/** Letters that stand for digits, read as digits. */
function digitsOf({ digits }: Sign, group: string): string {
  if (digits === undefined) return group;
  return characters(group)
    .map((one) => String(digits.indexOf(one)))
    .join('');
}

function firstEndingIn(twoDigits: number, from: number): number {
  return from + ((((twoDigits - from) % 100) + 100) % 100);
}

function reasonOf(sign: Sign, mark: string, years: YearSpan): OriginReason {
  const { id, on, says, house, confidence, source, verified } = sign;
  return { signId: id, on, mark, says, ...(house === undefined ? {} : { house }), years, confidence, source, verified };
}

function suggestions(found: readonly Found[], dated: readonly OriginReason[]): readonly OriginSuggestion[] {
  const countries = [...new Set(found.flatMap(({ country }) => country ?? []))];
  return countries
    .map((country) => {
      const own = found.filter((one) => one.country === country).map(({ reason }) => reason);
      return { ...suggestionOf(country, [...own, ...dated], confidenceOf(own)), points: pointsOf(own) };
    })
    .sort((a, b) => b.points - a.points || (a.country < b.country ? -1 : 1))
    .map(({ points: _, ...suggestion }) => suggestion);
}

function suggestionOf(country: string, reasons: readonly OriginReason[], confidence: SignConfidence): OriginSuggestion {
  const from = Math.max(...reasons.map(({ years }) => years.from ?? -Infinity));
  const to = Math.min(...reasons.map(({ years }) => years.to ?? Infinity));
  if (from > to) return { country, confidence, reasons };
  const years = spanOf(Number.isFinite(from) ? from : undefined, Number.isFinite(to) ? to : undefined);
  return { country, years, confidence, reasons };
}

const POINTS = { strong: 3, fair: 2, weak: 1 } as const satisfies Record<SignConfidence, number>;

function pointsOf(reasons: readonly OriginReason[]): number {
  return reasons.reduce((sum, { confidence }) => sum + POINTS[confidence], 0);
}

/** A maker's own word is strong alone. Proofs and armies are never more than fair by themselves: they also mark what was brought in. */
function confidenceOf(reasons: readonly OriginReason[]): SignConfidence {
  const told = reasons.filter(({ on, says }) => on !== 'make' && (says === 'made' || says === 'imported'));
  const points = pointsOf(reasons);
  if (told.some(({ confidence }) => confidence === 'strong') || (told.length > 0 && points >= 4)) return 'strong';
  return points >= 2 ? 'fair' : 'weak';
}

function untoldOf(question: OriginQuestion, found: readonly Found[]): readonly string[] {
  const told = new Set(found.map(({ reason }) => reason.mark));
  const read = [
    ...question.inscriptions,
    ...question.yearCodes,
    ...(question.serial === undefined ? [] : [question.serial]),
  ];
  return [...new Set(read)].filter((mark) => !told.has(mark));
}

function spanOf(from: number | undefined, to: number | undefined): YearSpan {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

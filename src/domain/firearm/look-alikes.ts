/**
 * Letters of other scripts whose capital has the shape of a Latin one (Unicode TR39 confusables, cut to what a stamp can show). A mark cut
 * with Cyrillic or Greek dies is read as Latin by half its readers, so both spellings must meet in the index.
 */
const SAME_SHAPE: Readonly<Record<string, string>> = {
  // Cyrillic
  А: 'A',
  В: 'B',
  Е: 'E',
  Ѕ: 'S',
  І: 'I',
  Ј: 'J',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Ү: 'Y',
  Х: 'X',
  З: '3',
  Ԛ: 'Q',
  Ԝ: 'W',
  Һ: 'H',
  Ӏ: 'I',
  // Greek
  Α: 'A',
  Β: 'B',
  Ε: 'E',
  Ζ: 'Z',
  Η: 'H',
  Ι: 'I',
  Κ: 'K',
  Μ: 'M',
  Ν: 'N',
  Ο: 'O',
  Ρ: 'P',
  Τ: 'T',
  Υ: 'Y',
  Χ: 'X',
  // Latin letters with a stroke, which no decomposition takes off
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ħ: 'H',
  Ŧ: 'T',
  Ð: 'D',
  ı: 'I',
};

/**
 * Characters that a worn, shallow or dirty stamp turns into one another, and how much of the certainty of a match is left when they do.
 * A class is folded to its digit because the digits are what counters of serial numbers are made of. Chosen by shape of block capitals:
 * O and 0 differ by width alone; Q is O with a tail that wears off; D is O with a stem that wears off (the weakest of them, so the least
 * certain); I, L and 1 differ by serifs; S/5, B/8, Z/2 by corners; G/6 by a bar. Left out, because folding them costs more false leads than it
 * finds true ones: C/G, U/V, 1/7, 3/8, E/F, M/N, A/4, T/7. Records that differ by those are found by a search with doubt, not by look-alikes.
 */
const WORN: Readonly<Record<string, { readonly folded: string; readonly certainty: number }>> = {
  O: { folded: '0', certainty: 0.97 },
  Q: { folded: '0', certainty: 0.9 },
  D: { folded: '0', certainty: 0.85 },
  I: { folded: '1', certainty: 0.97 },
  L: { folded: '1', certainty: 0.93 },
  S: { folded: '5', certainty: 0.95 },
  B: { folded: '8', certainty: 0.95 },
  Z: { folded: '2', certainty: 0.95 },
  G: { folded: '6', certainty: 0.9 },
};

/** The representative of a character's look-alikes; the character itself where it has none. */
export function foldLookAlike(character: string): string {
  const latin = latinShape(character);
  return WORN[latin]?.folded ?? latin;
}

/** What is left of certainty (0..1] when `asked` was read and `recorded` stands in the record; undefined where the two do not look alike. */
export function lookAlikeCertainty(asked: string, recorded: string): number | undefined {
  if (asked === recorded) return 1;
  if (foldLookAlike(asked) !== foldLookAlike(recorded)) return undefined;
  return (
    (WORN[latinShape(asked)]?.certainty ?? 1) *
    (WORN[latinShape(recorded)]?.certainty ?? 1) *
    (sameShape(asked, recorded) ? 0.99 : 1)
  );
}

function latinShape(character: string): string {
  const bare = character.normalize('NFD').replace(/\p{M}/gu, '');
  return SAME_SHAPE[bare] ?? bare;
}

/** Two scripts, one shape: nothing was misread, so almost nothing is lost. */
function sameShape(a: string, b: string): boolean {
  return latinShape(a) === latinShape(b);
}

/** The letters and digits that are read for this one, the likeliest first; empty where there are none. */
export function lookAlikesOf(character: string): readonly string[] {
  return LATIN.filter((other) => other !== character && lookAlikeCertainty(character, other) !== undefined).sort(
    (a, b) => (lookAlikeCertainty(character, b) ?? 0) - (lookAlikeCertainty(character, a) ?? 0),
  );
}

const LATIN = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');

import { type MarkingPractice } from './entry.js';

const GENERAL = 'general knowledge of marks in circulation; not confirmed with the State';
const CFR = '27 CFR 478.92';
const EU = 'Directive (EU) 2021/555 art. 4, Implementing Directive (EU) 2019/68';

/** `verified` stays false: no line here was confirmed by the State that it speaks of. */
const practice = (
  of: MarkingPractice['of'],
  shownAs: string,
  examples: string[],
  source: string,
  from?: string,
): MarkingPractice => ({
  of,
  shownAs,
  examples,
  source,
  verified: false,
  ...(from === undefined ? {} : { from }),
});
const made = (shownAs: string, examples: string[], source = GENERAL): MarkingPractice =>
  practice('country of manufacture', shownAs, examples, source);
const proof = (shownAs: string, examples: string[]): MarkingPractice => practice('proof', shownAs, examples, GENERAL);
const euImport = practice(
  'country of import',
  'import mark with the country and the year, on arms placed on the market or imported since this day',
  [],
  EU,
  '2018-09-14',
);

/**
 * How States show where a weapon was made and where it was brought in: read by a person who looks at a mark, until the State itself has said how it marks.
 * An import mark says that the weapon came there, and often stands beside the name of a foreign maker.
 */
const HINTS: Readonly<Record<string, readonly MarkingPractice[]>> = {
  AUT: [
    made('MADE IN AUSTRIA', ['MADE IN AUSTRIA']),
    proof('proof house mark of Vienna or Ferlach, with the year', ['NPv']),
    euImport,
  ],
  BEL: [
    made('maker and city', ['FABRIQUE NATIONALE HERSTAL BELGIUM', 'MADE IN BELGIUM']),
    proof('proof house mark of Liège: ELG in an oval under a crown', ['ELG']),
    euImport,
  ],
  BRA: [
    made('MADE IN BRAZIL, INDUSTRIA BRASILEIRA', ['MADE IN BRAZIL', 'IND. BRASILEIRA']),
    practice('State stock', 'coat of arms of the Republic', [], GENERAL),
  ],
  CHE: [made('SWISS MADE, or the maker with its Swiss seat', ['SWISS MADE', 'NEUHAUSEN'])],
  CZE: [
    made('MADE IN CZECH REPUBLIC; before 1993 MADE IN CZECHOSLOVAKIA', ['MADE IN CZECH REP.']),
    proof('crowned lion over N with the year', []),
    euImport,
  ],
  DEU: [
    made('MADE IN GERMANY; 1949 to 1990 also MADE IN W. GERMANY', ['MADE IN GERMANY', 'MADE IN W.GERMANY']),
    proof('eagle over N with the sign of the proof house', ['BUG N']),
    euImport,
  ],
  ESP: [made('MADE IN SPAIN', ['MADE IN SPAIN', 'EIBAR ESPAÑA']), proof('proof house mark of Eibar', []), euImport],
  HRV: [made('MADE IN CROATIA', ['MADE IN CROATIA', 'HS PRODUKT KARLOVAC']), euImport],
  ISR: [made('MADE IN ISRAEL', ['MADE IN ISRAEL', 'I.M.I. ISRAEL'])],
  ITA: [
    made('MADE IN ITALY, or the maker with its Italian seat', ['MADE IN ITALY', 'GARDONE V.T.']),
    proof('proof house mark of Gardone with a year code in letters', ['PSF']),
    euImport,
  ],
  JPN: [made('MADE IN JAPAN, also on arms of a foreign brand', ['MADE IN JAPAN', 'MIROKU'])],
  RUS: [made('MADE IN RUSSIA, or the sign of the factory', ['MADE IN RUSSIA', 'an arrow in a triangle: Izhevsk'])],
  SRB: [made('MADE IN SERBIA; before 2006 MADE IN YUGOSLAVIA', ['MADE IN SERBIA', 'ZASTAVA KRAGUJEVAC'])],
  TUR: [
    made('MADE IN TURKEY, MADE IN TÜRKİYE', ['MADE IN TURKEY', 'SAMSUN']),
    practice('State stock', 'sign of the security forces', [], GENERAL),
  ],
  USA: [
    made(
      'maker with city and state; the country is not always written out',
      ['SPRINGFIELD MASS. U.S.A.', 'MADE IN U.S.A.'],
      CFR,
    ),
    practice(
      'country of import',
      'importer with city and state, beside the foreign maker, its country and the model',
      ['GLOCK INC., SMYRNA, GA', 'CAI GEORGIA VT'],
      CFR,
    ),
    practice('State stock', 'PROPERTY OF U.S. GOVERNMENT or US', ['US PROPERTY'], GENERAL),
  ],
};

export function practiceHints(country: string): readonly MarkingPractice[] {
  return HINTS[country] ?? [];
}

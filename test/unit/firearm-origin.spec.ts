import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeOrigin, type OriginQuestion } from '../../src/domain/firearm/origin-decoder.js';
import {
  SIGN_CONFIDENCES,
  SIGN_PLACES,
  SIGN_SAYINGS,
  SYMBOLS,
  foldInscription,
} from '../../src/domain/firearm/origin-sign.js';
import { findCountry } from '../../src/domain/directory/country-code.js';
import { MAKES, NOT_OPENED, SIGNS, SOURCES } from '../../src/registries/reference/reference.service.js';

const NOTHING: OriginQuestion = { inscriptions: [], yearCodes: [], symbols: [], makes: [], makeCountries: [] };
const decode = (question: Partial<OriginQuestion>) => decodeOrigin({ ...NOTHING, ...question }, SIGNS);
const shown = (question: Partial<OriginQuestion>) =>
  decode(question).made.map(({ country, years, confidence }) => ({ country, years, confidence }));

describe('the decoder of marks', () => {
  it('suggests Spain, 1989, by a proof of Eibar and its year code', () => {
    const { made } = decode({ symbols: ['P in a bomb'], yearCodes: ['I2'] });
    expect(made).toEqual([
      {
        country: 'ESP',
        years: { from: 1989, to: 1989 },
        confidence: 'fair',
        reasons: [
          expect.objectContaining({ signId: 'eibar-bomb-p', mark: 'P in a bomb', house: 'Eibar', verified: true }),
          expect.objectContaining({ signId: 'spanish-year', mark: 'I2', source: 'spanish-year-codes' }),
        ],
      },
    ]);
  });

  it('suggests Belgium between the years in which all its proofs were in use', () => {
    expect(shown({ symbols: ['ELG in a crowned oval', 'lion over PV', 'Perron column'] })).toEqual([
      { country: 'BEL', years: { from: 1898, to: 1968 }, confidence: 'fair' },
    ]);
  });

  it('suggests Belgium, 1989, where a Browning with a Belgian proof bears the letters of that year', () => {
    const [first] = decode({
      symbols: ['Perron column'],
      serial: '245PN12345',
      makes: ['browning'],
      makeCountries: ['BEL', 'JPN', 'USA', 'PRT'].map((country) => ({ country, source: NOT_OPENED })),
    }).made;
    expect(first).toMatchObject({ country: 'BEL', years: { from: 1989, to: 1989 }, confidence: 'fair' });
    expect(first?.reasons.map(({ signId, verified }) => [signId, verified])).toEqual([
      ['liege-perron', true],
      ['make', false],
      ['browning-year', false],
    ]);
  });

  it.each([
    ['made in Italy', 'ITA'],
    ['MADE IN U.S.S.R.', 'SUN'],
    ['Made in Yugoslavia', 'YUG'],
    ['FABRICADO EN BRASIL', 'BRA'],
    ['AUSTRIA', 'AUT'],
  ])('takes the word of the maker: %s', (text, country) => {
    expect(shown({ inscriptions: [text] })).toEqual([{ country, years: {}, confidence: 'strong' }]);
  });

  it('does not read a country into a longer word or another sentence', () => {
    expect(decode({ inscriptions: ['AUSTRIAN PATENT', 'IMPORTED FROM ITALY BY NOBODY'] }).made).toEqual([]);
  });

  it('keeps a code that two proof houses used at both of them, and is sure of neither', () => {
    expect(shown({ yearCodes: ['CH'] })).toEqual([
      { country: 'ESP', years: { from: 1930, to: 1930 }, confidence: 'weak' },
      { country: 'ITA', years: { from: 2011, to: 2011 }, confidence: 'weak' },
    ]);
  });

  it('lets the place of the proof tell which of the two it is', () => {
    expect(shown({ yearCodes: ['CH'], inscriptions: ['BERETTA - GARDONE V.T.'] })[0]).toEqual({
      country: 'ITA',
      years: { from: 2011, to: 2011 },
      confidence: 'fair',
    });
  });

  it.each([
    ['XXX', 1974],
    ['XX8', 1972],
    ['xxvi', 1970],
    ['[AA]', 1975],
    ['CS', 2017],
  ])('reads the year of Gardone: %s', (code, year) => {
    expect(decode({ yearCodes: [code] }).made).toContainEqual(
      expect.objectContaining({ country: 'ITA', years: { from: year, to: year } }),
    );
  });

  it('tells a Makarov of Kazanlak from its number before one of China, and only a Makarov', () => {
    expect(shown({ serial: 'IK 25 1777', model: 'Makarov PM' })).toEqual([
      { country: 'BGR', years: { from: 1985, to: 1985 }, confidence: 'fair' },
      { country: 'CHN', years: {}, confidence: 'weak' },
    ]);
    expect(decode({ serial: 'IK 25 1777', model: 'P226' }).made).toEqual([]);
  });

  it('tells where a weapon was brought in apart from where it was made', () => {
    const { made, imported } = decode({ inscriptions: ['C.A.I. ST. ALB. VT', 'MADE IN CHINA'] });
    expect(made.map(({ country }) => country)).toEqual(['CHN']);
    expect(imported).toMatchObject([{ country: 'USA', years: { from: 1968 }, confidence: 'strong' }]);
  });

  it('is strong by a proof only where a maker speaks beside it', () => {
    expect(shown({ symbols: ['P in a bomb'], yearCodes: ['I2'], inscriptions: ['EIBAR'] })).toEqual([
      { country: 'ESP', years: { from: 1989, to: 1989 }, confidence: 'strong' },
    ]);
  });

  it('shows marks that conflict side by side and says that they do', () => {
    const { made, conflict } = decode({ inscriptions: ['MADE IN ITALY'], symbols: ['arrow in a triangle'] });
    expect(conflict).toBe(true);
    expect(made.map(({ country }) => country).sort()).toEqual(['ITA', 'RUS']);
  });

  it('names no year where its reasons exclude one another', () => {
    const [spain] = decode({ symbols: ['rampant lion'], yearCodes: ['I2'] }).made;
    expect(spain?.country).toBe('ESP');
    expect(spain).not.toHaveProperty('years');
  });

  it('is never more than weak by the name of the make alone', () => {
    expect(shown({ makes: ['glock'], makeCountries: [{ country: 'AUT', source: 'firearms-data' }] })).toEqual([
      { country: 'AUT', years: {}, confidence: 'weak' },
    ]);
  });

  it('says what told nothing', () => {
    expect(decode({ inscriptions: ['HELLO'], yearCodes: ['I2'], serial: '123' }).untold).toEqual(['HELLO', '123']);
    expect(decode({})).toEqual({ made: [], imported: [], dated: [], untold: [], conflict: false });
  });
});

describe('the signs that ship with the program', () => {
  const fit = SIGNS.filter((sign) => {
    const told = [sign.symbol, sign.pattern, sign.codes].filter((one) => one !== undefined).length === 1;
    const placed = SIGN_PLACES.includes(sign.on) && (sign.on === 'symbol') === (sign.symbol !== undefined);
    return told && placed && SIGN_SAYINGS.includes(sign.says) && SIGN_CONFIDENCES.includes(sign.confidence);
  });

  it('each have an id, one way of being found, and a State unless they only date', () => {
    expect(SIGNS.filter((sign) => !fit.includes(sign)).map(({ id }) => id)).toEqual([]);
    expect(new Set(SIGNS.map(({ id }) => id)).size).toBe(SIGNS.length);
    expect(SIGNS.filter(({ says, country }) => (says === 'dated') !== (country === undefined))).toEqual([]);
    expect(SIGNS.flatMap(({ country }) => country ?? []).filter((one) => findCountry(one) === undefined)).toEqual([]);
  });

  it('use every symbol of the list and no other', () => {
    expect([...new Set(SIGNS.flatMap(({ symbol }) => symbol ?? []))].sort()).toEqual([...SYMBOLS].sort());
  });

  it('name a source that was opened, or say that none was', () => {
    const keys: string[] = SOURCES.map(({ key }) => key);
    expect(SIGNS.filter(({ source }) => source !== NOT_OPENED && !keys.includes(source))).toEqual([]);
    expect(SIGNS.filter(({ source, verified }) => source === NOT_OPENED && verified).map(({ id }) => id)).toEqual([]);
  });

  it('hold for makes that are listed', () => {
    const makes = MAKES.map(({ key }) => key);
    expect(SIGNS.flatMap(({ makes: asked }) => asked ?? []).filter((one) => !makes.includes(one))).toEqual([]);
  });

  it('find their own code written as a person writes it', () => {
    for (const sign of SIGNS.filter(({ codes }) => codes !== undefined)) {
      for (const [code, year] of Object.entries(sign.codes ?? {})) {
        const { made } = decode({ yearCodes: [` ${code.toLowerCase()} `] });
        const own = made.find(({ country }) => country === sign.country);
        expect({ code, years: own?.years }).toEqual({ code, years: { from: year, to: year } });
      }
    }
  });
});

describe('whatever stands on a weapon', () => {
  const codes = SIGNS.flatMap(({ codes: some }) => Object.keys(some ?? {}));
  const text = fc.oneof(
    fc.string({ maxLength: 40, unit: 'binary' }),
    fc.constantFrom('MADE IN ITALY', 'PW ARMS', 'RID', 'EIBAR', 'BYF 44', ...codes),
  );
  const questions = fc.record({
    inscriptions: fc.array(text, { maxLength: 4 }),
    yearCodes: fc.array(text, { maxLength: 3 }),
    symbols: fc.uniqueArray(fc.constantFrom(...SYMBOLS), { maxLength: 4 }),
    serial: text,
    model: fc.constantFrom('Makarov', 'Hi-Power', ''),
    makes: fc.uniqueArray(fc.constantFrom(...MAKES.map(({ key }) => key)), { maxLength: 2 }),
  });

  it('no suggestion is without a reason, and none has a year outside its reasons', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { made, imported } = decode(question);
        for (const { reasons, years } of [...made, ...imported]) {
          expect(reasons.length).toBeGreaterThan(0);
          for (const reason of years === undefined ? [] : reasons) {
            expect(years?.from ?? -Infinity).toBeGreaterThanOrEqual(reason.years.from ?? -Infinity);
            expect(years?.to ?? Infinity).toBeLessThanOrEqual(reason.years.to ?? Infinity);
          }
        }
      }),
    );
  });

  it('the order in which the marks were read changes no State, no year and no confidence', () => {
    const plain = (question: Partial<OriginQuestion>) =>
      [...shown(question)].sort((a, b) => (a.country < b.country ? -1 : 1));
    fc.assert(
      fc.property(questions, (question) => {
        const turned = {
          ...question,
          inscriptions: question.inscriptions.toReversed(),
          yearCodes: question.yearCodes.toReversed(),
          symbols: question.symbols.toReversed(),
        };
        expect(plain(turned)).toEqual(plain(question));
      }),
    );
  });

  it('one symbol more never makes a State less likely', () => {
    const rank = (question: Partial<OriginQuestion>, state: string): number => {
      const found = decode(question).made.find(({ country }) => country === state);
      return found === undefined ? 9 : SIGN_CONFIDENCES.indexOf(found.confidence);
    };
    fc.assert(
      fc.property(questions, fc.constantFrom(...SYMBOLS), (question, symbol) => {
        const more = { ...question, symbols: [...new Set([...question.symbols, symbol])] };
        for (const { country } of decode(question).made)
          expect(rank(more, country)).toBeLessThanOrEqual(rank(question, country));
      }),
    );
  });

  it('folding an inscription twice is folding it once', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(foldInscription(foldInscription(one))).toBe(foldInscription(one));
      }),
    );
  });
});

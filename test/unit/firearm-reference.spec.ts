import { describe, expect, it } from '@jest/globals';
import { Lexicon } from '../../src/registries/reference/lexicon.js';
import { CALIBRES } from '../../src/registries/reference/calibres.js';
import { MAKES } from '../../src/registries/reference/makes.js';

const lexicon = new Lexicon();

describe('the name of a make', () => {
  it.each([
    ['GLOCK', 'glock'],
    ['Glock, Inc.', 'glock'],
    ['SMITH AND WESSON', 'smith-wesson'],
    ['S & W', 'smith-wesson'],
    ['HI POINT', 'hi-point'],
    ['Sarsılmaz', 'sarsilmaz'],
    ['Застава', 'zastava'],
  ])('%s is known as %s', (text, key) => {
    expect(lexicon.makeKey(text)).toBe(key);
  });

  it('stays unknown where no list has it', () => {
    expect(lexicon.makeOf('Nobody & Sons')).toEqual({ kind: 'unknown', folded: 'NOBODYSONS' });
  });

  it('gives several States for one brand, as hints', () => {
    expect(lexicon.countriesOf('Glock')).toEqual(['AUT', 'USA']);
    expect(lexicon.countriesOf('Nobody & Sons')).toEqual([]);
  });

  it('of one shipped make is never the name of another', () => {
    for (const make of MAKES) {
      for (const name of [make.name, ...make.spellings])
        expect({ name, found: lexicon.makeOf(name) }).toEqual({ name, found: { kind: 'known', one: make } });
    }
  });

  it('knows every make of the recovered firearms of the domain notes', () => {
    const makes = [
      'BERETTA',
      'BRYCO',
      'CANIK',
      'COBRA',
      'COLT',
      'DPMS',
      'FN',
      'GLOCK',
      'HI-POINT',
      'KEL-TEC',
      'KIMBER',
      'LORCIN',
      'MOSSBERG',
      'POLYMER80',
      'REMINGTON',
      'RUGER',
      'SCCY',
      'SIG SAUER',
      'SMITH & WESSON',
      'SPRINGFIELD',
      'TAURUS',
    ];
    expect(makes.filter((make) => lexicon.makeOf(make).kind !== 'known')).toEqual([]);
  });
});

describe('the name of a calibre', () => {
  it.each([
    ['9mm', '9 mm Parabellum'],
    ['9MM', '9x19'],
    ['9 mm', '9 mm Luger'],
    ['.40', '.40 S&W'],
    ['40', 'cal. .40'],
    ['.380', '9x17'],
    ['9 mm Kurz', '.380 Auto'],
    ['.223', '5.56x45'],
    ['20 Gauge', '20/70'],
  ])('%s and %s are one', (one, other) => {
    expect(lexicon.compareCalibres(one, other)).toMatch(/^agrees/);
  });

  it.each([
    ['9x19', '9x18'],
    ['9mm', '.380'],
    ['.40', '.45'],
    ['5.7', '57'],
    ['12 gauge', '20 gauge'],
  ])('%s and %s differ', (one, other) => {
    expect(lexicon.compareCalibres(one, other)).toBe('differs');
  });

  it.each(['.38', '.45', '.357', '.22', '.32', '7.62'])('%s alone stays ambiguous', (text) => {
    expect(lexicon.calibreOf(text).kind).toBe('ambiguous');
  });

  it('may agree where it stands for several', () => {
    expect(lexicon.compareCalibres('.38', '.38 Special')).toBe('may agree');
    expect(lexicon.compareCalibres('.38', '.45 ACP')).toBe('differs');
    expect(lexicon.compareCalibres('.38', undefined)).toBe('unknown');
  });

  it('of one shipped calibre is never the name of another', () => {
    for (const calibre of CALIBRES) {
      for (const name of [calibre.name, ...calibre.equivalents])
        expect({ name, found: lexicon.calibreOf(name) }).toEqual({ name, found: { kind: 'known', one: calibre } });
    }
  });
});

describe('a loaded code', () => {
  const loaded = new Lexicon([
    { list: 'make', code: 'GLC', text: 'GLOCK, INC.' },
    { list: 'make', code: 'XYZ', text: 'IMPORTED BY CENTURY INTERNATIONAL ARMS FOR NORINCO' },
    { list: 'make', code: 'QQQ', text: 'A MAKER OF NOTHING WE KNOW' },
    { list: 'make', code: 'FN', text: 'GLOCK' },
    {
      list: 'calibre',
      code: '09',
      text: '9 MM LUGER/PARABELLUM/9X19, 9 MM KURZ/CORTO/9X17 (.380 ACP), 9 MM MAKAROV/9X18',
    },
  ]);

  it('names the make of its text', () => {
    expect(loaded.makeKey('GLC')).toBe('glock');
  });

  it('stays ambiguous where its text names several', () => {
    expect(loaded.makeOf('XYZ').kind).toBe('ambiguous');
    expect(loaded.calibreOf('09').kind).toBe('ambiguous');
    expect(loaded.compareCalibres('09', '9x18')).toBe('may agree');
    expect(loaded.compareCalibres('09', '.45 ACP')).toBe('differs');
  });

  it('stays unknown where its text names nothing we know, and never overrules a shipped name', () => {
    expect(loaded.makeOf('QQQ').kind).toBe('unknown');
    expect(loaded.makeKey('FN')).toBe('fn');
  });
});

import { describe, expect, it } from '@jest/globals';
import { readingDifferences } from '../../src/domain/firearm/alignment.js';
import { normalForm, skeleton } from '../../src/domain/firearm/serial-number.js';

describe('the normal form of a serial number', () => {
  it.each([
    ['A 156-480.x', 'A156480X', 'separators and case'],
    ['ＡＢ１２', 'AB12', 'full width'],
    ['AB٣٤٥', 'AB345', 'Arabic-Indic digits'],
    ['AB۳۴۵', 'AB345', 'extended Arabic-Indic digits'],
    ['१२३', '123', 'Devanagari digits'],
    ['№ 12345', '12345', 'the sign for number'],
    ['Nº 12345', '12345', 'its other spelling'],
    ['AB|23', 'ABI23', 'an upright stroke is a character'],
    ['A\u200bB\u00ad1', 'AB1', 'what cannot be seen'],
    ['*1234*', '1234', 'stars around a number'],
    ['', '', 'nothing'],
    ['--- //', '', 'only separators'],
  ])('writes %j as %j: %s', (text, form) => {
    expect(normalForm(text)).toBe(form);
  });

  it('keeps the script: a Cyrillic letter stays Cyrillic', () => {
    expect(normalForm('ав-123')).toBe('АВ123');
    expect(normalForm('AB-123')).not.toBe(normalForm('АВ-123'));
  });

  it('keeps apart what only looks alike', () => {
    expect(normalForm('O123')).not.toBe(normalForm('0123'));
  });
});

describe('the skeleton of a serial number', () => {
  it.each([
    ['O0QD', '0000'],
    ['I1L|', '1111'],
    ['S5B8Z2G6', '55882266'],
    ['АВЕКМНОРСТХ', skeleton('ABEKMHOPCTX')],
    ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', skeleton('ABEZHIKMNOPTYX')],
    ['Øł1', '011'],
  ])('of %s is %s', (text, expected) => {
    expect(skeleton(text)).toBe(expected);
  });

  it.each([
    ['A123', '4123'],
    ['C123', 'G123'],
    ['U123', 'V123'],
    ['1123', '7123'],
    ['AB12', 'BA12'],
    ['AB12', 'AB123'],
  ])('does not fold %s and %s together', (one, other) => {
    expect(skeleton(one)).not.toBe(skeleton(other));
  });
});

describe('the differences of two serial numbers', () => {
  it('are none where only separators differ', () => {
    expect(readingDifferences('AB-123', 'ab123')).toEqual([]);
  });

  it('stand at their place, counted from 0 in what was asked', () => {
    expect(readingDifferences('AO123', 'A0I23')).toEqual([
      { position: 1, asked: 'O', recorded: '0' },
      { position: 2, asked: '1', recorded: 'I' },
    ]);
  });

  it('show a lost and an added character as nothing on the other side', () => {
    expect(readingDifferences('AB123', 'AB13')).toEqual([{ position: 3, asked: '2', recorded: '' }]);
    expect(readingDifferences('AB13', 'AB123')).toEqual([{ position: 3, asked: '', recorded: '2' }]);
  });
});

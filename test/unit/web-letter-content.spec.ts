import { describe, expect, it } from '@jest/globals';
import { MESSAGE_KINDS, type Letter } from '../../src/domain/messages/index.js';
import { MASKED_PERSON } from '../../src/domain/tracing/handling.js';
import { Catalogue } from '../../src/web/i18n/catalogue.service.js';
import { LOCALES } from '../../src/web/i18n/locales.js';
import { letterContent } from '../../src/web/letters/letter-content.js';
import { LETTERS } from '../support/letters.js';

const catalogue = new Catalogue({ 'node.mode': 'test' } as never);
const textOf = (letter: Letter, locale: (typeof LOCALES)[number] = 'en'): string =>
  JSON.stringify(letterContent(catalogue.wordsIn(locale), letter));

describe('a letter in words', () => {
  it.each(MESSAGE_KINDS)('has a text for every field of %s in every language', (kind) => {
    for (const locale of LOCALES) {
      const sections = letterContent(catalogue.wordsIn(locale), LETTERS[kind]);
      expect(sections.length).toBeGreaterThan(0);
      for (const { title, rows } of sections) {
        expect(title).not.toBe('');
        for (const { label, lines } of rows) expect([label === '', lines.length > 0]).toEqual([false, true]);
      }
    }
  });

  it('shows every text that a person wrote', () => {
    const letter: Letter = {
      kind: 'REQUEST',
      body: {
        ...LETTERS.REQUEST.body,
        urgency: 'urgent',
        urgencyReason: 'a trial begins',
        doNotContactHolders: true,
        told: [{ by: 'AUT', thread: LETTERS.REQUEST.body.incident.id, facts: ['exported in 1990'] }],
        weapon: {
          ...LETTERS.REQUEST.body.weapon,
          detail: 'a scratched grip',
          marks: [{ kind: 'serial', text: 'A-O1', condition: 'partly legible', position: 'left side', country: 'DEU' }],
        },
      },
    };
    const text = textOf(letter);
    for (const part of ['a trial begins', 'exported in 1990', 'a scratched grip', 'A-O1', 'left side', 'Germany'])
      expect(text).toContain(part);
    expect(text).toContain('Do not contact the recorded holders');
  });

  it('says first that an answer rests on a look-alike, and at which character', () => {
    const letter: Letter = {
      kind: 'ANSWER',
      body: {
        ...LETTERS.ANSWER.body,
        outcome: 'traced to dealer only',
        match: { basis: 'look-alike', differences: [{ position: 2, asked: 'O', recorded: '0' }] },
        facts: [
          { field: 'company', role: 'dealer', event: 'sold', level: 1, value: 'Invented Arms', on: '2001-02-03' },
          { field: 'person', level: 2, value: MASKED_PERSON },
        ],
        withheld: [{ field: 'person', why: 'level' }],
      },
    };
    const text = textOf(letter);
    expect(text).toContain('Look-alike: characters differ');
    expect(text).toContain('Character 3: letter O was asked, digit 0 is recorded.');
    expect(text).toContain('Invented Arms, February 3, 2001 (Dealer)');
    expect(text).toContain('Withheld at your level');
    expect(text).not.toContain(MASKED_PERSON);
    expect(text).toContain('Above the disclosure level');
  });

  it('tells what happened event by event, its date once', () => {
    const on = '2001-02-03';
    const facts = [
      { field: 'State', event: 'imported', level: 0, value: 'XAA' },
      { field: 'State', event: 'imported', role: 'exporter', level: 0, value: 'AUT' },
      { field: 'event', event: 'imported', level: 1, value: 'imported', on },
      { field: 'company', event: 'imported', role: 'importer', level: 1, value: 'Importer & Co', on },
      { field: 'State', event: 'imported', level: 0, value: 'DEU' },
    ] as const;
    const letter: Letter = { kind: 'ANSWER', body: { ...LETTERS.ANSWER.body, facts: [...facts] } };
    const rows = letterContent(catalogue.wordsIn('en'), letter)[1]?.rows ?? [];
    expect(rows.map(({ label, lines }) => [label, ...lines.map(({ text }) => text)])).toEqual([
      ['Imported', 'February 3, 2001', 'Exercise State XAA', 'Austria (Exporter)', 'Importer & Co (Importer)'],
      ['Imported', 'Germany'],
    ]);
  });

  it('never names the ground that a neutral letter keeps back', () => {
    expect(textOf({ kind: 'REFUSE', body: { text: 'Cannot be answered at present.' } })).toContain(
      'Not named in this letter',
    );
  });

  it('tells a partner’s own name of a field as it was written', () => {
    const { body } = LETTERS.RESTRICT;
    expect(textOf({ kind: 'RESTRICT', body: { ...body, fields: ['the <b>owner</b>'] } })).toContain('the <b>owner</b>');
  });
});

import { describe, expect, it } from '@jest/globals';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { findCountry } from '../../src/domain/directory/country-code.js';
import { WEAPON_TYPES } from '../../src/domain/messages/vocabulary.js';
import { listFile } from '../../src/registries/reference/list-files.js';
import { Lexicon } from '../../src/registries/reference/lexicon.js';
import { CALIBRES, MAKES, MODELS, SOURCES } from '../../src/registries/reference/reference.service.js';

const closed = { additionalProperties: false };
const key = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' });
const name = Type.String({ minLength: 1, maxLength: 200, pattern: '^\\P{Cc}+$' });
const country = Type.String({ pattern: '^[A-Z]{3}$' });
const year = Type.Integer({ minimum: 1500, maximum: 2030 });

const SCHEMAS = {
  sources: Type.Array(
    Type.Object(
      {
        key,
        title: name,
        publisher: name,
        address: Type.String({ pattern: '^https?://[^ ]+$' }),
        standing: Type.Union([Type.Literal('official'), Type.Literal('private')]),
        opened: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
      },
      closed,
    ),
  ),
  makes: Type.Array(
    Type.Object(
      {
        key,
        name,
        spellings: Type.Array(name),
        otherScripts: Type.Record(Type.String({ pattern: '^(ru|ar|zh)$' }), name),
        countries: Type.Array(country, { minItems: 1 }),
        countrySources: Type.Record(country, key),
        from: Type.Optional(year),
        to: Type.Optional(year),
        verified: Type.Boolean(),
      },
      closed,
    ),
  ),
  models: Type.Array(
    Type.Object(
      {
        key,
        make: key,
        name,
        spellings: Type.Array(name),
        type: Type.Union(WEAPON_TYPES.map((type) => Type.Literal(type))),
        calibres: Type.Array(key, { minItems: 1 }),
        countries: Type.Array(country, { minItems: 1 }),
        from: year,
        source: key,
        verified: Type.Boolean(),
      },
      closed,
    ),
  ),
  calibres: Type.Object(
    {
      calibres: Type.Array(
        Type.Object(
          {
            key,
            name,
            equivalents: Type.Array(name),
            confirmed: Type.Array(name),
            source: Type.Optional(key),
            verified: Type.Boolean(),
          },
          closed,
        ),
      ),
      ambiguous: Type.Record(name, Type.Array(key, { minItems: 1 })),
    },
    closed,
  ),
} as const;

const sourceKeys = SOURCES.map((source) => source.key);
const repeated = (keys: readonly string[]): readonly string[] => keys.filter((one, at) => keys.indexOf(one) !== at);

describe('the lists that ship with the program', () => {
  it.each(Object.entries(SCHEMAS))('%s has the shape that is promised', (file, schema) => {
    expect([...Value.Errors(schema, listFile(file as keyof typeof SCHEMAS))]).toEqual([]);
  });

  it('are as long as they are said to be', () => {
    expect(MAKES.length).toBeGreaterThanOrEqual(60);
    expect(MODELS.length).toBeGreaterThanOrEqual(120);
    expect(CALIBRES.length).toBeGreaterThanOrEqual(40);
  });

  it('give each entry a key of its own', () => {
    for (const list of [SOURCES, MAKES, MODELS, CALIBRES]) expect(repeated(list.map((one) => one.key))).toEqual([]);
  });

  it('name only countries that are known', () => {
    const countries = [...MAKES, ...MODELS].flatMap((one) => one.countries);
    expect(countries.filter((code) => findCountry(code) === undefined)).toEqual([]);
  });

  it('name only makes, calibres and sources that are listed', () => {
    const makes = MAKES.map((make) => make.key);
    const calibres = CALIBRES.map((calibre) => calibre.key);
    expect(MODELS.filter((model) => !makes.includes(model.make)).map((model) => model.key)).toEqual([]);
    expect(MODELS.flatMap((model) => model.calibres).filter((one) => !calibres.includes(one))).toEqual([]);
    const named = [
      ...MAKES.flatMap((make) => Object.values(make.countrySources)),
      ...MODELS.map((model) => model.source),
      ...CALIBRES.map((calibre) => calibre.source).filter((source) => source !== 'not opened'),
    ];
    expect(named.filter((source) => !sourceKeys.includes(source))).toEqual([]);
  });

  it('call nothing verified of which no source was read', () => {
    const wrongMakes = MAKES.filter(
      (make) => make.verified !== make.countries.every((code) => make.countrySources[code] !== undefined),
    );
    expect(wrongMakes.map((make) => make.key)).toEqual([]);
    const strangers = MAKES.filter((make) =>
      Object.keys(make.countrySources).some((code) => !make.countries.includes(code)),
    );
    expect(strangers.map((make) => make.key)).toEqual([]);
    expect(
      CALIBRES.filter(({ verified, source }) => verified === (source === 'not opened')).map((one) => one.key),
    ).toEqual([]);
  });

  it('confirm a calibre by at least two names that are one', () => {
    const lexicon = new Lexicon();
    for (const calibre of CALIBRES.filter(({ verified }) => verified)) {
      expect(calibre.confirmed.length).toBeGreaterThanOrEqual(2);
      expect({ key: calibre.key, keys: [...new Set(calibre.confirmed.map((one) => lexicon.calibreKey(one)))] }).toEqual(
        {
          key: calibre.key,
          keys: [calibre.key],
        },
      );
    }
  });

  it('know a make by its name in other scripts', () => {
    const lexicon = new Lexicon();
    for (const make of MAKES) {
      for (const text of Object.values(make.otherScripts))
        expect({ text, found: lexicon.makeKey(text) }).toEqual({ text, found: make.key });
    }
  });
});

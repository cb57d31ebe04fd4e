import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { IsIn, IsInt, Length, Max, Min, IsOptional, IsString, Matches } from 'class-validator';
import { checkDraft } from '../../src/domain/messages/index.js';
import { refuse } from '../../src/domain/shared/refusal.js';
import { readForm } from '../../src/web/forms/form-body.js';
import { errorsOf, type FormInput } from '../../src/web/forms/form-state.js';
import { Words } from '../../src/web/i18n/words.js';

class Shape {
  @IsIn(['lost', 'stolen'])
  kind: string;

  @IsString()
  @Length(10, 20)
  @Matches(/^[a-z ]+$/)
  reason: string;

  @IsOptional()
  @IsInt()
  @Min(1500)
  @Max(2200)
  year?: number;
}

/** Shows which sentence was chosen, and with which values. */
const words = new Words('en', {
  text: (_locale, key, values) => [key, ...Object.values(values)].join(' '),
  has: (_locale, key) => key === 'errors.field-invalid' || key === 'errors.draft-blocked',
});

async function errors(input: FormInput): Promise<readonly unknown[]> {
  const result = await readForm(Shape, input, { numbers: ['year'] });
  return result.ok ? [] : errorsOf(words, result, input);
}

describe('what a person is told of a broken rule of form', () => {
  it('is one sentence for each field, and of an empty one that it is to be filled in', async () => {
    expect(await errors({ kind: [''], reason: ['  '] })).toEqual([
      { field: 'kind', mark: 'layout.errorPrefix', text: 'rules.choose' },
      { field: 'reason', mark: 'layout.errorPrefix', text: 'rules.missing' },
    ]);
  });

  it('says at which end of its length or range a field has gone', async () => {
    expect(await errors({ kind: ['lost'], reason: ['short'], year: ['1400'] })).toEqual([
      { field: 'reason', mark: 'layout.errorPrefix', text: 'rules.short 10' },
      { field: 'year', mark: 'layout.errorPrefix', text: 'rules.least 1500' },
    ]);
    expect(await errors({ kind: ['sold'], reason: ['a very long reason indeed'], year: ['9999'] })).toEqual([
      { field: 'kind', mark: 'layout.errorPrefix', text: 'rules.choose' },
      { field: 'reason', mark: 'layout.errorPrefix', text: 'rules.long 20' },
      { field: 'year', mark: 'layout.errorPrefix', text: 'rules.most 2200' },
    ]);
    expect(await errors({ kind: ['lost'], reason: ['a good reason'], year: ['once'] })).toEqual([
      { field: 'year', mark: 'layout.errorPrefix', text: 'rules.whole' },
    ]);
  });

  it('reads the rules of the wire the same way', () => {
    const wire = (body: unknown) => refuse('field-invalid', { reasons: checkDraft(body) });
    const pistol = { type: 'rifle', marks: [], calibre: 'x'.repeat(201) };
    expect(errorsOf(words, wire({ weapon: pistol }), { 'weapon-calibre': ['x'] })).toEqual([
      { field: 'weapon-calibre', mark: 'layout.errorPrefix', text: 'rules.long 200' },
    ]);
    expect(errorsOf(words, wire({ weapon: { marks: [] } }), {})).toEqual([
      { field: 'weapon-type', mark: 'layout.errorPrefix', text: 'rules.missing' },
    ]);
  });

  it('leaves every reason of the law its own words', () => {
    const reasons = [1, 2].map((n) => ({
      code: 'draft-blocked' as const,
      field: '/weapon',
      rule: 'ITI 17',
      text: String(n),
    }));
    expect(errorsOf(words, refuse('draft-blocked', { reasons }))).toEqual([
      { field: 'weapon', mark: 'layout.errorPrefix', text: 'errors.draft-blocked' },
      { field: 'weapon', mark: 'layout.errorPrefix', text: 'errors.draft-blocked' },
    ]);
  });
});

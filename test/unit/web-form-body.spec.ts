import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  ValidateNested,
} from 'class-validator';
import { bodyOf, readForm } from '../../src/web/forms/form-body.js';

class MarkShape {
  @IsString()
  @Length(1, 5)
  text: string;

  @IsOptional()
  @IsInt()
  year?: number;
}

class FirearmShape {
  @IsIn(['pistol', 'rifle'])
  type: string;

  @IsBoolean()
  exercise: boolean;

  @IsArray()
  @IsIn(['court', 'police'], { each: true })
  recipients: string[];

  @IsArray()
  @ArrayMinSize(1)
  @ValidateNested({ each: true })
  @Type(() => MarkShape)
  marks: MarkShape[];
}

const KINDS = { numbers: ['marks-*-year'], ticks: ['exercise'], lists: ['recipients'] } as const;
const read = (input: Record<string, readonly string[]>) => readForm(FirearmShape, input, KINDS);

describe('a form held against the shape of the API', () => {
  it('becomes the body that a program would send', async () => {
    const result = await read({
      '_token': ['t'],
      'type': [' pistol '],
      'exercise': ['yes'],
      'recipients': ['court', 'police'],
      'marks-0-text': ['A1'],
      'marks-0-year': ['1970'],
      'marks-1-text': ['B2'],
      'marks-1-year': [''],
    });
    expect(result).toMatchObject({
      ok: true,
      value: {
        type: 'pistol',
        exercise: true,
        recipients: ['court', 'police'],
        marks: [{ text: 'A1', year: 1970 }, { text: 'B2' }],
      },
    });
  });

  it('takes a box that is not ticked for no, and no box of a name for an empty list', () => {
    expect(bodyOf({ type: ['rifle'] }, KINDS)).toEqual({ exercise: false, recipients: [], type: 'rifle' });
  });

  it('names every field that breaks a rule', async () => {
    const result = await read({ 'type': ['sword'], 'marks-0-text': ['too long'], 'marks-0-year': ['once'] });
    expect(result.ok).toBe(false);
    const fields = result.ok ? [] : (result.reasons ?? []).map(({ field, rule }) => [field, rule]);
    expect(fields).toEqual(
      expect.arrayContaining([
        ['/type', 'isIn'],
        ['/marks/0/text', 'isLength'],
        ['/marks/0/year', 'isInt'],
      ]),
    );
  });

  it('leaves an empty line of a list out, and names a later line by the place it has in the form', async () => {
    const input = { 'type': ['rifle'], 'marks-0-text': [''], 'marks-2-text': ['A1'], 'marks-5-text': ['too long'] };
    expect(bodyOf(input)).toEqual({ type: 'rifle', marks: [{ text: 'A1' }, { text: 'too long' }] });
    const result = await read(input);
    expect(result.ok ? [] : result.reasons?.map(({ field }) => field)).toEqual(['/marks/5/text']);
  });

  it('refuses a field that the API does not know', async () => {
    const result = await read({ 'type': ['rifle'], 'marks-0-text': ['A1'], 'admin': ['yes'], '__proto__-x': ['1'] });
    expect(result.ok ? 'taken' : result.code).toBe('field-unknown');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

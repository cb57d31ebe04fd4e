import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Weapon } from '../../src/domain/messages/index.js';
import { type Candidate } from '../../src/domain/tracing/candidate.js';
import { chooseAmong } from '../../src/cli/demo/answering.js';
import { batchFormFaults, commonOf, readBatchForm, weaponOf } from '../../src/cli/demo/batch-form.js';
import { COLUMNS, readRecovered } from '../../src/cli/demo/recovered.js';
import { readOptions } from '../../src/cli/demo/options.js';

const DATA = join(__dirname, '..', '..', 'data');
const form = readBatchForm(join(DATA, 'batch-form.json'));

const weapon = (serial?: string): Weapon => ({
  type: 'unknown',
  marks: serial === undefined ? [] : [{ kind: 'serial', text: serial, condition: 'legible' }],
});
const lead = (firearmId: string, score: number): Candidate => ({
  firearmId,
  score,
  basis: 'exact',
  reasons: [],
  differences: [],
});

describe('an officer of the exercise', () => {
  it('confirms the only good lead', () => {
    expect(chooseAmong([lead('a', 1), lead('b', 0.3)], weapon('AX12345'))).toEqual({ candidate: lead('a', 1) });
  });

  it('refuses to choose among several good leads', () => {
    expect(chooseAmong([lead('a', 0.8), lead('b', 0.72)], weapon('AX12345'))).toEqual({
      outcome: 'several candidates',
    });
  });

  it('confirms no lead that differs in make and calibre', () => {
    expect(chooseAmong([lead('a', 0.15)], weapon('AX12345'))).toEqual({ outcome: 'not in records' });
  });

  it.each([[undefined], ['12'], ['7-8']])('calls the number %s incomplete where nothing was found', (serial) => {
    expect(chooseAmong([], weapon(serial))).toEqual({ outcome: 'serial incomplete' });
  });
});

describe('the batch form', () => {
  it('has the form of a request and dates an undated row by the day of the exercise', () => {
    expect(batchFormFaults(form, '2026-03-02')).toEqual([]);
    expect(commonOf(form, { row: 1, key: '' }, '2026-03-02').recovery?.date).toEqual({
      notKnown: true,
      onOrBefore: '2026-03-02',
    });
  });

  it('says why a weapon has no mark instead of inventing one', () => {
    expect(weaponOf(form, { row: 1, key: '', make: 'RUGER' })).toMatchObject({
      marks: [],
      noMarkReason: form.noSerialReason,
    });
  });

  it('names what is wrong with a form before any row is taken', () => {
    expect(batchFormFaults({ ...form, illicit: [{ ground: '6a', law: '' }] }, '2026-03-02').length).toBeGreaterThan(0);
  });
});

describe('a list of recovered firearms', () => {
  it('ships as a sample with the columns of the published lists', async () => {
    const file = join(DATA, 'sample-recoveries.csv');
    expect(readFileSync(file, 'utf8').split('\n')[0]).toBe(COLUMNS.join(','));
    const rows = await readRecovered(file);
    expect(rows.length).toBeGreaterThanOrEqual(40);
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
  });

  it('is refused where a column is missing', async () => {
    await expect(readRecovered(join(__dirname, '..', 'web', 'access-matrix.csv'))).rejects.toThrow(
      'it takes the columns',
    );
  });
});

describe('the options of the demo', () => {
  it('take the sample where no file is named', () => {
    expect(readOptions([], DATA)).toMatchObject({
      exit: false,
      seed: 1,
      others: 50_000,
      registry: join(DATA, 'sample-recoveries.csv'),
    });
  });

  it.each([
    [['--seed', 'x'], '--seed takes'],
    [['--others', '-1'], ''],
    [['--registry', '/no/such/file.csv'], 'There is no file'],
    [['--nothing-known'], 'Unknown option'],
  ])('refuse %j', (args, words) => {
    expect(readOptions(args, DATA)).toEqual(expect.stringContaining(words));
  });
});

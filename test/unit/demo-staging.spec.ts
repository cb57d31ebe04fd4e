import { describe, expect, it } from '@jest/globals';
import { Lexicon } from '../../src/registries/reference/lexicon.js';
import { SCENES } from '../../src/cli/demo/exercise.js';
import { type Recovered } from '../../src/cli/demo/recovered.js';
import { buildNamed, buildRegistries } from '../../src/cli/demo/registries.js';
import { stage, type Staging } from '../../src/cli/demo/staging.js';

const lexicon = new Lexicon();

function listOf(count: number, from: number): Recovered[] {
  return Array.from({ length: count }, (_, at) => ({
    row: at + 1,
    key: `key-${String(from + at)}-of-a-line`,
    make: at % 3 === 0 ? 'GLOCK' : 'RUGER',
    serial: `AX${String(from + at * 11)}`,
    calibre: '9mm',
    lastRetailSale: '2021-05-04',
  }));
}

const SAMPLE = listOf(30, 70_000);

function staged(rows: readonly Recovered[], lines: readonly Recovered[]): Staging {
  const drawn = buildRegistries(lines, lexicon, 1);
  return stage({ rows, lines, drawn, sample: SAMPLE, record: (named) => buildNamed(SAMPLE, lexicon, 1, named) });
}

const scenesOf = ({ rows }: Staging): readonly string[] =>
  rows.flatMap((row) => (row.scene === undefined ? [] : [row.scene]));

describe('staging scenes among the rows of a list', () => {
  it('shows every scene on rows of the list itself where it has enough of them', () => {
    const list = listOf(60, 10_000);
    const staging = staged(list, list);
    expect(new Set(scenesOf(staging))).toEqual(new Set(SCENES));
    expect(staging.rows.filter((row) => row.extra)).toEqual([]);
    expect(staging.rows.map((row) => row.line)).toEqual(list);
  });

  it('plays one scene at most on a row', () => {
    const list = listOf(60, 10_000);
    const rows = staged(list, list).rows.filter((row) => row.scene !== undefined);
    expect(new Set(rows.map((row) => row.line.row)).size).toBe(rows.length);
  });

  it('adds rows of the sample, counted apart and with their own records, where the list has too few', () => {
    const list = listOf(3, 10_000);
    const staging = staged(list, list);
    const added = staging.rows.filter((row) => row.extra);
    expect(new Set(scenesOf(staging))).toEqual(new Set(SCENES));
    expect(added.length).toBeGreaterThan(0);
    expect(added.map((row) => row.line.row)).toEqual(added.map((_, at) => list.length + 1 + at));
    expect(staging.extraLines.map((line) => line.key)).toEqual(added.map((row) => row.line.key));
    expect(staging.rows.slice(0, list.length).map((row) => row.line)).toEqual(list);
  });

  it('gives an added row no second record where the list of the registry has it already', () => {
    const staging = staged(listOf(2, 10_000), SAMPLE);
    expect(staging.extraLines).toEqual([]);
    expect(staging.rows.filter((row) => row.extra).length).toBeGreaterThan(0);
  });

  it('stages nothing and puts nothing in where the registry is empty', () => {
    const staging = staged(listOf(60, 10_000), []);
    expect(scenesOf(staging)).toEqual([]);
    expect([staging.extraLines, staging.forced.size]).toEqual([[], 0]);
  });
});

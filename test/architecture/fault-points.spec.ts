import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULT_POINTS, WIDE_SEARCH_POINT } from '../../src/platform/fault-point.js';

const source = join(__dirname, '..', '..', 'src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const text = files.map((name) => readFileSync(join(source, name), 'utf8')).join('\n');

/** Chapter 3 of the design, word for word; the sequencer's four are named by what they follow. */
const DESIGN = {
  dispatch: '1 claimed 2 enqueued 3 signed 4 sealed saved 5 POST sent 6 receipt read 7 committed',
  inbox: '1 verified 2 inserted 3 receipt signed 4 committed 5 enqueued 6 applied 7 committed',
  sequencer: '1 2 3 4',
};

describe('the fault points', () => {
  it('are those of the design, in its order', () => {
    const named = (room: string): string =>
      FAULT_POINTS.filter((point) => point.startsWith(`${room} `))
        .map((point) => point.slice(room.length + 1))
        .join(' ');
    expect(named('dispatch')).toBe(DESIGN.dispatch);
    expect(named('inbox')).toBe(DESIGN.inbox);
    expect(
      named('sequencer')
        .replace(/[^\d ]/g, '')
        .replace(/ +/g, ' ')
        .trim(),
    ).toBe(DESIGN.sequencer);
    expect(FAULT_POINTS).toHaveLength(18);
  });

  it.each([...FAULT_POINTS, WIDE_SEARCH_POINT])('are passed in one place each: %s', (point) => {
    expect(text.split(`pass('${point}')`).length - 1).toBe(1);
  });

  it('are passed by no other name', () => {
    const passed = [...text.matchAll(/\.pass\('([^']+)'\)/g)].map(([, point]) => point);
    expect(passed.sort()).toEqual([...FAULT_POINTS, WIDE_SEARCH_POINT].sort());
  });

  it('are always awaited, or a process would run past its own death', () => {
    const calls = text.match(/^.*\.pass\('.*$/gm) ?? [];
    expect(calls.filter((line) => !line.includes('await '))).toEqual([]);
  });
});

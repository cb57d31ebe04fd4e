import { describe, expect, it } from '@jest/globals';
import { nextAttempt } from '../../src/exchange/back-off.js';
import { isRetryable, readAnswer, readProblemCode } from '../../src/exchange/letter-answer.js';

const NOW = '2026-03-02T08:00:00.000Z';

describe('the schedule of attempts', () => {
  it.each([
    [1, '2026-03-02T08:00:05.000Z'],
    [2, '2026-03-02T08:00:30.000Z'],
    [3, '2026-03-02T09:00:00.000Z'],
    [4, '2026-03-02T09:00:00.000Z'],
    [10_000, '2026-03-02T09:00:00.000Z'],
  ])('waits after failure %i until %s, and never stops', (failures, at) => {
    expect(nextAttempt(failures, [5, 30, 3600], NOW)).toBe(at);
  });
});

describe('what a partner answers', () => {
  it.each([
    '',
    'null',
    '7',
    '"x"',
    '[]',
    '{}',
    '{"answers":7}',
    '<html>',
    `{"answers":[${'{"mid":"x"},'.repeat(1001)}{"mid":"x"}]}`,
  ])('is no answer where it is %j', (text) => {
    expect(readAnswer(text)).toBeUndefined();
  });

  it('is read with suspicion: foreign members and wrong types are left out', () => {
    const text = JSON.stringify({
      answers: [
        null,
        7,
        { mid: 7 },
        { mid: 'a', receipts: 'x', noted: 'yes', more: 1 },
        { mid: 'b', receipts: [1, 'r'], noted: true },
      ],
    });
    expect(readAnswer(text)).toEqual({
      answers: [
        { mid: 'a', receipts: [] },
        { mid: 'b', receipts: ['r'], noted: true },
      ],
    });
  });

  it.each(['<html>', '{}', '{"code":7}', '{"code":"<script>"}', `{"code":"${'x'.repeat(61)}"}`])(
    'names no code where it is %j',
    (text) => {
      expect(readProblemCode(text)).toBeUndefined();
    },
  );

  it('may be tried again only for a code that we know to pass', () => {
    expect(['letter-from-the-future', 'thread-unknown', 'version-unknown'].map(isRetryable)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['letter-invalid', 'place-taken', 'constructor', 'of a newer node'].map(isRetryable)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

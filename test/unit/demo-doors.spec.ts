import { describe, expect, it } from '@jest/globals';
import { doorLines, Passwords } from '../../src/cli/demo/doors.js';
import { STATES } from '../../src/cli/demo/registries.js';
import { PERSON_ROLES } from '../../src/domain/shared/actor.js';

const passwords = new Passwords();
const lines = doorLines((state) => `http://127.0.0.1/${state}`, passwords);
const text = lines.join('\n');

describe('the end of the demo', () => {
  it.each(STATES)('names the address of %s, and a sign-in for every role there', (state) => {
    const [, own = ''] = text.split(`${state}  http://127.0.0.1/${state} `);
    const [until = ''] = own.split('\n\n');
    for (const role of PERSON_ROLES)
      expect(until).toMatch(new RegExp(`\\b${role}\\s+${state.toLowerCase()}\\.\\w+\\s+[\\w-]{16}`));
  });

  it('gives each person a password of their own, the one that they were made with', () => {
    const printed = [...text.matchAll(/([a-z]{3}\.\w+)\s+([\w-]{16})$/gm)].map(
      ([, name = '', word = '']) => [name, word] as const,
    );
    expect(printed.length).toBe(STATES.length * 11);
    expect(new Set(printed.map(([, word]) => word)).size).toBe(printed.length);
    for (const [name, word] of printed) expect(passwords.of(name)).toBe(word);
  });

  it('fits a terminal of 100 columns', () => {
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
  });
});

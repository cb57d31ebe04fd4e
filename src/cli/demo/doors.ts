import { randomBytes } from 'node:crypto';
import { CAST, PARTS, signInName, type Part } from './people.js';
import { STATES, type State } from './registries.js';
import { table } from './report.js';

/** A password of its own for every person of a run; nobody has chosen it, and it goes with the run. */
export class Passwords {
  private readonly words = new Map<string, string>();

  of(name: string): string {
    const known = this.words.get(name) ?? randomBytes(12).toString('base64url');
    this.words.set(name, known);
    return known;
  }
}

const EVERYBODY = [...PARTS, 'administrator', 'administrator2'] as const;
const ADMINISTRATORS = { administrator: 'Administrator', administrator2: 'Second administrator' } as const;

/** Where each node is and who can sign in there: what the exercise ends with. */
export function doorLines(urlOf: (state: State) => string, passwords: Passwords): readonly string[] {
  return STATES.flatMap((state) => [
    '',
    `${state}  ${urlOf(state)}  (for programs: ${urlOf(state)}/api/docs)`,
    ...table(
      ['who', 'role', 'sign-in name', 'password of this run'],
      EVERYBODY.map((part) => [...whoIs(part), signInName(state, part), passwords.of(signInName(state, part))]),
    ),
  ]);
}

function whoIs(part: (typeof EVERYBODY)[number]): readonly [string, string] {
  return isPlayed(part) ? [CAST[part].name, CAST[part].roles.join(', ')] : [ADMINISTRATORS[part], 'administrator'];
}

function isPlayed(part: (typeof EVERYBODY)[number]): part is Part {
  return part in CAST;
}

import { type PersonRole } from '../../domain/shared/actor.js';
import { type SeedAdministrator, type SeedPerson, type SeedService } from '../../registries/identity/seed.service.js';
import { type State } from './registries.js';

/** Who works at each contact point. The sign-in name is the part, the State goes before it. */
export const CAST = {
  officer: { name: 'Officer One', roles: ['officer'] },
  second: { name: 'Officer Two', roles: ['officer'] },
  supervisor: { name: 'Supervisor', roles: ['supervisor'] },
  head: { name: 'Head of the contact point', roles: ['head of NPC'] },
  registrar: { name: 'Registrar', roles: ['registrar'] },
  auditor: { name: 'Auditor', roles: ['auditor'] },
  protection: { name: 'Data protection officer', roles: ['data protection officer'] },
  examiner: { name: 'Firearms examiner', roles: ['firearms examiner'] },
  investigator: { name: 'Investigator of the police', roles: ['investigator'] },
} as const satisfies Record<string, { readonly name: string; readonly roles: readonly PersonRole[] }>;
export type Part = keyof typeof CAST;
export const PARTS = Object.keys(CAST) as readonly Part[];
/** Whom the demo itself plays; the others sign in when you do. */
export const PLAYED = ['officer', 'second', 'supervisor', 'head', 'auditor'] as const satisfies readonly Part[];
export type Played = (typeof PLAYED)[number];

const HOME = 'National Point of Contact';
const POLICE = 'National Police (invented)';

export function signInName(state: State, part: Part | 'administrator' | 'administrator2'): string {
  return `${state.toLowerCase()}.${part}`;
}

/** Founds the node and makes its people by the acts by which people are made. */
export async function seedPeople(
  seeds: SeedService,
  state: State,
  passwordOf: (name: string) => string,
): Promise<void> {
  const administrator = (part: 'administrator' | 'administrator2', name: string): SeedAdministrator => ({
    name: `${name} of ${state}`,
    signInName: signInName(state, part),
    password: passwordOf(signInName(state, part)),
    agency: HOME,
  });
  const by = await seeds.found(
    administrator('administrator', 'Administrator'),
    administrator('administrator2', 'Second administrator'),
  );
  await seeds.addPeople(
    by,
    PARTS.map((part): SeedPerson => ({
      name: `${CAST[part].name} of ${state}`,
      signInName: signInName(state, part),
      password: passwordOf(signInName(state, part)),
      agency: part === 'investigator' ? POLICE : HOME,
      roles: CAST[part].roles,
    })),
  );
}

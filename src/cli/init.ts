import { NestFactory } from '@nestjs/core';
import { parseArgs } from 'node:util';
import { AppModule } from '../app.module.js';
import { fingerprintOf } from '../domain/directory/fingerprint.js';
import { ERRORS, succeed, type Result } from '../domain/shared/refusal.js';
import { configOfProcess, printProblems, type Config } from '../platform/config.js';
import { type PlatformOverrides } from '../platform/platform.module.js';
import { FoundingService, type FirstAdministrator } from '../registries/identity/founding.service.js';

export interface InitialisedNode {
  readonly keys: readonly { readonly use: string; readonly kid: string }[];
  /** What the contact point reads out to its partners by telephone. */
  readonly fingerprint: string;
  readonly link: { readonly url: string; readonly expiresAt: string };
}

const USAGE = `init --agency NAME --name NAME --sign-in-name NAME
  Makes the node's keys and its first administrator; run once, after migrate, with the settings of the node.
`;

/** Keys that are there already are kept: only a node without people is initialised. */
export async function initialise(
  config: Config,
  first: FirstAdministrator,
  overrides: PlatformOverrides = {},
): Promise<Result<InitialisedNode>> {
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(config, { bell: 'silent', ...overrides }), {
    logger: ['error'],
  });
  try {
    const founding = app.get(FoundingService);
    // Before anything is made; `found` asks again under its lock.
    const keys = (await founding.isFounded()) ? [] : await founding.makeKeys();
    const founded = await founding.found(first);
    if (!founded.ok) return founded;
    const { url, expiresAt } = founded.value.link;
    return succeed({
      keys,
      fingerprint: fingerprintOf({ country: config['node.state'], keys }),
      link: { url, expiresAt },
    });
  } finally {
    await app.close();
  }
}

/** `npm run node -- init`. */
export async function run(args: readonly string[]): Promise<number> {
  const read = configOfProcess();
  if (!read.ok) return complain(printProblems(read.problems));
  const first = administratorOf(args);
  if (first === undefined) return complain(USAGE);
  const made = await initialise(read.config, first);
  if (!made.ok) {
    process.stderr.write(`${ERRORS[made.code].title}\n`);
    return 1;
  }
  process.stdout.write(wordsOf(made.value, read.config['node.state']));
  return 0;
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}

function administratorOf(args: readonly string[]): FirstAdministrator | undefined {
  try {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args: [...args], options: { 'agency': text, 'name': text, 'sign-in-name': text } });
    const { agency = '', name = '', 'sign-in-name': signInName = '' } = values;
    return [agency, name, signInName].every((value) => value.trim() !== '') ? { agency, name, signInName } : undefined;
  } catch {
    return undefined;
  }
}

function wordsOf(node: InitialisedNode, state: string): string {
  return [
    `This is the node of ${state}. Its keys (RFC 7638 thumbprints):`,
    ...node.keys.map(({ use, kid }) => `  ${use.padEnd(8)} ${kid}`),
    `Fingerprint to read out to a partner by telephone:\n  ${node.fingerprint}`,
    `The first administrator sets a password here, once, until ${node.link.expiresAt}:\n  ${node.link.url}\n`,
  ].join('\n');
}

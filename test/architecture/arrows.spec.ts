import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const CONFIG = '.dependency-cruiser.cjs';

/** One breach each: the rule that must see it, the file that commits it, what it imports. */
const BREACHES: readonly (readonly [rule: string, file: string, imported: string])[] = [
  ['law-knows-no-framework', 'src/domain/tracing/breach-nest.ts', '@nestjs/common'],
  ['law-knows-no-framework', 'src/domain/firearm/breach-typeorm.ts', 'typeorm'],
  ['law-knows-no-machine', 'src/domain/audit/breach-fs.ts', 'node:fs'],
  ['law-hashes-in-three-places', 'src/domain/tracing/breach-hash.ts', 'node:crypto'],
  ['law-signs-in-two-places', 'src/domain/messages/breach-jose.ts', 'jose'],
  ['arrow-domain', 'src/domain/tracing/breach-platform.ts', 'src/platform/clock.ts'],
  ['law-shared', 'src/domain/shared/breach-law.ts', 'src/domain/tracing/case.ts'],
  ['law-directory', 'src/domain/directory/breach-law.ts', 'src/domain/tracing/case.ts'],
  ['law-messages', 'src/domain/messages/breach-law.ts', 'src/domain/envelope/seal.ts'],
  ['law-firearm', 'src/domain/firearm/breach-law.ts', 'src/domain/tracing/case.ts'],
  ['law-access', 'src/domain/access/breach-law.ts', 'src/domain/tracing/case.ts'],
  ['law-audit', 'src/domain/audit/breach-law.ts', 'src/domain/tracing/case.ts'],
  ['law-deadlines', 'src/domain/deadlines/breach-law.ts', 'src/domain/tracing/case.ts'],
  ['law-envelope', 'src/domain/envelope/breach-law.ts', 'src/domain/tracing/case.ts'],
  ['law-tracing', 'src/domain/tracing/breach-law.ts', 'src/domain/envelope/seal.ts'],
  ['arrow-platform', 'src/platform/breach-ledger.ts', 'src/ledgers/outbox/outbox.repository.ts'],
  ['arrow-platform', 'src/platform/breach-law.ts', 'src/domain/tracing/case.ts'],
  ['ledgers-apart', 'src/ledgers/audit/breach-ledger.ts', 'src/ledgers/outbox/outbox.repository.ts'],
  ['arrow-ledgers', 'src/ledgers/audit/breach-registry.ts', 'src/registries/directory/directory.service.ts'],
  ['arrow-registries', 'src/registries/markings/breach-tracing.ts', 'src/tracing/tracing.service.ts'],
  ['doors', 'src/registries/markings/breach-entity.ts', 'src/registries/directory/state.entity.ts'],
  ['arrow-tracing', 'src/tracing/breach-exchange.ts', 'src/exchange/exchange.service.ts'],
  ['arrow-tracing', 'src/tracing/breach-page.ts', 'src/web/cases.service.ts'],
  ['doors', 'src/tracing/breach-repository.ts', 'src/registries/directory/directory.repository.ts'],
  ['arrow-exchange', 'src/exchange/breach-notices.ts', 'src/notices/notices.service.ts'],
  ['arrow-notices', 'src/notices/breach-exchange.ts', 'src/exchange/exchange.service.ts'],
  ['arrow-reporting', 'src/reporting/breach-page.ts', 'src/web/cases.service.ts'],
  ['reporting-reads', 'src/reporting/breach-service.ts', 'src/tracing/tracing.service.ts'],
  ['doors-of-the-pages', 'src/web/breach-insides.ts', 'src/registries/directory/directory.repository.ts'],
  ['arrow-web', 'src/web/breach-verb.ts', 'src/cli/node.ts'],
  ['arrow-cli', 'src/cli/breach-server.ts', 'src/main.ts'],
  ['pages-see-no-ledger-rows', 'src/web/breach-entity.ts', 'src/registries/directory/state.entity.ts'],
  ['pages-see-no-ledger-rows', 'src/web/breach-ledger-rows.ts', 'src/ledgers/outbox/outbox.repository.ts'],
  ['typeorm-in-its-files', 'src/web/breach-typeorm.ts', 'typeorm'],
  ['queue-in-its-files', 'src/web/breach-queue.ts', 'bullmq'],
  ['doors-of-the-entry', 'src/main.ts', 'src/tracing/tracing.service.ts'],
  ['migrations-stand-alone', 'migrations/breach-src.ts', 'src/domain/tracing/case.ts'],
  ['migrations-take-typeorm-only', 'migrations/breach-nest.ts', '@nestjs/common'],
  ['migrations-run-by-one-verb', 'src/platform/breach-migration.ts', 'migrations/index.ts'],
  ['verifier-stands-alone', 'src/cli/verify-audit.ts', 'src/platform/clock.ts'],
  ['law-of-tests', 'src/platform/breach-test.ts', 'test/support/test-node.ts'],
  ['typeorm-in-its-files', 'src/tracing/tracing.service.ts', 'typeorm'],
  ['typeorm-in-its-files', 'src/exchange/breach-pg.controller.ts', 'pg'],
  ['queue-in-its-files', 'src/tracing/breach-queue.ts', 'bullmq'],
  ['queue-in-its-files', 'src/platform/breach-redis.ts', 'ioredis'],
  ['network-in-its-files', 'src/tracing/breach-network.ts', 'node:https'],
  ['network-in-its-files', 'src/exchange/breach-network.ts', 'node:net'],
  ['network-token-in-its-files', 'src/tracing/breach-fetch.ts', 'src/platform/network.ts'],
  ['no-dev-package', 'src/platform/breach-tool.ts', 'supertest'],
  ['no-unresolved', 'src/platform/breach-nowhere.ts', './nowhere.js'],
  ['no-cycle', 'src/domain/tracing/breach-circle-a.ts', 'src/domain/tracing/breach-circle-b.ts'],
];

/** What the house allows, and no rule may refuse. */
const ALLOWED: readonly (readonly [file: string, imported: string])[] = [
  ['src/domain/audit/fine-hash.ts', 'node:crypto'],
  ['src/domain/firearm/fine-words.ts', 'src/domain/messages/vocabulary.ts'],
  ['src/domain/envelope/fine-directory.ts', 'src/domain/directory/entry.ts'],
  ['src/platform/fine-refusal.ts', 'src/domain/shared/refusal.ts'],
  ['src/ledgers/audit/fine.repository.ts', 'src/platform/transaction.ts'],
  ['src/registries/markings/fine.service.ts', 'src/ledgers/outbox/outbox.repository.ts'],
  ['src/tracing/fine.service.ts', 'src/registries/directory/directory.service.ts'],
  ['src/exchange/partner-client.ts', 'src/platform/network.ts'],
  ['src/exchange/fine.relay.ts', 'bullmq'],
  ['src/reporting/fine.queries.ts', 'src/tracing/tracing.queries.ts'],
  ['src/web/fine.controller.ts', 'src/tracing/tracing.service.ts'],
  ['src/cli/migrate.ts', 'migrations/index.ts'],
];

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

describe('the arrows of the house', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'proofmark-arrows-')));
  let violations: readonly Violation[] = [];
  let ruleNames: readonly string[] = [];

  beforeAll(() => {
    buildHouse(folder);
    const { stdout } = spawnSync(
      join(ROOT, 'node_modules', '.bin', 'depcruise'),
      ['src', 'migrations', '--config', CONFIG, '--output-type', 'json'],
      { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    violations = (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
    ruleNames = JSON.parse(
      execFileSync(
        process.execPath,
        ['-p', `JSON.stringify(require('./${CONFIG}').forbidden.map((rule) => rule.name))`],
        { cwd: ROOT, encoding: 'utf8' },
      ),
    ) as string[];
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const seen = (file: string): string[] => violations.filter(({ from }) => from === file).map(({ rule }) => rule.name);

  it.each(BREACHES)('%s refuses %s the import of %s', (rule, file) => {
    expect(seen(file)).toContain(rule);
  });

  it('sees a file that nothing reaches', () => {
    expect(seen('src/platform/breach-alone.ts')).toContain('no-orphan');
  });

  it.each(ALLOWED)('allows %s the import of %s', (file) => {
    expect(seen(file)).toEqual([]);
  });

  it('has a breach here for every rule', () => {
    const untried = ruleNames.filter((name) => !BREACHES.some(([rule]) => rule === name) && name !== 'no-orphan');
    // Every package that npm brings for another is installed beside ours: which one is unlisted changes with each lock.
    expect(untried).toEqual(['no-unlisted-package']);
  });
});

/** A house with the same plan as ours, in which nothing stands but breaches, what they reach for, and what is allowed. */
function buildHouse(folder: string): void {
  for (const file of ['package.json', 'tsconfig.json', CONFIG]) copyFileSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  const importing = [...BREACHES.map(([, file, imported]) => [file, imported] as const), ...ALLOWED];
  for (const [file, imported] of importing) {
    write(
      join(folder, file),
      `import * as reached from '${specifier(file, imported)}';\nexport const used = reached;\n`,
    );
  }
  for (const [, imported] of importing) {
    if (imported.endsWith('.ts') && !existsSync(join(folder, imported)))
      write(join(folder, imported), 'export const here = true;\n');
  }
  write(
    join(folder, 'src/domain/tracing/breach-circle-b.ts'),
    `import * as reached from './breach-circle-a.js';\nexport const used = reached;\n`,
  );
  write(join(folder, 'src/platform/breach-alone.ts'), 'export const alone = true;\n');
}

function specifier(file: string, imported: string): string {
  if (!imported.endsWith('.ts')) return imported;
  const up = '../'.repeat(file.split('/').length - 1);
  return `${up}${imported.replace(/\.ts$/, '.js')}`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

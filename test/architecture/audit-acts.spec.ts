import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUDIT_ACTS } from '../../src/domain/audit/acts.js';
import { type Receipt } from '../../src/domain/envelope/receipt.js';
import { OWN_COMMANDS } from '../../src/domain/tracing/decide.js';
import { LOCALES } from '../../src/web/i18n/locales.js';

const SOURCE = join(__dirname, '..', '..', 'src');
const known = new Set<string>(AUDIT_ACTS);

/** Where the code names an act: `act: '...'`, the second word of a @Permit, and what a room's ledger is told to record. */
const WRITTEN = [
  /\bact: '([a-z][a-z0-9-]*\.[a-z][a-z0-9-]*)'/g,
  /@Permit\(\s*'[^']+',\s*'([^']+)'/g,
  /\.(?:record|tell|note)\(\s*(?:tx,\s*)?(?:actor|[A-Z_]+|person),\s*(?:kase,\s*)?'([a-z][a-z0-9-]*\.[a-z][a-z0-9-]*)'/g,
];

describe('every act of the ledger', () => {
  const files = (readdirSync(SOURCE, { recursive: true }) as string[]).filter((path) => path.endsWith('.ts'));

  it('that the code writes is in the list', () => {
    const unknown = files.flatMap((path) => {
      const text = readFileSync(join(SOURCE, path), 'utf8');
      return WRITTEN.flatMap((pattern) => [...text.matchAll(pattern)].map(([, act]) => act ?? ''))
        .filter((act) => !known.has(act))
        .map((act) => `${path}: ${act}`);
    });
    expect(unknown).toEqual([]);
  });

  it('that a command on a case leaves is in the list', () => {
    expect(OWN_COMMANDS.map((type) => `case.${type.replaceAll(' ', '-')}`).filter((act) => !known.has(act))).toEqual(
      [],
    );
  });

  it.each(LOCALES)('belongs to a room that has a name in %s', (locale) => {
    const { room } = JSON.parse(readFileSync(join(SOURCE, 'web', 'i18n', locale, 'auditing.json'), 'utf8')) as {
      room: object;
    };
    expect(Object.keys(room)).toEqual(expect.arrayContaining(AUDIT_ACTS.map((act) => act.split('.')[0])));
  });

  it('that a receipt leaves is in the list', () => {
    const types = ['received', 'rejected', 'accepted'] satisfies Receipt['type'][];
    expect(types.map((type) => `exchange.letter-${type}`).filter((act) => !known.has(act))).toEqual([]);
  });

  it.each(LOCALES)('has a text in %s', (locale) => {
    const texts = JSON.parse(readFileSync(join(SOURCE, 'web', 'i18n', locale, 'auditActs.json'), 'utf8')) as object;
    expect(Object.keys(texts).sort()).toEqual([...AUDIT_ACTS].map((act) => act.replaceAll('.', '/')).sort());
  });
});

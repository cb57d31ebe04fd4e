import { Inject, Injectable } from '@nestjs/common';
import { may, refusalOf } from '../../domain/access/policy.js';
import { type Actor } from '../../domain/shared/actor.js';
import { succeed, type Result } from '../../domain/shared/refusal.js';
import { AuditRepository } from '../../ledgers/audit/audit.repository.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { readCsv, type BrokenRow, type CsvRow } from '../../platform/csv-rows.js';
import { IdSource } from '../../platform/id-source.js';
import { Transactions } from '../../platform/transaction.js';
import { type Calibre } from './calibres.js';
import { Lexicon, type Found } from './lexicon.js';
import { type Make } from './makes.js';
import { CODE_LISTS, ReferenceRepository, type CodeList, type CodeRow } from './reference.repository.js';

export { CODE_LISTS, type Lexicon };
export { MAKES, type Make } from './makes.js';
export { CALIBRES, type Calibre } from './calibres.js';
export { MODELS, type Model } from './models.js';
export { SIGNS } from './signs.js';
export { NOT_OPENED, SOURCES, SOURCE_STANDINGS, type Source } from './sources.js';

export interface CodeLoadReport {
  readonly id: string;
  readonly read: number;
  readonly loaded: number;
  readonly known: number;
  readonly refused: number;
  /** The first of the rows that were not taken. */
  readonly errors: readonly { readonly line: number; readonly field: string; readonly rule: string }[];
}

const ERRORS_SHOWN = 100;

/** Makes and calibres by all their names. */
@Injectable()
export class ReferenceService {
  private kept: { readonly version: string; readonly lexicon: Lexicon } | undefined;

  constructor(
    private readonly repository: ReferenceRepository,
    private readonly transactions: Transactions,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    private readonly ids: IdSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The names as they are now; one cheap read where nothing was loaded since the last call. */
  async lexicon(): Promise<Lexicon> {
    const version = await this.repository.version();
    if (this.kept?.version !== version)
      this.kept = { version, lexicon: new Lexicon(version === '0' ? [] : await this.repository.namesOf()) };
    return this.kept.lexicon;
  }

  async makeOf(text: string): Promise<Found<Make>> {
    return (await this.lexicon()).makeOf(text);
  }

  async calibreOf(text: string): Promise<Found<Calibre>> {
    return (await this.lexicon()).calibreOf(text);
  }

  /** States where weapons of that make were made: hints, never a route. */
  async countriesOf(make: string): Promise<readonly string[]> {
    return (await this.lexicon()).countriesOf(make);
  }

  /** Loads a code list in the shape list,code,text. Rows that are here already change nothing; a bad row is reported and the rest is taken. */
  async load(
    actor: Actor,
    source: string,
    stream: AsyncIterable<Uint8Array | string>,
  ): Promise<Result<CodeLoadReport>> {
    const allowed = may(actor, 'reference.load');
    if (!allowed.yes) return refusalOf(allowed);
    const good: CodeRow[] = [];
    const errors: { line: number; field: string; rule: string }[] = [];
    const file = await readCsv(
      stream,
      ['list', 'code', 'text'],
      { maxBytes: this.config['reference.fileMaxBytes'], maxRows: this.config['reference.fileMaxRows'] },
      {
        row: (row) => {
          const code = codeOf(row);
          if ('rule' in code) errors.push(code);
          else good.push(code);
        },
        broken: (row: BrokenRow) => errors.push({ ...row, field: '' }),
      },
    );
    if (!file.ok) return file;
    return this.transactions.run(async (tx) => {
      await this.repository.lockLoads(tx);
      const fresh = await this.repository.unknown(tx, good);
      const id = this.ids.next();
      const at = this.clock.now();
      const counts = { loaded: fresh.length, known: good.length - fresh.length, refused: errors.length };
      await this.repository.addLoad(tx, { id, source, fileDigest: file.value.fileDigest, ...counts, at, by: actor.id });
      await this.repository.addCodes(tx, id, fresh);
      await this.audit.append(tx, {
        at,
        act: 'reference.loaded',
        actor: { kind: actor.kind, id: actor.id },
        data: { loadId: id, source, fileDigest: file.value.fileDigest, ...counts },
      });
      return succeed({ id, read: file.value.rows, ...counts, errors: errors.slice(0, ERRORS_SHOWN) });
    });
  }
}

function codeOf(row: CsvRow): CodeRow | { readonly line: number; readonly field: string; readonly rule: string } {
  const { list, code, text } = row.cells;
  if (list === undefined || !(CODE_LISTS as readonly string[]).includes(list))
    return { line: row.line, field: 'list', rule: `one of ${CODE_LISTS.join(', ')}` };
  if (code === undefined || !/^[\p{L}\p{N}._ -]{1,20}$/u.test(code))
    return { line: row.line, field: 'code', rule: '1 to 20 letters, digits or . _ -' };
  if (text === undefined || text.length > 1000 || /\p{Cc}/u.test(text))
    return { line: row.line, field: 'text', rule: '1 to 1000 characters, no control characters' };
  return { list: list as CodeList, code, text };
}

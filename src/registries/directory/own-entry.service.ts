import { Inject, Injectable } from '@nestjs/common';
import { addMs, type Instant } from '../../domain/shared/instant.js';
import { findCountry } from '../../domain/directory/country-code.js';
import { KEY_USES, type DirectoryKey, type StateEntry } from '../../domain/directory/entry.js';
import { findKey } from '../../domain/directory/key-validity.js';
import { practiceHints } from '../../domain/directory/marking-practice-hints.js';
import { MESSAGE_KINDS, WIRE_VERSION } from '../../domain/messages/kinds.js';
import { Clock } from '../../platform/clock.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { KeyStore, type KeyPair } from '../../platform/key-store.js';
import { type Tx } from '../../platform/transaction.js';
import { EntryIntakeService } from './entry-intake.service.js';
import { EntryRepository, type RecordedEntry } from './entry.repository.js';

const DAY_MS = 86_400_000;

/** Our own entry follows the node's keys: whatever the key store holds as current stands in it, also after a crash in the middle of a rotation. */
@Injectable()
export class OwnEntryService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly keyStore: KeyStore,
    private readonly entries: EntryRepository,
    private readonly intake: EntryIntakeService,
  ) {}

  /** The entry in force; laid down at first use, and again with a higher version where the key store has a newer key. */
  async get(tx: Tx): Promise<RecordedEntry> {
    const pairs = await Promise.all(KEY_USES.map((use) => this.keyStore.current(use)));
    const found = await this.entries.find(tx, this.country);
    if (found !== undefined && missing(pairs, found.entry).length === 0) return found;
    const current = await this.intake.lock(tx, this.country);
    if (current !== undefined && missing(pairs, current.entry).length === 0) return current;
    const at = this.clock.now();
    const entry = this.withKeys(current?.entry ?? this.first(), pairs, at);
    const by = 'directory.own-entry';
    await this.intake.record(
      tx,
      entry,
      { by, at },
      { actor: { kind: 'system', id: by }, act: 'directory.own-keys-entered' },
    );
    return { entry, recordedAt: at };
  }

  /** IANA zone of our contact point. */
  get zone(): string {
    return this.config['node.zone'];
  }

  get country(): string {
    return this.config['node.state'];
  }

  private first(): StateEntry {
    const country = this.country;
    return {
      country,
      version: 0,
      authority: `National point of contact, ${findCountry(country)?.name ?? country}`,
      contacts: [],
      channel: { kind: 'node', url: this.config['http.publicUrl'] },
      keys: [],
      markingPractices: [...practiceHints(country)],
      targets: [],
      capabilities: {
        versions: [WIRE_VERSION],
        kinds: [...MESSAGE_KINDS],
        batchMax: this.config['directory.batchMax'],
      },
    };
  }

  /** A key that has a successor is given an end; past it a signature still counts and warns. */
  private withKeys(entry: StateEntry, pairs: readonly KeyPair[], at: Instant): StateEntry {
    const added = missing(pairs, entry);
    const replaced = new Set(added.map((pair) => pair.use));
    const validTo = addMs(at, this.config['directory.keyOverlapDays'] * DAY_MS + 1);
    const kept = entry.keys.map((key) =>
      replaced.has(key.use) && key.validTo === undefined ? { ...key, validTo } : key,
    );
    return { ...entry, version: entry.version + 1, keys: [...kept, ...added.map(keyOf)] };
  }
}

function missing(pairs: readonly KeyPair[], entry: StateEntry): readonly KeyPair[] {
  return pairs.filter((pair) => findKey(entry.keys, pair.use, pair.kid) === undefined);
}

function keyOf({ use, kid, publicJwk, createdAt }: KeyPair): DirectoryKey {
  return { use, kid, jwk: publicJwk, validFrom: createdAt };
}

import { type LedgerKey } from './checkpoint.js';
import { FINDINGS_MAX, type Finding } from './report.js';

/** The list of what is wrong, in the order of the file, as long as a person reads it. */
export class Findings {
  readonly list: Finding[] = [];

  add(finding: Finding): void {
    if (this.list.length < FINDINGS_MAX) this.list.push(finding);
  }

  /** A bundle that names a key of its own making verifies with it: only a pinned thumbprint tells. */
  addUnpinned(keys: readonly LedgerKey[], pinnedKids: readonly string[] | undefined): void {
    if (pinnedKids === undefined) return;
    for (const key of keys) {
      if (!pinnedKids.includes(key.kid))
        this.add({
          kind: 'key-not-pinned',
          line: 1,
          text: `the bundle names the key ${key.kid}, which is not one of those given`,
        });
    }
  }
}

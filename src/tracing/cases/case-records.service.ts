import { Injectable } from '@nestjs/common';
import { readingDifferences } from '../../domain/firearm/alignment.js';
import { notationOf } from '../../domain/firearm/mark-reading.js';
import { type Case, sharedOf } from '../../domain/tracing/case.js';
import { type Candidate } from '../../domain/tracing/candidate.js';
import { type RecordFacts } from '../../domain/tracing/command.js';
import { type Weapon } from '../../domain/messages/index.js';
import { type Tx } from '../../platform/transaction.js';
import { type CandidateList, MarkingsService } from '../../registries/markings/markings.service.js';

/** What the registry of marking records says to a case. Leads and records are read in the transaction that uses them. */
@Injectable()
export class CaseRecordsService {
  constructor(private readonly markings: MarkingsService) {}

  /** Leads for the weapon that was asked about, best first. */
  async candidatesFor(tx: Tx, kase: Case): Promise<readonly Candidate[]> {
    const found = await this.matchesFor(tx, kase);
    return found.candidates.flatMap(({ firearmId, score, basis, reasons, differences: differing }) =>
      basis === 'none'
        ? []
        : [
            {
              firearmId,
              score,
              basis,
              reasons: reasons.map((reason) => reason.text),
              differences: differing.map(({ position, asked, recorded }) => ({ position, asked, recorded })),
            },
          ],
    );
  }

  /** The same as a person compares them: with what is recorded, and each reason by its code. */
  async matchesFor(tx: Tx, kase: Case): Promise<CandidateList> {
    const weapon = weaponOf(kase);
    return weapon === undefined
      ? { candidates: [], truncated: false, tooWide: false, counted: 0 }
      : this.markings.match(tx, weapon);
  }

  /** A record as it stands now; natural persons are read only once an officer has accepted the request. */
  async recordOf(tx: Tx, kase: Case, firearmId: string): Promise<RecordFacts | undefined> {
    const chain = await this.markings.record(tx, firearmId, { persons: kase.accepted !== undefined });
    const version = await this.markings.recordDigest(tx, firearmId);
    if (chain === undefined || version === undefined) return undefined;
    const lead = kase.candidates?.list.find((one) => one.firearmId === firearmId);
    const differing = lead?.differences ?? [...readingDifferences(serialOf(kase), chain.serial ?? '')];
    return {
      firearmId,
      version,
      facts: chain.facts,
      basis: lead?.basis ?? (differing.length === 0 ? 'exact' : 'look-alike'),
      differences: differing,
      suggests: chain.outcome,
      ...(chain.serial === undefined ? {} : { serial: chain.serial }),
      ...(chain.nextState === undefined ? {} : { exportedTo: chain.nextState }),
      ...(chain.outcome === 'reported lost or stolen' ? { status: 'lost or stolen' as const } : {}),
    };
  }
}

function weaponOf(kase: Case): Weapon | undefined {
  return sharedOf(kase).weapon ?? kase.draft?.body.weapon;
}

function serialOf(kase: Case): string {
  const { text, condition } = weaponOf(kase)?.marks.find((mark) => mark.kind === 'serial') ?? {};
  return text === undefined ? '' : notationOf({ text, ...(condition === undefined ? {} : { condition }) });
}

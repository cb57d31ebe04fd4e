import { reportLines, type AuditReport } from '../../domain/audit/report.js';
import { splitNotes, type SignedCheckpoint } from '../../domain/audit/checkpoint.js';
import { BundleVerifier } from '../../domain/audit/verify.js';
import { pause } from './case-file.js';
import { type Desk, Refused } from './node-api.js';

interface Checkpoint {
  readonly size: number;
  readonly note: string;
}

export interface Bundle {
  readonly text: string;
  readonly report: AuditReport;
}

/** A checkpoint that an auditor keeps before the work begins: with it the bundle is judged for a cut tail and a rewritten past. */
export async function keepCheckpoint(auditor: Desk): Promise<SignedCheckpoint[]> {
  const { note } = await latestCheckpoint(auditor);
  return splitNotes(note).flatMap(({ checkpoint }) => (checkpoint === undefined ? [] : [checkpoint]));
}

/** One is signed about every second; a node that has just begun has none yet. */
async function latestCheckpoint(auditor: Desk): Promise<Checkpoint> {
  for (let left = 60; ; left -= 1)
    try {
      return await auditor.get<Checkpoint>('/api/ledger/checkpoints/latest');
    } catch (error) {
      if (left === 0 || !(error instanceof Refused) || error.problem.code !== 'ledger-not-signed-yet') throw error;
      await pause(1000);
    }
}

/** The auditor's export, once everything that was written is under a checkpoint; judged by nothing but its bytes. */
export async function exportLedger(auditor: Desk, kept: readonly SignedCheckpoint[]): Promise<Bundle> {
  await untilSettled(auditor);
  const text = await auditor.text('/api/ledger/bundle');
  return { text, report: verifyBundle(text, kept) };
}

export function verifyBundle(text: string, kept: readonly SignedCheckpoint[] = []): AuditReport {
  const verifier = new BundleVerifier({ kept: [...kept] });
  for (const line of text.split('\n')) if (line !== '') verifier.line(line);
  return verifier.finish();
}

export function ledgerLine(state: string, report: AuditReport): string {
  const entries = report.logs.reduce((sum, log) => sum + log.entries, 0);
  const verdict = report.findings.length === 0 ? 'verified' : `NOT VERIFIED: ${reportLines(report).at(-2) ?? ''}`;
  return `Ledger of ${state}: ${String(entries)} entries, ${verdict}`;
}

/** Quiet for two readings of the newest checkpoint, more than a second apart. */
async function untilSettled(auditor: Desk): Promise<void> {
  let last = -1;
  for (let left = 30; left > 0; left -= 1) {
    const { size } = await latestCheckpoint(auditor);
    if (size === last) return;
    last = size;
    await pause(1500);
  }
}

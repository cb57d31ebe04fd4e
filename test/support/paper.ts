import { type Case } from '../../src/domain/tracing/case.js';
import { type PaperContent, type PaperLetter } from '../../src/domain/tracing/paper.js';
import { completeParts, recoveredPistol } from './weapons.js';

/** A letter on paper of the year before the tests' clock. */
export function paperLetter(kind: PaperLetter['kind'], sentOn: string, more: Partial<PaperLetter> = {}): PaperLetter {
  return {
    kind,
    channel: 'letter',
    sentOn,
    ...(kind === 'answer' || kind === 'interim answer' ? { outcome: 'traced to export' as const } : {}),
    ...(kind === 'delay' ? { until: '2026-01-31', says: 'The archive is being searched.' } : {}),
    ...(kind === 'refusal' ? { says: 'National security.' } : {}),
    ...more,
  };
}

/** A request on paper of `asker`, sent on 2025-11-03 and received three days later. */
export function paperContent(asker: string, more: Partial<PaperContent> = {}): PaperContent {
  const parts = completeParts(asker);
  return {
    ownReference: 'MOI/44-2025',
    partnerReference: 'ATF 2025/118',
    body: {
      ...parts,
      ...(parts.recovery === undefined ? {} : { recovery: { ...parts.recovery, date: { on: '2025-10-20' } } }),
      weapon: recoveredPistol(),
    },
    letters: [paperLetter('request', '2025-11-03', { receivedOn: '2025-11-06' })],
    ...more,
  };
}

/** The same with letters after the request. */
export function paperWith(content: PaperContent, ...letters: readonly PaperLetter[]): PaperContent {
  return { ...content, letters: [...content.letters, ...letters] };
}

export function trailOf({ paper }: Case): NonNullable<Case['paper']> {
  if (paper === undefined) throw new Error('a case on paper');
  return paper;
}

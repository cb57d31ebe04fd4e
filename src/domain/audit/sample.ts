import { sha256 } from './merkle.js';

/**
 * The places that a seed draws out of `population`, without repetition, in ascending order: whoever knows seed, size and population
 * draws the same ones. The bias of the remainder is below 2^-27 for a ledger of 2^20 entries.
 */
export function samplePlaces(seed: string, population: number, size: number): number[] {
  const drawn = new Set<number>();
  const wanted = Math.min(size, population);
  for (let draw = 0; drawn.size < wanted; draw++) {
    drawn.add(sha256(Buffer.from(`${seed}\n${String(draw)}`, 'utf8')).readUIntBE(0, 6) % population);
  }
  return [...drawn].sort((a, b) => a - b);
}

/** What who looked at a drawn history says of it. */
export const REVIEW_VERDICTS = ['in order', 'with remarks', 'irregular'] as const;
export type ReviewVerdict = (typeof REVIEW_VERDICTS)[number];

/** Repeatable chance for invented records: no secret is ever made of it. */
export interface Random {
  /** A whole number from 0 to below `end`. */
  upTo(end: number): number;
  chance(share: number): boolean;
  oneOf<T>(list: readonly T[]): T;
}

/** mulberry32: 32 bits of state, the same on every machine. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (end: number): number => Math.floor(next() * end);
  return {
    upTo,
    chance: (share) => next() < share,
    oneOf: (list) => {
      if (list.length === 0) throw new RangeError('nothing to choose from');
      return list[upTo(list.length)] as (typeof list)[number];
    },
  };
}

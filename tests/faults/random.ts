/** The same numbers in [0, 1) for the same seed; faults are drawn from it so that they come again. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A seed that nobody has tried; printed, so that a finding can be looked at again. */
export const anySeed = () => Math.floor(Math.random() * 2 ** 31);

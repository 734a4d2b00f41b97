import { randomBytes } from 'node:crypto';
import type { Machine } from '@xinhang/server/machine.ts';

/** A machine whose clock stands still at this instant, UTC ms. */
export const machineAt = (now: number): Machine => ({
  now: () => now,
  random: randomBytes,
  elapsed: () => 0,
  uptime: () => 0,
});

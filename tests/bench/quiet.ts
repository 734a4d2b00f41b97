import { setTimeout as pause } from 'node:timers/promises';
import type { ServerProcess } from './process.ts';

const LOOK_MS = 2000;
const MOST_LOOKS = 150;
/** Of one processor. */
const BUSY = 0.05;

/**
 * Waits until a server that was just started has done what the nights since its data were made left
 * to it: in a company that large this takes minutes, and would be measured with everything else.
 */
export async function quiet(server: ServerProcess): Promise<void> {
  let still = 0;
  for (let look = 0; look < MOST_LOOKS && still < 2; look += 1) {
    const before = (await server.usage()).cpuUs;
    await pause(LOOK_MS);
    const used = (await server.usage()).cpuUs - before;
    still = used < LOOK_MS * 1000 * BUSY ? still + 1 : 0;
  }
  if (still < 2) console.log('! the server works still; figures hold that as well');
}

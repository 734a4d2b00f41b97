import type { ChannelOutput } from '../bridge/contract.ts';
import { CLIENT_LEVEL, type Handshake } from './handshake.ts';

const numbersOf = (version: string) => version.split(/[.+-]/, 3).map((part) => Number(part) || 0);

/** Whether version `a` (major.minor.patch) is newer than `b`. */
export function isNewer(a: string, b: string): boolean {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let at = 0; at < 3; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

/** What the server's version means for this client. The server hands out its clients' updates. */
export function updateState(
  found: Handshake,
  clientVersion: string,
  clientLevel = CLIENT_LEVEL,
): ChannelOutput<'update.check'> {
  const versions = { clientVersion, serverVersion: found.serverVersion };
  if (clientLevel < found.minClientLevel) return { state: 'required', ...versions };
  if (found.apiLevel < clientLevel) return { state: 'server-older', ...versions };
  const available = found.updateFeed !== null && isNewer(found.serverVersion, clientVersion);
  return { state: available ? 'available' : 'none', ...versions };
}

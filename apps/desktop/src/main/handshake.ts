import { request } from 'undici';
import { z } from 'zod';
import { BridgeError } from './bridge-error.ts';
import { connectionFailure, openConnection, type Pin } from './connection.ts';

/** API level that this client was built for; a test holds it equal to the contract's. */
export const CLIENT_LEVEL = 1;

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 64 * 1024;

// Frozen for ever, and read leniently: the answer may come from a server of any age.
const handshake = z.object({
  product: z.literal('xinhang'),
  serverVersion: z.string().max(40),
  apiLevel: z.int(),
  minClientLevel: z.int(),
  updateFeed: z.string().max(300).nullable(),
});
export type Handshake = z.output<typeof handshake>;

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > MAX_BYTES) throw new BridgeError('server-not-xinhang');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parse(status: number, text: string): Handshake {
  try {
    if (status === 200) return handshake.parse(JSON.parse(text));
  } catch {
    // Falls through: it answers, but not as our server does.
  }
  throw new BridgeError('server-not-xinhang', { status });
}

/**
 * Asks an address who it is. Throws `server-unreachable`, `server-untrusted`, `server-not-xinhang`
 * or what `openConnection` refuses; says nothing about levels, see `checkLevels`.
 */
export async function readHandshake(
  address: string,
  pin: Pin | null,
  timeoutMs = TIMEOUT_MS,
): Promise<Handshake> {
  const connection = openConnection(address, pin, null);
  try {
    const reply = await request(`${connection.origin}/api/handshake`, {
      dispatcher: connection.dispatcher,
      headers: { accept: 'application/json', 'accept-encoding': 'identity' },
      headersTimeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
    });
    return parse(reply.statusCode, await readText(reply.body));
  } catch (error) {
    throw error instanceof BridgeError ? error : connectionFailure(error);
  } finally {
    await connection.close();
  }
}

/** Refuses a pair that cannot work together, and says which of the two must be updated. */
export function checkLevels(found: Handshake, clientLevel = CLIENT_LEVEL): void {
  const params = { serverVersion: found.serverVersion, apiLevel: found.apiLevel, clientLevel };
  if (clientLevel < found.minClientLevel) {
    throw new BridgeError('client-too-old', { ...params, minClientLevel: found.minClientLevel });
  }
  if (found.apiLevel < clientLevel) throw new BridgeError('server-too-old', params);
}

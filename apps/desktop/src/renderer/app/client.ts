import { createClient, type FetchInit } from '@xinhang/shared/contract/client.ts';
import { Requests } from './line.ts';

export const newKey = (): string => {
  // Plain http in the office network is no secure context, where randomUUID is missing.
  if ('randomUUID' in crypto) return crypto.randomUUID();
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** What is asked and not answered yet. */
export const requests = new Requests();

export const client = createClient({
  fetch: (url, init: FetchInit) =>
    requests.run(
      async (signal) => {
        const answer = await fetch(url, { ...init, signal } as RequestInit);
        const text = await answer.text();
        return { ok: answer.ok, status: answer.status, text: () => Promise.resolve(text) };
      },
      init.signal as AbortSignal | undefined,
    ),
  clientVersion: __CLIENT_VERSION__,
  uuid: newKey,
});

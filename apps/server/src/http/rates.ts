import rateLimit from '@fastify/rate-limit';
import { problem } from '@xinhang/shared/problems.ts';
import type { FastifyInstance } from 'fastify';
import type { Sessions } from './session.ts';

const MINUTE_MS = 60_000;
/** From one address; guessing is slowed down long before by the delays of each login name. */
const LOGINS_PER_MINUTE = 60;
const SAYING_PASSWORDS = ['/api/v1/auth/login', '/api/v1/auth/confirm', '/api/v1/auth/password'];
/** Sessions and addresses that are counted at once. */
const COUNTED = 10_000;

/**
 * Slows down whoever asks without end, so that the others are served: a session by its own count,
 * everybody without one by address. A token counts as a session once it was accepted, so that made
 * up ones bring nothing.
 */
export async function limitRates(
  app: FastifyInstance,
  sessions: Sessions,
  perMinute: number,
): Promise<void> {
  await app.register(rateLimit, { global: false, cache: COUNTED, timeWindow: MINUTE_MS });
  const everything = app.createRateLimit({
    max: perMinute,
    keyGenerator: (request) => {
      const id = sessions.knownId(request);
      return id === null ? `address ${request.ip}` : `session ${id}`;
    },
  });
  const logins = app.createRateLimit({
    max: LOGINS_PER_MINUTE,
    keyGenerator: (request) => `login ${request.ip}`,
  });
  app.addHook('onRequest', async (request) => {
    const limits = SAYING_PASSWORDS.some((path) => request.url.startsWith(path)) ? [logins] : [];
    if (perMinute > 0) limits.push(everything);
    for (const limit of limits) {
      const found = await limit(request);
      if (!found.isAllowed && found.isExceeded) {
        throw problem('rate-limited', { params: { seconds: found.ttlInSeconds } });
      }
    }
  });
}

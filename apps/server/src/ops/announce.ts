import { hostname } from 'node:os';
import type { FastifyBaseLogger } from 'fastify';

/** What clients of this product look for (apps/desktop, discovery.ts). */
const SERVICE_TYPE = 'xinhang';

/** How soon a network that is being left has to hear of it. */
const FAREWELL_MS = 500;

/**
 * Says on the local network (mDNS) at which port the office is served. It is a hint: whoever hears
 * it asks for the certificate all the same, and a typed address always works. Answers how to end it.
 */
export async function announce(
  port: number,
  log: Pick<FastifyBaseLogger, 'warn'>,
): Promise<() => Promise<void>> {
  // Loaded by servers that are open to the network alone.
  const { default: Bonjour } = await import('bonjour-service');
  const failed = (err: unknown) => log.warn({ err }, 'the server cannot be announced');
  try {
    const bonjour = new Bonjour({}, failed);
    const service = bonjour.publish({ name: hostname(), type: SERVICE_TYPE, port });
    service.on('error', failed);
    return async () => {
      await new Promise<void>((done) => {
        const late = setTimeout(done, FAREWELL_MS);
        bonjour.unpublishAll(() => {
          clearTimeout(late);
          done();
        });
      });
      bonjour.destroy();
    };
  } catch (error) {
    failed(error);
    return () => Promise.resolve();
  }
}

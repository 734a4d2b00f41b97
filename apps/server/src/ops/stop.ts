import type { FastifyBaseLogger, FastifyInstance } from 'fastify';

/** Requests that run when the server stops may end for this long; then their connections are cut. */
const DRAIN_MS = 10_000;
/** The process ends after this whatever still runs: the next start takes it from there. */
const LONGEST_MS = 30_000;
/**
 * Ctrl+C reaches the server several times at once: from the terminal, from npm, from its launcher.
 * Only one that comes later means impatience.
 */
const IMPATIENT_AFTER_MS = 2000;

/**
 * Stops in order at SIGINT, SIGTERM or SIGHUP: no new requests, those that run end, then `last`.
 * `elapsed` counts ms whatever is done to the clock.
 * A kill is as good as a stop, so nothing depends on this running to its end.
 */
export function stopOnSignals(
  live: { readonly running: FastifyInstance | null; readonly log: FastifyBaseLogger },
  elapsed: () => number,
  last: () => Promise<void>,
): void {
  let since: number | null = null;
  const stop = async () => {
    const { running } = live;
    const cut = setTimeout(() => {
      running?.server.closeAllConnections();
      running?.tls.cut();
    }, DRAIN_MS);
    setTimeout(() => process.exit(1), LONGEST_MS).unref();
    await running?.close();
    clearTimeout(cut);
    await last();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (since !== null) {
        if (elapsed() - since > IMPATIENT_AFTER_MS) process.exit(1);
        return;
      }
      since = elapsed();
      live.log.info({ signal }, 'stopping');
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          live.log.error({ err: error }, 'did not stop cleanly');
          process.exit(1);
        },
      );
    });
  }
}

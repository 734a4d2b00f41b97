import { getHeapStatistics } from 'node:v8';
import underPressure from '@fastify/under-pressure';
import { problem } from '@xinhang/shared/problems.ts';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** Whether the server has more to do than it can, for longer than a moment. */
    overloaded(): boolean;
  }
}

export interface OverloadLimits {
  /** Mean delay of the event loop over one sample, in ms: how long every answer waits. */
  readonly delayMs: number;
  /** Beyond it the process is about to end for want of memory. */
  readonly heapBytes: number;
  readonly sampleMs: number;
  /** It must go on for so long: a file held by antivirus software for a second refuses nobody. */
  readonly patienceMs: number;
}

export const overloadLimits: OverloadLimits = {
  delayMs: 500,
  heapBytes: Math.floor(getHeapStatistics().heap_size_limit * 0.9),
  sampleMs: 1000,
  patienceMs: 3000,
};

/** After this many seconds a refused caller may ask again. */
const COME_BACK_S = 2;
/** Whoever asks for these wants to know how the server does, or is about to show a page at all. */
const answeredAlways = new Set(['/api/handshake', '/api/v1/health']);

/**
 * Refuses new requests while the server cannot keep up, so that those it has begun come to an end:
 * what runs already, long uploads, downloads and streams among it, is never cut. Screens go on
 * leaving, so that somebody is there to show the refusal. `elapsed` counts ms.
 */
export async function refuseWhenOverloaded(
  app: FastifyInstance,
  limits: OverloadLimits | undefined,
  elapsed: () => number,
): Promise<void> {
  if (!limits) {
    app.decorate('overloaded', () => false);
    return;
  }
  await app.register(underPressure, {
    maxEventLoopDelay: limits.delayMs,
    maxHeapUsedBytes: limits.heapBytes,
    sampleInterval: limits.sampleMs,
    // It measures; what is refused is decided below, when it has gone on for long enough.
    pressureHandler: () => {},
  });
  let since: number | null = null;
  let seen = 0;
  const overloaded = () => {
    const now = elapsed();
    if (!app.isUnderPressure()) since = null;
    // Nobody asked in between: it is not known whether it went on.
    else if (since === null || now - seen > 2 * limits.sampleMs) since = now;
    seen = now;
    return since !== null && now - since >= limits.patienceMs;
  };
  app.decorate('overloaded', overloaded);
  app.addHook('onRequest', (request, _reply, done) => {
    const [path = ''] = request.url.split('?', 1);
    const refused = overloaded() && path.startsWith('/api/') && !answeredAlways.has(path);
    done(refused ? problem('overloaded', { params: { seconds: COME_BACK_S } }) : undefined);
  });
}

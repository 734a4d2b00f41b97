import type { Socket } from 'node:net';
import compress from '@fastify/compress';
import { problem, type ProblemCode } from '@xinhang/shared/problems.ts';
import type { FastifyInstance } from 'fastify';
import { problemDocument } from './problem-reply.ts';

/** A person never waits longer for an answer that is no file, stream or job; its body counts. */
export const HANDLER_MS = 10_000;
const COMPRESSED_FROM_BYTES = 1024;
/** Most of the gain for a third of the time of the highest. */
const GZIP_LEVEL = 4;

/** At one door. */
export const MAX_CONNECTIONS = 2000;

/** Options of the server that bound what a connection may cost. */
export const connectionLimits = {
  bodyLimit: 256 * 1024,
  // A limit on the whole request would cut slow uploads and idle streams: see body-watch.ts.
  requestTimeout: 0,
  routerOptions: { maxParamLength: 100 },
  http: { headersTimeout: 4000, connectionsCheckingInterval: 500, maxHeaderSize: 16_384 },
  onProtoPoisoning: 'error',
  onConstructorPoisoning: 'error',
  trustProxy: false,
  return503OnClosing: false,
} as const;

const connectionProblems: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: 'header-too-large',
};

/** What cannot be read as a request is answered as every other refusal, and its socket closed. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  // Browsers open connections ahead of need. One that has asked nothing gets no answer, which would
  // be taken for that of the request that is just being sent.
  if (socket.bytesRead === 0) return void socket.destroy();
  const refusal = problem(connectionProblems[error.code ?? ''] ?? 'bad-request');
  const body = JSON.stringify(problemDocument(refusal, ''));
  if (!socket.writable) return void socket.destroy();
  socket.end(
    `HTTP/1.1 ${refusal.status} ${refusal.code}\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    // A sender that does not read must not keep the socket.
    () => socket.destroy(),
  );
}

/** Answers that are worth it leave compressed, to whoever asks for it. */
export async function compressAnswers(app: FastifyInstance): Promise<void> {
  await app.register(compress, {
    encodings: ['gzip'],
    threshold: COMPRESSED_FROM_BYTES,
    zlibOptions: { level: GZIP_LEVEL },
    globalDecompression: false,
  });
}

/** While the server stops: connections that were kept open hear it, instead of being served on. */
export function refuseWhileStopping(app: FastifyInstance): void {
  let stopping = false;
  app.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  app.addHook('onRequest', (_request, _reply, done) => {
    done(stopping ? problem('stopping') : undefined);
  });
}

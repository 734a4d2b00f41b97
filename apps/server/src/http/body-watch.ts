import type { FastifyInstance } from 'fastify';

/** A JSON body arrives within this time or its connection is cut (reliability.md, 3). */
export const JSON_BODY_MS = 10_000;
/** An upload that brings less than this in such a stretch of time is cut. */
const SLOWEST_UPLOAD_BYTES = 4096;
const UPLOAD_STRETCH_MS = 10_000;
/** A refused sender may go on for this long, so that it reads the answer. */
const DRAIN_MS = 10_000;

export const UPLOAD_TYPE = 'application/octet-stream';

/** Cuts bodies that trickle; there is no time limit on a request as such. */
export function watchBodies(app: FastifyInstance): void {
  // Uploads are read by their handler, as a stream.
  app.addContentTypeParser(UPLOAD_TYPE, (_request, payload, done) => done(null, payload));
  app.addHook('onRequest', (request, _reply, done) => {
    const { raw, headers } = request;
    const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'];
    if (hasBody && !headers['content-type']?.startsWith(UPLOAD_TYPE)) {
      const cut = setTimeout(() => raw.destroy(), JSON_BODY_MS);
      const clear = () => clearTimeout(cut);
      raw.once('end', clear).once('close', clear);
    }
    done();
  });
  app.addHook('onResponse', (request, _reply, done) => {
    const { raw } = request;
    // An injected request has no socket and says neither: there is nobody to cut.
    if (raw.complete === false && !raw.destroyed) {
      const cut = setTimeout(() => raw.destroy(), DRAIN_MS);
      raw.once('end', () => clearTimeout(cut)).once('close', () => clearTimeout(cut));
    }
    done();
  });
}

/** Calls `cut` once a stretch of time brought too few bytes; `stop` ends the watch. */
export function watchUpload(cut: () => void): { got: (bytes: number) => void; stop: () => void } {
  let lately = 0;
  const timer = setInterval(() => {
    if (lately < SLOWEST_UPLOAD_BYTES) cut();
    lately = 0;
  }, UPLOAD_STRETCH_MS);
  return {
    got: (bytes) => {
      lately += bytes;
    },
    stop: () => clearInterval(timer),
  };
}

import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The session that asks, once it is known; for the log. */
    sessionId: number | null;
  }
}

/**
 * One line per answer: who, what, how it ended. Never the query (it holds what people search for),
 * a header or a body. Reads that went well are `debug`, because most requests are such.
 */
export function logRequests(app: FastifyInstance): void {
  app.decorateRequest('sessionId', null);
  app.addHook('onResponse', (request, reply, done) => {
    const quiet = reply.statusCode < 400 && ['GET', 'HEAD'].includes(request.method);
    request.log[quiet ? 'debug' : 'info'](
      {
        method: request.method,
        path: request.url.split('?', 1)[0],
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        session: request.sessionId,
        from: request.ip,
      },
      'request',
    );
    done();
  });
}

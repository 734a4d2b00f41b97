// A small real HTTP server that answers as the office server does, and remembers what it was asked.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export const CANARY = 'canary-7f3a91-secret-token';

export interface Asked {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export const goodHandshake = {
  product: 'xinhang',
  serverVersion: '0.2.0',
  apiLevel: 1,
  minClientLevel: 1,
  updateFeed: '/updates/',
};

type Answer = { status?: number; headers?: Record<string, string | string[]>; body?: string };

export interface FakeServer {
  address: string;
  asked: Asked[];
  /** The latest pieces of each upload, as they arrived. */
  pieces: string[];
  handshake: { value: unknown };
  answers: Map<string, Answer>;
  /** Keeps back the answers of a request; returns what lets them go. */
  hold(request: string): () => void;
  /** Sends a piece on every open event stream. */
  emit(piece: string): void;
  openStreams(): number;
  close(): Promise<void>;
}

const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

export async function startFakeServer(): Promise<FakeServer> {
  const asked: Asked[] = [];
  const pieces: string[] = [];
  const handshake = { value: goodHandshake as unknown };
  const held = new Map<string, Promise<void>>();
  const streams = new Set<{ write(piece: string): void }>();
  const answers = new Map<string, Answer>([
    ['POST /api/v1/auth/login', json({ me: { user: { id: 1, name: '王伟' } }, token: CANARY })],
    ['POST /api/v1/auth/logout', json({ ok: true })],
    ['GET /api/v1/customers', json({ rows: [{ id: 7, name: '深圳华瑞' }] })],
    ['GET /api/v1/ended', json({ code: 'session-ended', status: 401 }, 401)],
    ['GET /api/v1/refused', json({ code: 'unauthenticated', status: 401 }, 401)],
    ['DELETE /api/v1/nothing', { status: 204 }],
    ['GET /api/v1/away', { status: 302, headers: { location: 'http://evil.example/' } }],
    [
      'GET /api/v1/loose',
      {
        headers: {
          'content-type': 'text/html',
          'set-cookie': ['sid=1', 'b=2'],
          'access-control-allow-origin': '*',
          'x-xinhang-token': CANARY,
          'x-request-id': 'r1',
          link: '</x>; rel=preload',
        },
        body: '<script>alert(1)</script>',
      },
    ],
  ]);

  const server: Server = createServer((request, reply) => {
    const path = request.url ?? '';
    let body = '';
    if (path === '/api/v1/events') {
      reply.writeHead(200, { 'content-type': 'text/event-stream' });
      reply.write(': hello\n\n');
      streams.add(reply);
      reply.on('close', () => streams.delete(reply));
      return;
    }
    request.on('data', (piece: Buffer) => {
      body += piece.toString();
      pieces.push(piece.toString());
    });
    request.on('end', async () => {
      asked.push({ method: request.method ?? '', url: path, headers: request.headers, body });
      await held.get(`${request.method} ${path}`);
      const known =
        path === '/api/handshake'
          ? json(handshake.value)
          : (answers.get(`${request.method} ${path.split('?')[0]}`) ?? json({ path }, 404));
      reply.writeHead(known.status ?? 200, known.headers);
      reply.end(known.body);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    pieces,
    handshake,
    answers,
    hold(request) {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(request, promise);
      return resolve;
    },
    emit: (piece) => streams.forEach((stream) => stream.write(piece)),
    openStreams: () => streams.size,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { problem } from '@xinhang/shared/problems.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const NONCE_PLACEHOLDER = '__CSP_NONCE__';
const YEAR_S = 31_536_000;

/**
 * Scripts from our own files alone; style sheets by nonce, because antd writes its own into the
 * page.
 */
function contentPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

/** A page of the client rather than a file or a call: those have no extension and are not /api. */
function isPage(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const path = request.url.split('?', 1)[0]!;
  return path !== '/api' && !path.startsWith('/api/') && /^(\.html)?$/.test(extname(path));
}

/**
 * Serves the built screens: hashed assets for good, everything else checked each time, and
 * index.html for each page of the client, so that a link survives a reload. Unknown calls and
 * files stay 404.
 */
export async function serveScreens(
  app: FastifyInstance,
  root: string,
  random: (bytes: number) => Buffer,
): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    index: false,
    cacheControl: false,
    allowedPath: (path) => path !== '/index.html',
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(join(root, 'assets'));
      const rule = hashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache';
      void reply.header('cache-control', rule);
    },
  });

  async function page(reply: FastifyReply): Promise<FastifyReply> {
    const html = await readFile(join(root, 'index.html'), 'utf8');
    const nonce = random(18).toString('base64url');
    return reply
      .code(200)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('content-security-policy', contentPolicy(nonce))
      .send(html.replaceAll(NONCE_PLACEHOLDER, nonce));
  }

  app.get('/', async (_request, reply) => await page(reply));
  app.setNotFoundHandler(async (request, reply) => {
    if (!isPage(request)) throw problem('not-found');
    return await page(reply);
  });
}

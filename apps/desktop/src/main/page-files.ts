import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { contentPolicy, NONCE_PLACEHOLDER } from './content-policy.ts';
import type { Log } from './log.ts';

const mimeTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** One segment of a built file: no dot at either end, no colon, no backslash. */
const segment = /^[A-Za-z0-9_@-](?:[A-Za-z0-9._@-]*[A-Za-z0-9_@-])?$/;

/** The file of a path of the page, or null when the path names none that may be served. */
export function filePathOf(root: string, pathname: string): string | null {
  if (pathname === '/') return resolve(root, 'index.html');
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  const segments = decoded.slice(1).split('/');
  if (!decoded.startsWith('/') || !segments.every((name) => segment.test(name))) return null;
  if (mimeTypes[extname(decoded)] === undefined) return null;
  const path = resolve(root, ...segments);
  return path.startsWith(resolve(root) + sep) ? path : null;
}

const notFound = () =>
  new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } });

function page(html: string, log: Log): Response {
  const nonce = html.includes(NONCE_PLACEHOLDER) ? randomBytes(18).toString('base64url') : null;
  if (nonce === null) log.warn('page-without-nonce');
  return new Response(html.replaceAll(NONCE_PLACEHOLDER, nonce ?? ''), {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentPolicy(nonce),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-dns-prefetch-control': 'off',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    },
  });
}

/** Serves the built screens from the packed directory, and nothing outside of it. */
export async function servePageFile(root: string, incoming: Request, log: Log): Promise<Response> {
  if (incoming.method !== 'GET' && incoming.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
  }
  const path = filePathOf(root, new URL(incoming.url).pathname);
  if (path === null) return notFound();
  const content = await readFile(path).catch(() => null);
  if (content === null) return notFound();
  if (extname(path) === '.html') return page(content.toString('utf8'), log);
  return new Response(new Uint8Array(content), {
    headers: {
      'content-type': mimeTypes[extname(path)]!,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  });
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAppProtocol } from '../../apps/desktop/src/main/app-protocol.ts';
import { filePathOf } from '../../apps/desktop/src/main/page-files.ts';
import { fakeLog } from './fake-electron.ts';

let dir: string;
let root: string;
const { log, lines } = fakeLog();
const forwarded: string[] = [];
let answer: (incoming: Request) => Promise<Response>;
const get = (path: string, init?: RequestInit) => answer(new Request(`app://xinhang${path}`, init));

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'xinhang-page-'));
  root = join(dir, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(dir, 'secret.txt'), 'secret');
  writeFileSync(join(dir, 'secret.js'), 'secret');
  writeFileSync(join(root, '.env.txt'), 'secret');
  writeFileSync(join(root, 'index.html'), '<meta nonce="__CSP_NONCE__"><p>hello</p>');
  writeFileSync(join(root, 'assets', 'app-1a2b.js'), 'let a = 1;');
  writeFileSync(join(root, 'assets', 'app-1a2b.js.map'), 'secret');
  writeFileSync(join(root, 'assets', 'app.css'), 'p{}');
  answer = createAppProtocol({
    rendererDir: root,
    log,
    forward: async (incoming) => {
      forwarded.push(incoming.url);
      return new Response('forwarded');
    },
  });
});
afterAll(() => rmSync(dir, { recursive: true }));

test('serves the built files with their types', async () => {
  expect(await (await get('/')).text()).toContain('hello');
  expect((await get('/assets/app-1a2b.js')).headers.get('content-type')).toContain('javascript');
  expect((await get('/assets/app.css')).headers.get('content-type')).toContain('text/css');
  expect((await get('/assets/missing.js')).status).toBe(404);
  expect((await get('/', { method: 'POST' })).status).toBe(405);
});

test('the page has a strict policy and a fresh nonce each time', async () => {
  const [first, second] = [await get('/'), await get('/')];
  const policy = first.headers.get('content-security-policy')!;
  expect(policy).not.toContain('unsafe-');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self';");
  expect(policy).not.toMatch(/https?:|\*/);
  const nonce = /'nonce-([\w-]{24})'/.exec(policy)![1]!;
  expect(await first.text()).toContain(`nonce="${nonce}"`);
  expect(second.headers.get('content-security-policy')).not.toContain(nonce);
});

test('a page built without the placeholder still runs, and that is reported', async () => {
  writeFileSync(join(root, 'old.html'), '<p>old</p>');
  const policy = (await get('/old.html')).headers.get('content-security-policy');
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("style-src 'self' 'unsafe-inline'");
  expect(lines).toMatchObject([{ event: 'page-without-nonce' }]);
});

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '/assets/..%2f..%2fsecret.js',
  '/assets/%2e%2e%2f%2e%2e%2fsecret.js',
  '//etc/passwd.txt',
  '/.env.txt',
  '/assets/app-1a2b.js.map',
  '/assets/app-1a2b.js%00.css',
  '/assets/app-1a2b.js::$DATA',
  '/C:/secret.txt',
  '/%E0%A4%A',
  '/assets',
  '/assets/',
])('%s finds nothing', async (path) => {
  const reply = await get(path);
  expect(reply.status).toBe(404);
  expect(await reply.text()).not.toContain('secret');
});

test('no path leads out of the directory', () => {
  const piece = fc.oneof(
    fc.constantFrom('..', '.', '%2e', '%2f', '%5c', '\\', '/', 'assets', 'app.css', ':', '%00'),
    fc.string({ maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (parts) => {
      const path = filePathOf('/srv/renderer', `/${parts.join('')}`);
      if (path !== null) expect(path).toMatch(/^\/srv\/renderer\/(?!(.*\/)?\.\.(\/|$))/);
    }),
    { numRuns: 20_000 },
  );
});

test('only /api goes to the server, and only from the own host', async () => {
  await get('/api/v1/customers');
  expect((await get('/apix')).status).toBe(404);
  expect((await answer(new Request('app://evil/api/v1/customers'))).status).toBe(404);
  expect(forwarded).toEqual(['app://xinhang/api/v1/customers']);
});

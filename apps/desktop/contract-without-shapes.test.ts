import { parseAst } from 'vite';
import { expect, test } from 'vitest';
import { contractWithoutShapes } from './contract-without-shapes.ts';

const transform = (code: string, id = '/packages/shared/src/deals.ts') => {
  const { transform: run } = contractWithoutShapes() as unknown as {
    transform: (this: unknown, code: string, id: string) => { code: string } | null;
  };
  return run.call({ parse: parseAst }, code, id)?.code ?? code;
};

test('endpoints keep what the screens call them by and lose their shapes', () => {
  const code = `export const deals = {
    list: endpoint({ method: 'GET', path: '/deals', query: listQuery({ q: z.string() }), response: page(deal), since: 1 }),
    take: endpoint({ method: 'POST', path: '/deals/:id/take', params: byId, body: z.object({ params: z.string() }), response: deal }),
  };`;
  const left = transform(code);
  expect(left).not.toMatch(/query|response|params|body|z\./);
  expect(left.replaceAll(/\s+/g, ' ')).toBe(
    `export const deals = { list: endpoint({ method: 'GET', path: '/deals', since: 1 }), take: endpoint({ method: 'POST', path: '/deals/:id/take', }), };`,
  );
});

test('what is made by calls may be left out when nobody reads it', () => {
  expect(transform(`const a = z.object({}), b = 3, c = () => z.string();`)).toBe(
    `const a = /* @__PURE__ */ (() => (z.object({})))(), b = 3, c = () => z.string();`,
  );
});

test('code of the screens stays as it is', () => {
  const code = 'const rows = readRows(); endpoint({ response: rows })';
  expect(transform(code, '/apps/desktop/src/renderer/root.tsx')).toBe(code);
});

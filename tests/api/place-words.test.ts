import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens = new Map<string, string>();
const ONE = 10_000;
const TODAY = '2026-11-24';

async function call<T>(who: string, method: 'GET' | 'POST', path: string, body?: object) {
  if (!tokens.has(who)) tokens.set(who, await company.login(who));
  const { status, json } = await company.call(tokens.get(who)!, method, path, body);
  expect([path, status < 300, json]).toEqual([path, true, json]);
  return json as T;
}
const made = async (path: string, body: object) =>
  await call<{ id: number; version: number }>('boss', 'POST', path, body);
const posted = async (body: object) => {
  const { id, version } = await made('/stock-documents', { businessDate: TODAY, ...body });
  await call('boss', 'POST', `/stock-documents/${id}/confirm`, { version });
};

beforeAll(async () => {
  company = await startCompany();
});
afterAll(async () => {
  await company.stop();
});

test('a file of the stock room says with which customer goods lie, to those who see him', async () => {
  const units = await call<{ rows: { id: number }[] }>('boss', 'GET', '/units');
  const unitId = units.rows[0]!.id;
  const product = await made('/products', { name: '泵', code: 'P1', unitId, tracksBatch: true });
  const customer = await made('/customers', { name: '昆山恒力泵业' });
  const house = await made('/locations', { name: '一号仓' });
  const theirs = { name: '寄售仓', kind: 'consignment', customerId: customer.id };
  const away = await made('/locations', theirs);
  const line = { productId: product.id, unitId, qtyE4: 2 * ONE, batch: 'B1' };
  const came = { kind: 'otherIn', reason: 'gift', toLocationId: house.id };
  await posted({ ...came, lines: [{ ...line, priceE4: 10 * ONE }] });
  const move = { fromLocationId: house.id, toLocationId: away.id, twoStep: false };
  await posted({ kind: 'transfer', ...move, lines: [line] });
  const file = async (what: string, who: string) => {
    const body = { what, format: 'csv', lang: 'zh-CN' };
    const { jobId } = await call<{ jobId: number }>(who, 'POST', '/stock/export', body);
    await company.jobs.idle();
    const headers = { authorization: `Bearer ${tokens.get(who)!}` };
    return (await company.app.inject({ url: `/api/v1/jobs/${jobId}/file`, headers })).body;
  };
  for (const what of ['onHand', 'ledger', 'batches']) {
    expect([what, await file(what, 'boss')]).toEqual([
      what,
      expect.stringContaining('寄售仓 昆山恒力泵业'),
    ]);
    const blind = await file(what, 'buyer');
    expect([what, blind]).toEqual([what, expect.stringContaining('寄售仓')]);
    expect([what, blind]).toEqual([what, expect.not.stringContaining('昆山')]);
  }
});

import { insertSheet, putLine, updateSheet } from '@xinhang/db/repositories/targets.ts';
import type { Scheme } from '@xinhang/shared/appraisal-schemes.ts';
import type { Sheet, SheetRow } from '@xinhang/shared/appraisals.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const tokens: Record<string, string> = {};
async function ask<T>(who: string, method: 'GET' | 'POST', path: string, body?: object) {
  const answer = await company.call(tokens[who]!, method, path, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.json as T;
}
beforeAll(async () => {
  company = await startCompany();
  for (const name of ['alice', 'bob', 'manager', 'boss']) tokens[name] = await company.login(name);
});
afterAll(async () => {
  await company.stop();
});

test('figures are those of the person: by share, of the target, by the deals that ended', async () => {
  const customer = await ask<{ id: number }>('alice', 'POST', '/customers', { name: '数据公司' });
  const [pipeline] = (await ask<{ rows: { id: number }[] }>('alice', 'GET', '/pipelines')).rows;
  const deal = async (outcome: string, amountFen: number) => {
    const { id, version } = await ask<Deal>('alice', 'POST', '/deals', {
      name: `商机${amountFen}`,
      customerId: customer.id,
      pipelineId: pipeline!.id,
      amountFen,
    });
    const end = { version, outcome, reason: '价格' };
    await ask('alice', 'POST', `/deals/${id}/close`, end);
    return id;
  };
  await deal('won', 60_000_00);
  await deal('lost', 10_000_00);
  // The target of November, of which the won one is three quarters.
  const deptId = 1;
  await company.db.transaction(async (tx) => {
    const place = { year: 2026, dept_id: deptId, metric: 'won', unit_id: null };
    const sheet = await insertSheet(tx, {
      ...place,
      revision: 1,
      state: 'draft',
      note: '',
      made_by: company.users['boss']!,
      made_at: 0,
    });
    const line = { sheet_id: sheet.id, node_kind: 'user', node_id: company.users['alice']! };
    await putLine(tx, { ...line, month: 11 }, 80_000_00);
    await putLine(tx, { ...line, month: 12 }, 99_000_00);
    await updateSheet(tx, sheet, { state: 'locked' });
  });
  const auto = (figure: string) => ({
    kind: 'auto',
    key: figure.toLowerCase(),
    name: figure,
    weight: 20,
    figure,
    scoring: { rule: 'steps', steps: [{ at: 5000, score: 80 }] },
  });
  const keys = ['wonFen', 'targetRate', 'winRate', 'wonDeals', 'newCustomers'];
  const scheme = await ask<Scheme>('boss', 'POST', '/appraisals/schemes', {
    name: '数据',
    span: 'month',
    posts: ['业务员'],
    deptIds: [],
    indicators: keys.map(auto),
  });
  await ask('boss', 'POST', '/appraisals/sheets', {
    schemeId: scheme.id,
    period: '2026-11',
    personIds: [company.users['alice'], company.users['bob']],
  });
  const figures = async (who: string) => {
    const [row] = (await ask<{ rows: SheetRow[] }>(who, 'GET', '/appraisals/sheets')).rows;
    const { items } = await ask<Sheet>(who, 'GET', `/appraisals/sheets/${row!.id}`);
    return items.map((item) => [item.figure, item.selfScore]);
  };
  expect(await figures('alice')).toEqual([
    [60_000_00, 8000],
    [7500, 8000],
    [5000, 8000],
    [1, 0],
    [1, 0],
  ]);
  // Without a target and without an ended deal there is nothing to measure.
  expect(await figures('bob')).toEqual([
    [0, 0],
    [null, null],
    [null, null],
    [0, 0],
    [0, 0],
  ]);
});

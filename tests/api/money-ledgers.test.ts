import type { Actor } from '@xinhang/db/actor.ts';
import {
  moneyBalance,
  openItems,
  standingAllocations,
  wrongItems,
} from '@xinhang/db/repositories/money-ledgers.ts';
import { unbalancedVouchers } from '@xinhang/db/repositories/vouchers.ts';
import { creditGroupOf, creditOf } from '@xinhang/server/modules/ledgers/credit.ts';
import {
  postMoney,
  reverseMoney,
  settle,
  standings,
  unsettle,
  type MoneyDoc,
} from '@xinhang/server/modules/ledgers/money.ts';
import { postVoucher, reverseVoucher } from '@xinhang/server/modules/ledgers/vouchers.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tx } from '@xinhang/db/database.ts';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
const entityId = 1;
let docs = 0;
const doc = (kind: string): MoneyDoc => ({ kind, id: (docs += 1), no: `${kind}-${docs}` });

beforeAll(async () => {
  company = await startCompany();
});
afterAll(async () => {
  await company.stop();
});

type Posting = { tx: Tx; now: number; actor: Actor };
const within = async <T>(work: (ctx: Posting) => Promise<T>): Promise<T> =>
  await company.db.transaction(
    async (tx) =>
      await work({
        tx,
        now: company.clock.now,
        actor: { userId: 1 } as Pick<Actor, 'userId'> as Actor,
      }),
  );
let customers = 0;
const customer = async () => {
  const token = await company.login('alice');
  const name = `应收客户${(customers += 1)}`;
  const { json } = await company.call(token, 'POST', '/customers', { name, duplicateReason: '测' });
  return (json as { id: number }).id;
};
const post = async (id: number, what: MoneyDoc, amountFen: number, on = '2026-11-01') =>
  await within(
    async (ctx) =>
      await postMoney(ctx, 'ar', {
        entityId,
        party: { kind: 'customer', id },
        kind: amountFen > 0 ? 'goods' : 'advance',
        doc: what,
        businessDate: on,
        dues: [{ dueDate: on, amountFen }],
      }),
  );

test('what is settled cannot be taken back, and what is taken back leaves nothing open', async () => {
  const id = await customer();
  const [delivery, receipt] = [doc('delivery'), doc('receipt')];
  const [owed] = await post(id, delivery, 10_000);
  const [paid] = await post(id, receipt, -6_000, '2026-11-05');
  await within(
    async (ctx) =>
      await settle(ctx, 'ar', {
        owedId: owed!,
        paidId: paid!,
        amountFen: 6_000,
        doc: receipt,
        businessDate: '2026-11-05',
      }),
  );
  await expect(
    within(async (ctx) => await reverseMoney(ctx, 'ar', delivery, '2026-11-06')),
  ).rejects.toMatchObject({
    code: 'still-allocated',
    details: { errors: [{ params: { by: receipt.no } }] },
  });
  await expect(post(id, delivery, 1)).rejects.toThrow('posted already');
  const party = { kind: 'customer', id };
  expect(await moneyBalance(company.db.read, 'ar', party, '2026-11-04')).toBe(10_000);
  expect(await moneyBalance(company.db.read, 'ar', party, '2026-11-05')).toBe(4_000);
  await within(async (ctx) => {
    expect(await unsettle(ctx, 'ar', receipt, '2026-11-07')).toBe(1);
    await reverseMoney(ctx, 'ar', delivery, '2026-11-07');
  });
  // What was owed then is still what was owed then.
  expect(await moneyBalance(company.db.read, 'ar', party, '2026-11-05')).toBe(4_000);
  expect(await moneyBalance(company.db.read, 'ar', party, '2026-11-07')).toBe(-6_000);
  const open = await openItems(company.db.read, 'ar', 'customer', [id]);
  expect(open.map((row) => [row.doc_no, row.open_fen])).toEqual([[receipt.no, -6_000]]);
});

test('credit counts what is owed, what is confirmed and what was paid in advance', async () => {
  const id = await customer();
  await company.db.transaction(async (tx) => {
    const limited = tx.updateTable('customer').set({ credit_limit_fen: 10_000 });
    await limited.where('id', '=', id).execute();
  });
  await post(id, doc('delivery'), 7_000);
  await post(id, doc('receipt'), -2_000);
  const asked = { group: [id], today: '2026-11-20', undeliveredFen: 3_000 };
  const of = async (addFen: number) => await creditOf(company.db.read, id, { ...asked, addFen });
  expect(await of(2_000)).toMatchObject({ exposureFen: 8_000, overdueFen: 5_000, stopped: null });
  expect(await of(2_001)).toMatchObject({ overdueDays: 19, advanceFen: 2_000, stopped: 'limit' });
});

test('a group shares the limit of its head, and days of being late stop as well', async () => {
  const [head, branch, desk] = [await customer(), await customer(), await customer()];
  await company.db.transaction(async (tx) => {
    const set = (id: number, values: { parent_id?: number; credit_limit_fen?: number }) =>
      tx.updateTable('customer').set(values).where('id', '=', id).execute();
    await set(head, { credit_limit_fen: 10_000 });
    await set(branch, { parent_id: head });
    await set(desk, { parent_id: branch });
    const terms = { customer_id: desk, version: 1, term_id: null, overdue_days: 10 };
    await tx.insertInto('customer_terms').values(terms).execute();
  });
  await post(head, doc('delivery'), 4_000, '2026-11-19');
  await post(branch, doc('delivery'), 3_000, '2026-11-19');
  const of = async (id: number, addFen: number, today = '2026-11-20') => {
    const group = await creditGroupOf(company.db.read, id);
    return await creditOf(company.db.read, id, { group, today, undeliveredFen: 0, addFen });
  };
  expect(await creditGroupOf(company.db.read, desk)).toEqual([head, branch, desk]);
  expect(await of(desk, 3_000)).toMatchObject({ limitFen: 10_000, openFen: 7_000, stopped: null });
  expect(await of(desk, 3_001)).toMatchObject({ stopped: 'limit' });
  expect(await of(desk, 0, '2026-11-29')).toMatchObject({ overdueDays: 10, stopped: null });
  expect(await of(desk, 0, '2026-11-30')).toMatchObject({ overdueLimit: 10, stopped: 'overdue' });
  expect(await of(branch, 0, '2026-11-30')).toMatchObject({ overdueLimit: null, stopped: null });
});

test('what is owed follows when two entries of a customer become one, and comes back', async () => {
  const token = await company.login('boss');
  const [kept, other] = [await customer(), await customer()];
  await post(other, doc('delivery'), 500);
  const owedBy = async (id: number) =>
    (await openItems(company.db.read, 'ar', 'customer', [id])).map((row) => row.open_fen);
  const versionOf = async (id: number) =>
    ((await company.call(token, 'GET', `/customers/${id}`)).json as { version: number }).version;
  const body = {
    version: await versionOf(kept),
    otherId: other,
    otherVersion: await versionOf(other),
    take: [],
  };
  const merged = await company.call(token, 'POST', `/customers/${kept}/merge`, body);
  expect(merged.status).toBe(200);
  expect([await owedBy(kept), await owedBy(other)]).toEqual([[500], []]);
  const { json } = await company.call(token, 'GET', `/customers/${kept}/merges`);
  const { id } = (json as { rows: { id: number }[] }).rows[0]!;
  expect((await company.call(token, 'POST', `/merges/${id}/undo`)).status).toBe(200);
  expect([await owedBy(kept), await owedBy(other)]).toEqual([[], [500]]);
});

test('a voucher out of balance is refused, and one taken back leaves each account at nothing', async () => {
  const what = doc('delivery');
  const lines = [
    { account: 'receivable', amountFen: 113 },
    { account: 'revenue', amountFen: -100 },
    { account: 'taxOutput', amountFen: -13 },
  ] as const;
  const head = { entityId, doc: what, businessDate: '2026-11-01' };
  await expect(
    within(async (ctx) => await postVoucher(ctx, { ...head, lines: lines.slice(0, 2) })),
  ).rejects.toThrow('out by 13 fen');
  await within(async (ctx) => {
    await postVoucher(ctx, { ...head, lines });
    await reverseVoucher(ctx, what, '2026-11-02');
    await reverseVoucher(ctx, what, '2026-11-03');
  });
  const sums = await company.db.read
    .selectFrom('voucher_line')
    .select((eb) => ['account', eb.fn.sum('amount_fen').as('sum')])
    .groupBy('account')
    .execute();
  expect(sums.map((row) => Number(row.sum))).toEqual([0, 0, 0]);
  expect(await unbalancedVouchers(company.db.read)).toEqual([]);
});

test('neither ledger is ever changed', async () => {
  for (const table of ['ar_ledger', 'ar_allocation', 'voucher', 'voucher_line'] as const) {
    await expect(
      company.db.transaction(async (tx) => await tx.deleteFrom(table).execute()),
    ).rejects.toThrow();
  }
});

test('a month that is closed takes nothing', async () => {
  const id = await customer();
  await company.db.transaction(async (tx) => {
    const by = { action: 'close', reason: '', closed_by: 1, closed_at: 1 };
    const row = { area: 'arap', closed_to: '2026-09-30', ...by };
    await tx.insertInto('period_closing').values(row).execute();
  });
  await expect(post(id, doc('delivery'), 1, '2026-09-30')).rejects.toMatchObject({
    code: 'field-refused',
  });
  await post(id, doc('delivery'), 1, '2026-10-01');
});

test('whatever is posted, settled and taken back, the items agree with the ledger', async () => {
  const id = await customer();
  const step = fc.oneof(
    fc.record({ do: fc.constant('owe' as const), fen: fc.integer({ min: 1, max: 99_999 }) }),
    fc.record({ do: fc.constant('pay' as const), fen: fc.integer({ min: 1, max: 99_999 }) }),
    fc.record({ do: fc.constant('undo' as const), at: fc.nat(50) }),
  );
  const posted: MoneyDoc[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      for (const one of steps) {
        if (one.do === 'undo') {
          const what = posted[one.at % Math.max(1, posted.length)];
          if (!what) continue;
          const undo = async (ctx: Posting) => {
            await unsettle(ctx, 'ar', what, '2026-11-20');
            await reverseMoney(ctx, 'ar', what, '2026-11-20');
          };
          await within(undo).catch((error: { code?: string }) => {
            if (error.code !== 'still-allocated') throw error;
          });
          continue;
        }
        const what = doc(one.do);
        posted.push(what);
        const [row] = await post(id, what, one.do === 'owe' ? one.fen : -one.fen);
        if (one.do === 'owe') continue;
        // Oldest first, as a receipt proposes it.
        let rest = one.fen;
        for (const item of await openItems(company.db.read, 'ar', 'customer', [id])) {
          const amountFen = Math.min(rest, item.open_fen);
          if (amountFen <= 0) continue;
          rest -= amountFen;
          const to = { owedId: item.id, paidId: row!, amountFen, doc: what };
          await within(
            async (ctx) => await settle(ctx, 'ar', { ...to, businessDate: '2026-11-02' }),
          );
        }
      }
      expect(await wrongItems(company.db.read, 'ar')).toEqual([]);
      const open = await openItems(company.db.read, 'ar', 'customer', [id]);
      const balance = await moneyBalance(
        company.db.read,
        'ar',
        { kind: 'customer', id },
        '2030-01-01',
      );
      expect(open.reduce((sum, row) => sum + row.open_fen, 0)).toBe(balance);
      const standing = (
        await standings(company.db.read, 'ar', { kind: 'customer', ids: [id] }, '2026-11-30')
      ).get(id);
      expect((standing?.openFen ?? 0) - (standing?.advanceFen ?? 0)).toBe(balance);
      const ids = open.map((row) => row.id);
      for (const one of await standingAllocations(company.db.read, 'ar', ids)) {
        expect(one.amount_fen).toBeGreaterThan(0);
      }
    }),
    { numRuns: 12 },
  );
});

import type { Tx } from '@xinhang/db/database.ts';
import { Dice } from '@xinhang/server/demo/dice.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import type { Pipeline } from '@xinhang/shared/pipelines.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

/* Who reads a deal without owning it is kept by triggers; here against what the words say. */

let company: Awaited<ReturnType<typeof startCompany>>;
let people: number[];
let deals: number[];
let customers: number[];

beforeAll(async () => {
  company = await startCompany();
  const token = await company.login('boss');
  const post = async <T>(path: string, body: object) => {
    const answer = await company.call(token, 'POST', path, body);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.json as T;
  };
  const { rows } = (await company.call(token, 'GET', '/pipelines')).json as { rows: Pipeline[] };
  people = ['boss', 'manager', 'alice', 'bob'].map((name) => company.users[name]!);
  customers = [];
  for (const name of ['华星机械', '东海贸易', '南岭建材']) {
    customers.push((await post<{ id: number }>('/customers', { name })).id);
  }
  deals = [];
  for (let at = 0; at < 6; at++) {
    const customerId = at === 0 ? {} : { customerId: customers[at % 3] };
    const body = { name: `商机${at}`, pipelineId: rows[0]!.id, ...customerId };
    deals.push((await post<Deal>('/deals', body)).id);
  }
});
afterAll(async () => {
  await company.stop();
});

const lines = (rows: readonly { user_id: number; through: string; deal_id: number }[]) =>
  rows.map((row) => `${row.deal_id} ${row.through} ${row.user_id}`).toSorted();

async function kept(): Promise<string[]> {
  return lines(await company.db.read.selectFrom('deal_reader').selectAll().execute());
}

/** The same out of customers, deals and shares as they are now. */
async function meant(): Promise<string[]> {
  const { read } = company.db;
  const all = await read.selectFrom('deal').selectAll().execute();
  const owners = new Map(
    (await read.selectFrom('customer').select(['id', 'owner_id']).execute()).map((row) => [
      row.id,
      row.owner_id,
    ]),
  );
  const shares = await read.selectFrom('deal_share').selectAll().execute();
  return lines(
    all.flatMap((deal) => {
      const owner = deal.customer_id === null ? null : (owners.get(deal.customer_id) ?? null);
      const others = shares.filter(
        (share) => share.deal_id === deal.id && share.user_id !== deal.owner_id,
      );
      return [
        ...(owner !== null && owner !== deal.owner_id
          ? [{ deal_id: deal.id, through: 'customer', user_id: owner }]
          : []),
        ...others.map(({ user_id }) => ({ deal_id: deal.id, through: 'share', user_id })),
      ];
    }),
  );
}

/** One of the changes that the product makes to the three owners. */
async function change(tx: Tx, dice: Dice): Promise<void> {
  const [deal, customer, person] = [dice.pick(deals), dice.pick(customers), dice.pick(people)];
  const what = dice.pick([
    'owner',
    'pool',
    'deal',
    'customer',
    'share',
    'unshare',
    'move',
  ] as const);
  if (what === 'owner') {
    const owned = { owner_id: person, pool_id: null };
    await tx.updateTable('customer').set(owned).where('id', '=', customer).execute();
  } else if (what === 'pool') {
    const { id } = await tx.selectFrom('pool').select('id').executeTakeFirstOrThrow();
    const pooled = { owner_id: null, pool_id: id };
    await tx.updateTable('customer').set(pooled).where('id', '=', customer).execute();
  } else if (what === 'deal') {
    await tx.updateTable('deal').set({ owner_id: person }).where('id', '=', deal).execute();
  } else if (what === 'customer') {
    const to = dice.chance(0.2) ? null : customer;
    await tx.updateTable('deal').set({ customer_id: to }).where('id', '=', deal).execute();
  } else if (what === 'share') {
    await tx
      .insertInto('deal_share')
      .values({ deal_id: deal, user_id: person, share_bp: 1000 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  } else {
    const own = await tx.selectFrom('deal_share').selectAll().where('deal_id', '=', deal).execute();
    const one = own.find((share) => share.user_id === person);
    if (!one) return;
    const there = { deal_id: deal, user_id: person };
    if (what === 'unshare') {
      await tx.deleteFrom('deal_share').where('deal_id', '=', deal).execute();
    } else {
      const other = people.find((id) => own.every((share) => share.user_id !== id));
      if (other === undefined) return;
      await tx
        .updateTable('deal_share')
        .set({ user_id: other })
        .where('deal_id', '=', there.deal_id)
        .where('user_id', '=', there.user_id)
        .execute();
    }
  }
}

test('after any change of owners the readers are those that customers and shares name', async () => {
  const dice = new Dice(20_261_127);
  for (let round = 0; round < 120; round++) {
    await company.db.transaction(async (tx) => await change(tx, dice));
    expect(await kept(), `round ${round}`).toEqual(await meant());
  }
  expect((await kept()).length).toBeGreaterThan(0);
});

test('a change that is taken back takes its readers along', async () => {
  const before = await kept();
  await company.db
    .transaction(async (tx) => {
      await tx.deleteFrom('deal_share').execute();
      await tx.updateTable('deal').set({ customer_id: null }).execute();
      throw new Error('back');
    })
    .catch(() => null);
  expect(await kept()).toEqual(before);
});

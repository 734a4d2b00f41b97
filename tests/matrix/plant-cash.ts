import { TODAY, type Hands } from './plant-customers.ts';

/** Of whom the planted income is: a customer of another team. */
export const PARTY = 6;

/** A second account, a draft and a confirmed one of each document of the cash side. */
export async function plantCash(
  { plant, get, boss }: Hands,
  { accountId, customerId }: { accountId: number; customerId: number },
) {
  const account = { name: '矩阵备用金', kind: 'cash' };
  const { id: tillId } = await plant(boss, 'POST', '/cash-accounts', account);
  const began = { businessDate: '2026-09-01', amountFen: 700 };
  await plant(boss, 'POST', `/cash-accounts/${tillId}/opening`, began);
  const { rows } = await get<{ rows: { id: number; kind: string }[] }>(boss, '/cash-categories');
  const categoryId = rows.find((row) => row.kind === 'income')!.id;
  const both = async (path: string, body: object) => {
    const confirmed = (await plant(boss, 'POST', path, body)).id;
    await plant(boss, 'POST', `${path}/${confirmed}/confirm`, { version: 1 });
    return { confirmed, draft: (await plant(boss, 'POST', path, body)).id };
  };
  const common = { businessDate: TODAY, amountFen: 300 };
  const transfer = { ...common, fromId: accountId, toId: tillId };
  const income = {
    ...common,
    kind: 'income',
    categoryId,
    accountId,
    party: { kind: 'customer', id: customerId },
  };
  return {
    tillId,
    categoryId,
    categories: rows.length,
    transfer: await both('/cash-transfers', transfer),
    income: await both('/other-cash', income),
  };
}

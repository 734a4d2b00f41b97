import { updateFapiao, type NamedFapiao } from '@xinhang/db/repositories/fapiao.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { needIn, record, told } from './access.ts';
import { needFreeNumber } from './drafts.ts';

/**
 * Writes the number of what was issued as it truly is: it was typed by hand, and a slip is no reason
 * for a red one at the tax bureau. Nothing is posted; ledgers and vouchers keep the number that they
 * were written with, and find the fapiao by its id (docs/decisions/0356).
 */
export async function correctFapiao(
  ctx: WriteContext,
  id: number,
  { version, code, number, redOfNo }: EndpointInput<typeof api.fapiao.correct>['body'],
): Promise<NamedFapiao> {
  const row = await needIn(ctx, { id, version }, 'issued', 'red');
  const before = await told(ctx, row);
  const blueNo = redOfNo ?? row.red_of_no;
  // Only what takes back one that is not kept here says its number by hand.
  if (row.red_of_no === '' && blueNo !== '') throw fieldRefused('/redOfNo', 'unknown-line');
  if (blueNo === number) throw fieldRefused('/redOfNo', 'number-taken');
  await needFreeNumber(ctx, { entityId: row.entity_id, code, number, but: id });
  if (!(await updateFapiao(ctx.tx, row, { code, number, red_of_no: blueNo }))) throw stale(row);
  return (await record(ctx, 'fapiao.correct', row, before))!;
}

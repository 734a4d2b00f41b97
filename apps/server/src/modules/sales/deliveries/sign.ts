import { updateDelivery, type NamedDelivery } from '@xinhang/db/repositories/deliveries.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { standingDeliveryStates } from '@xinhang/shared/delivery-rules.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { stale } from '../../../http/conflict.ts';
import type { WriteContext } from '../../../http/context.ts';
import { todayOf } from '../../../http/today.ts';
import { createReturn } from '../returns/drafts.ts';
import { needIn, record, told } from './access.ts';

type Body = EndpointInput<typeof api.deliveries.sign>['body'];

/** Why goods come back where nobody wrote more. */
const SHORT = '签收短少';

/** Notes that the customer signed; for what was missing then a return is drafted at once. */
export async function signDelivery(
  ctx: WriteContext,
  id: number,
  { short, ...body }: Body,
): Promise<{ row: NamedDelivery; shortReturnId: number | null }> {
  const row = await needIn(ctx, { id, version: body.version }, standingDeliveryStates);
  if (body.signedOn < row.business_date) throw fieldRefused('/signedOn', 'before-business-date');
  if (body.signedOn > (await todayOf(ctx))) throw fieldRefused('/signedOn', 'in-the-future');
  const before = await told(ctx, row);
  const done = await updateDelivery(ctx.tx, row, {
    state: 'signed',
    signed_on: body.signedOn,
    signed_name: body.signedName,
    signed_note: body.signedNote,
  });
  if (!done) throw stale(row);
  const signed = (await record(ctx, 'deliveries.sign', row, before))!;
  if (!short) return { row: signed, shortReturnId: null };
  const { id: shortReturnId } = await createReturn(ctx, {
    deliveryId: id,
    businessDate: body.signedOn,
    warehouseId: null,
    reason: body.signedNote || SHORT,
    disposal: short.disposal,
    note: '',
    lines: short.lines.map((line) => ({ ...line, note: '' })),
  });
  return { row: signed, shortReturnId };
}

import type { WriteContext } from '../../../http/context.ts';
import {
  customerById,
  recordChange,
  recordStage,
  stageColumns,
  updateCustomer,
} from '../../customers/service.ts';

const STAGE = 'dealing';

/** A confirmed order makes a customer one who deals (domain.md, `customer`), whoever confirms it. */
export async function markDealing(ctx: WriteContext, customerId: number): Promise<void> {
  const before = await customerById(ctx.tx, customerId);
  if (!before || before.stage === STAGE) return;
  const stage = stageColumns(before, STAGE, ctx.now);
  const after = await updateCustomer(ctx.tx, customerId, before.version, stage);
  if (!after) return;
  await recordStage(ctx, before, after);
  await recordChange(ctx, 'customers.update', before, after);
}

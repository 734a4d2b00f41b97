import type { NamedDelivery } from '@xinhang/db/repositories/deliveries.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { WriteContext } from '../../../http/context.ts';
import { needDelivery } from './access.ts';
import { confirmDelivery, reverseDelivery } from './confirm.ts';
import { createDelivery, discardDraft } from './drafts.ts';

type Body = Omit<EndpointInput<typeof api.deliveries.create>['body'], 'warehouseId'>;

/** Drafts what a supplier shipped straight to the customer, through this place. */
export const draftShipped = async (
  ctx: WriteContext,
  body: Body,
  placeId: number,
): Promise<NamedDelivery> => await createDelivery(ctx, { ...body, warehouseId: null }, placeId);

/** Posts it, each line at what it came for. */
export async function confirmShipped(
  ctx: WriteContext,
  id: number,
  costs: readonly number[],
): Promise<NamedDelivery> {
  const { version } = await needDelivery(ctx, id);
  return await confirmDelivery(ctx, id, version, costs);
}

export async function reverseShipped(
  ctx: WriteContext,
  id: number,
  reason: string,
): Promise<NamedDelivery> {
  const { version } = await needDelivery(ctx, id, 'deliveries.reverse');
  return await reverseDelivery(ctx, id, { version, reason, dropShip: true });
}

export async function discardShipped(ctx: WriteContext, id: number): Promise<void> {
  const { version } = await needDelivery(ctx, id);
  await discardDraft(ctx, id, version, { dropShip: true });
}

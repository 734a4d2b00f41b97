import { namesInScope } from '@xinhang/db/repositories/customers.ts';
import type { OwnedKind } from '../../registry/owned.ts';

/** Customers, as lower modules speak of them. */
export const ownedCustomer: OwnedKind = {
  kind: 'customer',
  names: (ctx, ids) => namesInScope(ctx.db, ctx.actor, ids),
};

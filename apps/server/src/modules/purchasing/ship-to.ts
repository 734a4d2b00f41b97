import type { ShipTo } from '@xinhang/shared/purchase-orders.ts';

/** The frozen ship-to of a sales order as the supplier is told it: who, where, and the phone. */
export function shippedTo(frozen: string): ShipTo | null {
  if (frozen === '') return null;
  const { receiver = '', phone = '', address = '' } = JSON.parse(frozen) as Partial<ShipTo>;
  return { receiver, phone, address };
}

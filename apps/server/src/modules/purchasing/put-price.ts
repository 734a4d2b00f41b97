import { NO_DATE } from '@xinhang/db/no-date.ts';
import { listSupplierPrices, supplierPriceById } from '@xinhang/db/repositories/supplier-prices.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import type { WriteContext } from '../../http/context.ts';
import { addPrice, changePrice, dropPrice } from './supplier-prices.ts';

type Create = EndpointInput<typeof api.supplierPrices.create>['body'];
type Put = Create & { unitId: number; validFrom: string };

/** What a price that was put became, and what taking it back needs. */
export interface SupplierPricePut {
  became: 'same' | 'created' | 'replaced';
  id: number;
  version: number;
  /** The price whose place it took, as it was; `version` since. */
  ended: { id: number; version: number; priceE4: number; validTo: string | null } | null;
}

const MOST_OF_ONE = 500;

/**
 * Writes what a supplier asks in the place of what holds on its first day for the same unit and
 * quantity: one that began before ends the day before, one of the same day is written over.
 */
export async function putSupplierPrice(ctx: WriteContext, body: Put): Promise<SupplierPricePut> {
  const question = { supplierId: body.supplierId, productId: body.productId };
  const page = { before: null, limit: MOST_OF_ONE };
  const rows = await listSupplierPrices(ctx.tx, { ...question, today: body.validFrom }, page);
  const holds = rows.find(
    (row) =>
      row.unit_id === body.unitId &&
      row.qty_from_e4 === body.qtyFromE4 &&
      row.valid_from <= body.validFrom &&
      row.valid_to >= body.validFrom,
  );
  const validTo = body.validTo ?? NO_DATE;
  if (
    holds?.price_e4 === body.priceE4 &&
    holds.basis === body.basis &&
    holds.valid_to === validTo &&
    (body.partNo === '' || holds.part_no === body.partNo)
  ) {
    return { became: 'same', id: holds.id, version: holds.version, ended: null };
  }
  const added = async (ended: SupplierPricePut['ended']): Promise<SupplierPricePut> => {
    const partNo = body.partNo || (holds?.part_no ?? '');
    const { id, version } = await addPrice(ctx, { ...body, partNo });
    return { became: ended ? 'replaced' : 'created', id, version, ended };
  };
  if (!holds) return await added(null);
  const before = {
    priceE4: holds.price_e4,
    validTo: holds.valid_to === NO_DATE ? null : holds.valid_to,
  };
  const { id, version } = holds;
  if (holds.valid_from === body.validFrom) {
    const { priceE4, basis, partNo } = body;
    const after = await changePrice(ctx, id, {
      version,
      priceE4,
      basis,
      validTo: body.validTo,
      ...(partNo !== '' && { partNo }),
    });
    const ended = { id, version: after.version, ...before };
    return { became: 'replaced', id, version: after.version, ended };
  }
  const to = addDays(body.validFrom, -1);
  const after = await changePrice(ctx, id, { version, validTo: to });
  return await added({ id, version: after.version, ...before });
}

/** Takes a price back that was put; false, and nothing is changed, where somebody touched it since. */
export async function takeBackSupplierPrice(
  ctx: WriteContext,
  { id, version, ended }: SupplierPricePut,
): Promise<boolean> {
  const own = await supplierPriceById(ctx.tx, id);
  if (own?.version !== version) return false;
  if (ended?.id === id) {
    const { priceE4, validTo } = ended;
    await changePrice(ctx, id, { version, priceE4, validTo });
    return true;
  }
  await dropPrice(ctx, id);
  const old = ended && (await supplierPriceById(ctx.tx, ended.id));
  if (old?.version === ended?.version && old) {
    await changePrice(ctx, old.id, { version: old.version, validTo: ended!.validTo });
  }
  return true;
}

import { NO_DATE } from '@xinhang/db/no-date.ts';
import type { NamedRule } from '@xinhang/db/repositories/price-rules.ts';
import type { PriceRuleFacts } from '@xinhang/shared/price-resolver.ts';
import type { PriceRule } from '@xinhang/shared/prices.ts';

const ref = (id: number | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' };
const endOf = (validTo: string) => (validTo === NO_DATE ? null : validTo);

/** A rule with its names; `today` says whether it has expired. */
export function toRule(row: NamedRule, today: string): PriceRule {
  return {
    id: row.id,
    version: row.version,
    state:
      row.state === 'draft' ? 'draft' : row.valid_to < today ? 'expired' : ('released' as const),
    product:
      row.product_id === null
        ? null
        : {
            id: row.product_id,
            code: row.product_code ?? '',
            name: row.product_name ?? '',
            spec: row.product_spec ?? '',
          },
    unit: ref(row.unit_id, row.unit_name),
    priceE4: row.price_e4,
    category: ref(row.category_id, row.category_name),
    discountBp: row.discount_bp,
    scope: row.scope as PriceRule['scope'],
    customer: ref(row.customer_id, row.customer_name),
    region: row.region,
    level: ref(row.level_id, row.level_name),
    qtyFromE4: row.qty_from_e4,
    basis: row.basis as PriceRule['basis'],
    floorE4: row.floor_e4,
    ceilingE4: row.ceiling_e4,
    validFrom: row.valid_from,
    validTo: endOf(row.valid_to),
    note: row.note,
    createdBy: ref(row.created_by, row.created_by_name),
    releasedAt: row.released_at,
  };
}

/** A rule as the resolver reads it. */
export const toFacts = (row: NamedRule): PriceRuleFacts => ({
  id: row.id,
  productId: row.product_id,
  categoryId: row.category_id,
  scope: row.scope as PriceRuleFacts['scope'],
  customerId: row.customer_id,
  region: row.region,
  levelId: row.level_id,
  unitId: row.unit_id,
  qtyFromE4: row.qty_from_e4,
  priceE4: row.price_e4,
  discountBp: row.discount_bp,
  basis: row.basis as PriceRuleFacts['basis'],
  floorE4: row.floor_e4,
  ceilingE4: row.ceiling_e4,
  validFrom: row.valid_from,
  validTo: endOf(row.valid_to),
});

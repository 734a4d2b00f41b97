import type { ImportKindName } from '@xinhang/shared/import-kinds.ts';
import type { ProductUses } from '../../registry/product-uses.ts';
import type { LastPrices } from '../../registry/last-prices.ts';
import { customerImport } from './customers/kind.ts';
import { salesFactImport } from './facts/kind.ts';
import type { ImportKind } from './kind.ts';
import { priceImport } from './prices/kind.ts';
import { openingBillsIssued, openingBillsReceived } from './openings/bills.ts';
import { openingCash } from './openings/cash.ts';
import { openingOrders } from './openings/orders.ts';
import { openingPayables, openingReceivables } from './openings/owed.ts';
import { openingStock } from './openings/stock.ts';
import { openingPurchases } from './openings/purchases.ts';
import { productImport } from './products/kind.ts';
import { supplierPriceImport } from './supplier-prices/kind.ts';
import { supplierImport } from './suppliers/kind.ts';

/** What the kinds need of the server beside the database. */
export interface KindDeps {
  productUses: ProductUses;
  lastPrices: LastPrices;
}

export type ImportKinds = Readonly<Record<ImportKindName, ImportKind>>;

/** Every kind that may be imported. */
export const importKindsOf = ({ productUses, lastPrices }: KindDeps): ImportKinds => ({
  customers: customerImport,
  products: productImport(productUses),
  suppliers: supplierImport,
  supplierPrices: supplierPriceImport,
  prices: priceImport,
  openingStock,
  openingReceivables,
  openingPayables,
  openingBillsReceived,
  openingBillsIssued,
  openingCash,
  openingOrders: openingOrders(lastPrices),
  openingPurchases,
  salesFacts: salesFactImport,
});

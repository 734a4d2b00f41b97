import type { Permission } from './permissions.ts';

/** What a file may bring in. */
export const importKinds = [
  'customers',
  'products',
  'suppliers',
  'supplierPrices',
  'prices',
  'openingStock',
  'openingReceivables',
  'openingPayables',
  'openingBillsReceived',
  'openingBillsIssued',
  'openingCash',
  'openingOrders',
  'openingPurchases',
  'salesFacts',
] as const;
/** Of what was there before the company began to keep its books here. */
export const openingKinds = [
  'openingStock',
  'openingReceivables',
  'openingPayables',
  'openingBillsReceived',
  'openingBillsIssued',
  'openingCash',
  'openingOrders',
  'openingPurchases',
] as const satisfies readonly ImportKindName[];
export type OpeningKind = (typeof openingKinds)[number];
export type ImportKindName = (typeof importKinds)[number];

/** What whoever imports files of a kind must hold. */
export const importNeeds: Readonly<Record<ImportKindName, Permission>> = {
  customers: 'customers.import',
  products: 'products.update',
  suppliers: 'suppliers.update',
  supplierPrices: 'suppliers.update',
  prices: 'prices.update',
  // Those who answer for the books of it: a file says what goods cost.
  openingStock: 'stock.reverse',
  openingReceivables: 'receivables.adjust',
  openingPayables: 'payables.adjust',
  openingBillsReceived: 'receivables.adjust',
  openingBillsIssued: 'payables.adjust',
  openingCash: 'cash.manage',
  // No credit and no price stops an order that was agreed before: it is for those who release them.
  openingOrders: 'contracts.confirm',
  openingPurchases: 'purchaseOrders.confirm',
  // Figures of the sales team: for those who bring in its open orders.
  salesFacts: 'contracts.confirm',
};
/** Whoever may import anything; of which kind is looked at then. */
export const importers: readonly Permission[] = importKinds.map((kind) => importNeeds[kind]);

/** What a column of a list of customers may become; `sheet-words.ts` names them. */
export const importTargets = [
  'name',
  'shortName',
  'industry',
  'region',
  'city',
  'address',
  'source',
  'stage',
  'chanceGrade',
  'phone',
  'website',
  'taxNo',
  'note',
  'owner',
  'tags',
  'externalNo',
  'createdAt',
  'contactName',
  'contactDept',
  'contactPost',
  'contactPhone',
  'contactPhone2',
  'contactWechat',
  'contactEmail',
  'contactBirthday',
  'contactNote',
  'followUpAt',
  'followUpAuthor',
  'followUpText',
  'nextFollowOn',
] as const;
export type ImportTarget = (typeof importTargets)[number];

/** Units and barcodes of a list of products: the base unit and two more, each with its codes. */
export const MOST_SHEET_UNITS = 3;

/**
 * What a column of a list of products may become, in the order of the export; `catalog-words.ts`
 * names them. Prices are with tax, for one of the base unit, for everybody.
 */
export const productTargets = [
  'code',
  'productName',
  'spec',
  'productKind',
  'category',
  'unit',
  'barcode',
  'unit2',
  'unit2Factor',
  'barcode2',
  'unit3',
  'unit3Factor',
  'barcode3',
  'price',
  'floorPrice',
  'ceilingPrice',
  'purchasePrice',
  'taxRate',
  'minQty',
  'maxQty',
  'qtyDecimals',
  'tracksBatch',
  'tracksSerial',
  'fapiaoName',
  'fapiaoUnit',
  'taxCode',
  'productNote',
  'inUse',
] as const;
export type ProductTarget = (typeof productTargets)[number];
/** Those that say a price; `level:<id>` is the price of a level. */
export const priceTargets: readonly string[] = ['price', 'floorPrice', 'ceilingPrice'];
export const isPriceTarget = (target: string): boolean =>
  priceTargets.includes(target) || target.startsWith('level:');

/** What a column of a list of suppliers may become, in the order of the export. */
export const supplierTargets = [
  'supplierCode',
  'supplierName',
  'supplierContact',
  'supplierPost',
  'supplierPhone',
  'supplierMobile',
  'supplierAddress',
  'supplierTaxNo',
  'supplierDeductible',
  'supplierTerm',
  'supplierBank',
  'supplierAccount',
  'supplierBuyer',
  'supplierState',
  'supplierNote',
] as const;
/** Of a list of what suppliers ask; the product is found by code, or by name and spec. */
export const supplierPriceTargets = [
  'supplierName',
  'code',
  'productName',
  'spec',
  'unit',
  'askedPrice',
  'priceBasis',
  'qtyFrom',
  'validFrom',
  'validTo',
  'partNo',
  'priceNote',
] as const;
/** Of a list of prices for everybody, a region, a level or a customer. */
export const priceListTargets = [
  'code',
  'productName',
  'spec',
  'unit',
  'priceCustomer',
  'priceLevel',
  'priceRegion',
  'listPrice',
  'listFloor',
  'listCeiling',
  'priceBasis',
  'qtyFrom',
  'validFrom',
  'validTo',
  'priceNote',
] as const;
/** Of goods as they lay there as the books began. */
export const openingStockTargets = [
  'code',
  'productName',
  'spec',
  'unit',
  'warehouse',
  'stockQty',
  'stockCost',
  'stockValue',
  'stockBatch',
  'stockSerials',
  'openingNote',
] as const;
const owedTargets = ['oldNo', 'docDate', 'dueDate', 'owed', 'advance', 'openingNote'] as const;
/** Each old document a row; what was paid in advance in a column of its own. */
export const openingReceivableTargets = ['openingCustomer', ...owedTargets] as const;
export const openingPayableTargets = ['supplierName', ...owedTargets] as const;
const billTargets = [
  'billNo',
  'billKind',
  'billDrawer',
  'billAcceptor',
  'billIssued',
  'billDue',
  'billAmount',
  'billSubFrom',
  'billTransferable',
  'openingNote',
] as const;
/** Each bill of exchange that is open a row. */
export const openingBillReceivedTargets = ['openingCustomer', ...billTargets] as const;
export const openingBillIssuedTargets = ['supplierName', ...billTargets] as const;
export const openingCashTargets = [
  'cashAccount',
  'openingAmount',
  'docDate',
  'openingNote',
] as const;
/** Each line of an order a row; rows of one number and customer are one order. */
export const openingOrderTargets = [
  'openingCustomer',
  'oldNo',
  'docDate',
  'requiredDate',
  'code',
  'productName',
  'spec',
  'unit',
  'openQty',
  'orderPrice',
  'priceBasis',
  'openingNote',
] as const;
/** The same of orders to suppliers. */
export const openingPurchaseTargets = [
  'supplierName',
  'oldNo',
  'docDate',
  'requiredDate',
  'code',
  'productName',
  'spec',
  'unit',
  'openQty',
  'orderPrice',
  'priceBasis',
  'openingNote',
] as const;
/** Each line of a document that was sold before the company kept its books here a row. */
export const salesFactTargets = [
  'openingCustomer',
  'docDate',
  'oldNo',
  'factLine',
  'code',
  'productName',
  'spec',
  'unit',
  'soldQty',
  'soldNet',
  'soldGross',
  'soldTax',
  'taxRate',
  'stockCost',
  'stockValue',
  'salesperson',
] as const;
/** Those of them that no other kind has. */
export type FactTarget =
  | 'factLine'
  | 'soldQty'
  | 'soldNet'
  | 'soldGross'
  | 'soldTax'
  | 'salesperson';
export type OpeningTarget =
  | (typeof openingStockTargets)[number]
  | (typeof openingReceivableTargets)[number]
  | (typeof openingPayableTargets)[number]
  | (typeof openingBillReceivedTargets)[number]
  | (typeof openingCashTargets)[number]
  | (typeof openingOrderTargets)[number];
export type TradeTarget =
  | (typeof supplierTargets)[number]
  | (typeof supplierPriceTargets)[number]
  | (typeof priceListTargets)[number];

/** What the columns of a file of each kind may become. */
export const targetsOf = {
  customers: importTargets,
  products: productTargets,
  suppliers: supplierTargets,
  supplierPrices: supplierPriceTargets,
  prices: priceListTargets,
  openingStock: openingStockTargets,
  openingReceivables: openingReceivableTargets,
  openingPayables: openingPayableTargets,
  openingBillsReceived: openingBillReceivedTargets,
  openingBillsIssued: openingBillIssuedTargets,
  openingCash: openingCashTargets,
  openingOrders: openingOrderTargets,
  openingPurchases: openingPurchaseTargets,
  salesFacts: salesFactTargets,
} as const satisfies Record<ImportKindName, readonly string[]>;

/** One of each group must be in a file of the kind. */
export const neededTargets: Readonly<Record<ImportKindName, readonly (readonly string[])[]>> = {
  customers: [['name']],
  products: [['code', 'productName']],
  suppliers: [['supplierName']],
  supplierPrices: [['supplierName'], ['code', 'productName'], ['askedPrice']],
  // A file may name levels by their columns, so that the price itself is looked at by the rows.
  prices: [['code', 'productName']],
  openingStock: [['code', 'productName'], ['stockQty'], ['stockCost', 'stockValue']],
  openingReceivables: [['openingCustomer'], ['owed', 'advance']],
  openingPayables: [['supplierName'], ['owed', 'advance']],
  openingBillsReceived: [
    ['openingCustomer'],
    ['billNo'],
    ['billAcceptor'],
    ['billIssued'],
    ['billDue'],
    ['billAmount'],
  ],
  openingBillsIssued: [
    ['supplierName'],
    ['billNo'],
    ['billAcceptor'],
    ['billIssued'],
    ['billDue'],
    ['billAmount'],
  ],
  openingCash: [['cashAccount'], ['openingAmount']],
  openingOrders: [
    ['openingCustomer'],
    ['oldNo'],
    ['code', 'productName'],
    ['openQty'],
    ['orderPrice'],
  ],
  openingPurchases: [
    ['supplierName'],
    ['oldNo'],
    ['code', 'productName'],
    ['openQty'],
    ['orderPrice'],
  ],
  salesFacts: [
    ['openingCustomer'],
    ['docDate'],
    ['code', 'productName'],
    ['soldQty'],
    ['soldNet', 'soldGross'],
  ],
};
/** Kinds in which a column may be the price of a level. */
export const levelKinds: readonly ImportKindName[] = ['products', 'prices'];
/** The first group that a mapping has nothing of; undefined where it is whole. */
export const missingTargets = (kind: ImportKindName, mapping: readonly (string | null)[]) =>
  neededTargets[kind].find((group) => !group.some((target) => mapping.includes(target)));

import type { Permission } from './permissions.ts';

/** What a file may bring in. */
export const importKinds = [
  'customers',
  'products',
  'suppliers',
  'supplierPrices',
  'prices',
] as const;
export type ImportKindName = (typeof importKinds)[number];

/** What whoever imports files of a kind must hold. */
export const importNeeds: Readonly<Record<ImportKindName, Permission>> = {
  customers: 'customers.import',
  products: 'products.update',
  suppliers: 'suppliers.update',
  supplierPrices: 'suppliers.update',
  prices: 'prices.update',
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
  'supplierName',
  'supplierContact',
  'supplierPost',
  'supplierPhone',
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
} as const satisfies Record<ImportKindName, readonly string[]>;

/** One of each group must be in a file of the kind. */
export const neededTargets: Readonly<Record<ImportKindName, readonly (readonly string[])[]>> = {
  customers: [['name']],
  products: [['code', 'productName']],
  suppliers: [['supplierName']],
  supplierPrices: [['supplierName'], ['code', 'productName'], ['askedPrice']],
  // A file may name levels by their columns, so that the price itself is looked at by the rows.
  prices: [['code', 'productName']],
};
/** Kinds in which a column may be the price of a level. */
export const levelKinds: readonly ImportKindName[] = ['products', 'prices'];
/** The first group that a mapping has nothing of; undefined where it is whole. */
export const missingTargets = (kind: ImportKindName, mapping: readonly (string | null)[]) =>
  neededTargets[kind].find((group) => !group.some((target) => mapping.includes(target)));

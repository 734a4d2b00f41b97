import type { Permission } from './permissions.ts';

/** What a file may bring in. */
export const importKinds = ['customers', 'products'] as const;
export type ImportKindName = (typeof importKinds)[number];

/** What whoever imports files of a kind must hold. */
export const importNeeds: Readonly<Record<ImportKindName, Permission>> = {
  customers: 'customers.import',
  products: 'products.update',
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

import { may, type Actor } from '@xinhang/db/actor.ts';
import { placesReached } from '@xinhang/db/scope-places.ts';
import { importKinds, importNeeds, type ImportKindName } from '@xinhang/shared/import-kinds.ts';

const everyCustomer = (actor: Actor) => actor.reach.get('customers.read')?.all === true;
const seesCost = (actor: Actor) => actor.fields.cost === 'show';

/** Who sees the imports of others, of those who may import files of the kind. */
export const seesEveryImport: Readonly<Record<ImportKindName, (actor: Actor) => boolean>> = {
  customers: everyCustomer,
  // A file may say what products cost and are sold at: it is of those who see both.
  products: (actor) => seesCost(actor) && may(actor, 'prices.read'),
  suppliers: (actor) => may(actor, 'suppliers.read'),
  supplierPrices: (actor) => may(actor, 'suppliers.read') && seesCost(actor),
  // A file may say what each customer is asked.
  prices: (actor) => may(actor, 'prices.read') && everyCustomer(actor),
  openingStock: (actor) =>
    may(actor, 'stock.read') && placesReached(actor, 'stock.read') === null && seesCost(actor),
  openingReceivables: (actor) => actor.reach.get('receivables.read')?.all === true,
  openingPayables: (actor) => may(actor, 'payables.read'),
  openingBillsReceived: (actor) => actor.reach.get('receivables.read')?.all === true,
  openingBillsIssued: (actor) => may(actor, 'payables.read'),
  openingCash: (actor) => may(actor, 'cash.read'),
  openingOrders: (actor) => actor.reach.get('salesOrders.read')?.all === true,
  openingPurchases: (actor) => may(actor, 'purchaseOrders.read') && seesCost(actor),
  salesFacts: (actor) => actor.reach.get('salesOrders.read')?.all === true && seesCost(actor),
};

/** The name under which a change of an import is told: each kind has its own hearers. */
export const importEntity = (kind: ImportKindName) =>
  kind === 'customers' ? 'import' : `${kind}Import`;

/** Those who hear of every import, by the name under which it is told. */
export const importHearers: ReadonlyMap<string, (actor: Actor) => boolean> = new Map(
  importKinds.map((kind) => [
    importEntity(kind),
    (actor) => may(actor, importNeeds[kind]) && seesEveryImport[kind](actor),
  ]),
);

import {
  negativePlaces,
  wrongBalances,
  wrongKeeping,
  wrongPieces,
  wrongPools,
  wrongReservations,
} from '@xinhang/db/repositories/stock-check.ts';
import {
  wrongCorrections,
  wrongIssues,
  wrongShort,
} from '@xinhang/db/repositories/provisional-check.ts';
import { wrong, type Check } from './check.ts';

/** What lies where is what the ledger says, nowhere less than nothing, and costs what it should. */
const stock: Check = {
  key: 'stock',
  part: 'database',
  async *run({ db }) {
    for (const row of await wrongBalances(db)) {
      const detail = `${row.batch} is ${row.cached} and should be ${row.posted}`;
      yield wrong('stock-balance', { id: row.product_id, place: row.location_id }, detail);
    }
    for (const row of await negativePlaces(db)) {
      yield wrong('stock-negative', { id: row.product_id, place: row.location_id });
    }
    for (const row of await wrongPools(db)) {
      const detail = `${row.qty} for ${row.value}, and should be ${row.posted_qty} for ${row.posted_value}`;
      yield wrong('stock-pool', { id: row.product_id }, detail);
    }
    for (const row of await wrongPieces(db)) {
      yield wrong('stock-piece', { id: row.product_id, serial: row.serial });
    }
    for (const row of await wrongShort(db)) {
      yield wrong('stock-provisional', { id: row.product_id });
    }
    for (const row of await wrongIssues(db)) yield wrong('provisional-issue', { id: row.id });
    for (const row of await wrongCorrections(db)) yield wrong('cost-correction', { id: row.id });
    for (const row of await wrongReservations(db)) {
      const detail = `${row.cached} is reserved and orders keep ${row.posted}`;
      yield wrong('stock-reserved', { id: row.product_id, place: row.location_id }, detail);
    }
    for (const row of await wrongKeeping(db)) {
      yield wrong('order-reserved', { id: row.order_id, line: row.id });
    }
  },
};

export const stockChecks: readonly Check[] = [stock];

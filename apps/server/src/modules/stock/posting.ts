import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { LocationRecord } from '@xinhang/db/repositories/locations.ts';
import type { StockProduct } from '@xinhang/db/repositories/stock-posting.ts';
import type { AccountKey } from '@xinhang/shared/accounts.ts';
import type { Fen } from '@xinhang/shared/money.ts';
import type { FieldProblem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import type { StockBooks } from './books.ts';

/** One line of a document as the ledger takes it. */
export interface StockLine {
  /** Where the document shows what is wrong with the line: `/lines/0`. */
  pointer: string;
  lineId: number | null;
  productId: number;
  fromId: number;
  toId: number;
  /** Empty where the product has none. */
  batch?: string;
  /** One for each piece, where the product has numbers. */
  serials?: readonly string[];
  /** Of the base unit; more than 0. */
  qtyE4: number;
  qty2E4?: number;
  /**
   * What came in cost so much; without it the average, of an empty pool what it cost the last time.
   * What goes out goes back at the value with which it came; without it at the average.
   */
  valueFen?: number;
  /** The row of the ledger that this one takes back; whether more went out by it than was there. */
  reversalOf?: number;
  provisional?: boolean;
  orderLineId?: number;
  projectId?: number;
  contractId?: number;
}

export interface StockDoc {
  entityId: number;
  kind: string;
  id: number;
  /** For statements and periods; cost goes by the order of posting. */
  businessDate: string;
  lines: readonly StockLine[];
  /**
   * More may go out than is there, where the company says so: where the cost of it stands, so that it
   * can be corrected once it is known. Without it nothing ever does (docs/decisions/0338).
   */
  beyond?: Beyond;
}

export interface Beyond {
  account: AccountKey;
  customerId?: number;
}

/** What a line was posted with: its cost if it went out, its value if it came in. */
export interface PostedLine {
  lineId: number | null;
  valueFen: number;
}

/** A document that is being posted. */
export interface Posting {
  ctx: WriteContext;
  doc: StockDoc;
  products: ReadonlyMap<number, StockProduct>;
  places: ReadonlyMap<number, LocationRecord>;
  books: StockBooks;
  /** Lines of which there is too little. */
  short: FieldProblem[];
  /** Whether the company lets more out than is there; undefined before anything asked. */
  negative?: boolean;
}

/** What a row is worth, before it is written. */
export interface Moved {
  valueFen: Fen;
  /** The company has less than that, and it is let go. */
  beyond?: boolean;
  /** What follows from the row once it is there. */
  settle?: (rowId: number) => Promise<void>;
}

/** Whether the company lets more out than is there; asked where that would happen alone. */
export async function goesNegative(posting: Posting): Promise<boolean> {
  posting.negative ??= (await readSetting(posting.ctx.tx, 'stock.negative')) === 'provisional';
  return posting.negative;
}

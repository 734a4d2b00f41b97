import type { Database } from 'better-sqlite3';
import { inserter } from './bulk.ts';

/** The company's own money, as every row of a ledger names it. */
export const OWN_MONEY = { currency: 'CNY', rate_e8: 100_000_000 };

export const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** An order of the made company, as far as what follows from it must know. */
export interface MadeOrder {
  id: number;
  no: string;
  customer: number;
  seller: number;
  at: number;
  day: string;
  lines: MadeLine[];
}

export interface MadeLine {
  id: number;
  product: number;
  qty: number;
  netFen: number;
  taxFen: number;
  costFen: number;
  /** Whether it was delivered. */
  sent: boolean;
}

export interface Paper {
  kind: string;
  id: number;
  no: string;
  /** Business date. */
  day: string;
  by: number;
  at: number;
}

export type Numbers = ReturnType<typeof numbersOf>;

/** Numbers of documents in their months, and vouchers, as postings of the made company take them. */
export function numbersOf(db: Database) {
  const next = new Map<string, number>();
  const voucher = inserter(db, 'voucher');
  const line = inserter(db, 'voucher_line');
  let vouchers = 0;
  return {
    take(prefix: string, day: string): string {
      const period = day.slice(0, 7).replace('-', '');
      const key = `${prefix}-${period}`;
      const no = next.get(key) ?? 1;
      next.set(key, no + 1);
      return `${key}-${String(no).padStart(4, '0')}`;
    },
    /** Amounts of 0 have no line. */
    voucher(
      { kind, id, no, day, by, at }: Paper,
      lines: readonly (readonly [account: string, fen: number, customer: number | null])[],
    ): void {
      vouchers += 1;
      voucher({
        id: vouchers,
        entity_id: 1,
        doc_kind: kind,
        doc_id: id,
        doc_no: no,
        business_date: day,
        reversal_of: null,
        posted_by: by,
        posted_at: at,
      });
      for (const [sort, [account, fen, customer]] of lines.entries()) {
        if (fen === 0) continue;
        line({
          voucher_id: vouchers,
          sort,
          account,
          amount_fen: fen,
          customer_id: customer,
          supplier_id: null,
          product_id: null,
          user_id: null,
          dept_id: null,
          project_id: null,
          ...OWN_MONEY,
          amount_cur: fen,
        });
      }
    },
    /** Where the server goes on counting. */
    close(): void {
      const sequence = inserter(db, 'doc_sequence');
      for (const [key, no] of next) {
        const [type, period] = key.split('-');
        sequence({ entity_id: 1, type: type!, period: period!, next: no });
      }
    },
  };
}

import type { Generated } from 'kysely';

export interface BillTables {
  /** A bill of exchange that a customer gave, or that a supplier was given. */
  bill: {
    id: Generated<number>;
    version: number;
    entity_id: number;
    side: string;
    kind: string;
    /** What the last of its steps made it. */
    state: string;
    no: string;
    /** Range of the part of a bill that can be split; null where it cannot. */
    sub_from: number | null;
    sub_to: number | null;
    drawer: string;
    acceptor: string;
    amount_fen: number;
    issued_on: string;
    due_on: string;
    transferable: number;
    /** The bill from which this part was split off, the first of them; null: it came by itself. */
    part_of: number | null;
  };
  /** Append-only: what became of it, each taken back by a row the other way. */
  bill_step: {
    id: Generated<number>;
    bill_id: number;
    kind: string;
    from_state: string;
    to_state: string;
    doc_kind: string;
    doc_id: number;
    doc_no: string;
    business_date: string;
    account_id: number | null;
    fee_fen: number;
    note: string;
    reversal_of: number | null;
    posted_by: number;
    posted_at: number;
  };
}

import type { Generated } from 'kysely';

export interface HandoverTables {
  handover: {
    id: Generated<number>;
    version: number;
    /** Whose rows they were. */
    user_id: number;
    /** JSON of the rule. */
    plan: string;
    /** JSON: for each receiver how many of each sort. */
    counts: string;
    shares: number;
    note: string;
    state: string;
    by_user_id: number | null;
    /** UTC ms. */
    at: number;
    /** It can be taken back until then, UTC ms. */
    until: number;
    /** JSON: by kind the number of the last note of its change of hands. */
    marks: string;
    reverted_by: number | null;
    reverted_at: number | null;
    went_back: number;
    kept: number;
  };
  handover_row: {
    handover_id: number;
    kind: string;
    row_id: number;
    sort: string;
    to_id: number;
    /** `handed`; after it was taken back `back` or `kept`. */
    outcome: string;
    code: string;
    /** Who went along with a plan, or when an instruction was acknowledged, before it was handed. */
    was: number | null;
  };
  handover_share: { handover_id: number; deal_id: number; user_id: number; share_bp: number };
}

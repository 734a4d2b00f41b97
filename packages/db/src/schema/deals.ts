import type { Generated } from 'kysely';

export interface DealTables {
  pipeline: {
    id: Generated<number>;
    version: number;
    name: string;
    name_key: string;
    sales_model: string | null;
    active: number;
    sort: number;
    /** JSON list of proofs, any one of which a deal must have to be won. */
    won_needs: Generated<string>;
    /** Whether winning passes all gates of the stages that are left. */
    won_gates: Generated<number>;
  };
  pipeline_stage: {
    id: Generated<number>;
    pipeline_id: number;
    position: number;
    name: string;
    chance: number;
    stuck_days: number | null;
    /** 0: taken out of the pipeline; ended deals and their history still name it. */
    active: number;
    /** Asked before a deal enters it; null: nobody is. */
    approval_flow_id: number | null;
  };
  /** A move that asked for an approval, and what became of it. */
  deal_move: {
    id: Generated<number>;
    deal_id: number;
    from_stage_id: number;
    to_stage_id: number;
    /** Null while it is being asked for. */
    approval_id: number | null;
    state: string;
    by_user_id: number;
    /** UTC ms. */
    at: number;
  };
  /** What a deal must have before it enters a stage: a field, or a check with a title. */
  gate_item: {
    id: Generated<number>;
    stage_id: number;
    position: number;
    field: string | null;
    title: string;
    active: number;
  };
  deal: {
    id: Generated<number>;
    version: number;
    name: string;
    name_key: string;
    name_sort: string;
    customer_id: number | null;
    owner_id: number;
    pipeline_id: number;
    stage_id: number;
    state: string;
    /** Percent; null: that of the stage. */
    chance: number | null;
    amount_fen: number | null;
    /** Business dates; '9999-12-31' means none, so that keyset pages need no null order. */
    expected_on: string;
    first_expected_on: string;
    closed_on: string;
    close_reason: string;
    close_note: string;
    source: string;
    /** Whose result an ended deal is where that is not its owner: the biggest share of the time. */
    credited_to: number | null;
    /** Chance grade that its customer had when it ended. */
    grade: string | null;
    note: string;
    external_no: string;
    /** UTC ms. */
    stage_since: number;
    created_by: number | null;
    created_at: number;
  };
  /** How long a deal stood in a stage, UTC ms; kept by triggers (docs/decisions/0201). */
  deal_stay: {
    id: Generated<number>;
    deal_id: number;
    stage_id: number;
    since: number;
    /** Null while it stands there. */
    left_at: number | null;
  };
  deal_line: {
    id: Generated<number>;
    deal_id: number;
    position: number;
    /** As it is called there; the words stay when the product is renamed. */
    product: string;
    /** The product of the company and its unit, where it is one. */
    product_id: number | null;
    unit_id: number | null;
    qty_e4: number;
    price_e4: number;
    amount_fen: number;
  };
  deal_share: { deal_id: number; user_id: number; share_bp: number };
  /** Who reads a deal without owning it; kept by triggers (docs/decisions/0185). */
  deal_reader: { user_id: number; through: string; deal_id: number };
  deal_contact: {
    deal_id: number;
    contact_id: number;
    role: string;
    attitude: string;
    influence: string;
  };
  competitor: {
    id: Generated<number>;
    version: number;
    name: string;
    name_key: string;
    strengths: string;
    weaknesses: string;
    note: string;
    active: number;
  };
  deal_competitor: {
    deal_id: number;
    competitor_id: number;
    price_fen: number | null;
    note: string;
  };
  deal_file: {
    id: Generated<number>;
    deal_id: number;
    name: string;
    mime: string;
    size: number;
    sha256: string;
    uploaded_by: number;
    at: number;
    removed_at: number | null;
  };
  deal_check: { deal_id: number; gate_item_id: number; by_user_id: number; at: number };
  deal_event: {
    id: Generated<number>;
    deal_id: number;
    kind: string;
    /** Ids of stages and people, fen, dates, outcomes, as text. */
    from_value: string;
    to_value: string;
    reason: string;
    back: number;
    by_user_id: number | null;
    at: number;
  };
}

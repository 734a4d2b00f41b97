import type { Generated } from 'kysely';

export interface AppraisalTables {
  appraisal_scheme: {
    id: Generated<number>;
    version: number;
    name: string;
    span: string;
    /** JSON lists of texts and of ids. */
    posts: string;
    dept_ids: string;
    active: number;
    /** Business date. */
    since_on: string;
  };
  /** The indicators of a scheme, as JSON, as they were from then on. */
  appraisal_edition: {
    id: Generated<number>;
    scheme_id: number;
    no: number;
    indicators: string;
    made_by: number | null;
    at: number;
  };
  /** Periods whose sheets the clock has made. */
  appraisal_made: { scheme_id: number; period: string; at: number };
  appraisal_sheet: {
    id: Generated<number>;
    version: number;
    edition_id: number;
    person_id: number;
    /** Department and post of the person when it was made. */
    dept_id: number;
    post: string;
    period: string;
    /** Business dates that are counted, both included. */
    from_on: string;
    to_on: string;
    state: string;
    /** Business date; without one the last there is. */
    due_on: string;
    counted_at: number;
    /** Hundredths of a point. */
    self_total: number | null;
    total: number | null;
    grade: string | null;
    comment: string;
    objection: string;
    made_at: number;
  };
  appraisal_item: {
    sheet_id: number;
    /** Of the indicator, in the edition. */
    key: string;
    figure: number | null;
    /** Hundredths of a point; of what is counted the head's is that of the rule. */
    self_score: number | null;
    self_note: string;
    head_score: number | null;
    head_note: string;
  };
  /** Decision on somebody on probation. */
  probation_review: {
    id: Generated<number>;
    version: number;
    person_id: number;
    /** Business date: the end of the probation that is reviewed. */
    ends_on: string;
    state: string;
    /** 1: neither open nor asked. */
    closed: number;
    decision: string | null;
    decided_on: string | null;
    note: string;
    decided_by: number | null;
    decided_at: number | null;
    /** Figures as they were when it was decided, as JSON; null before. */
    figures: string | null;
    made_at: number;
  };
  watch_rule: {
    id: Generated<number>;
    version: number;
    name: string;
    /** JSON list of ids. */
    dept_ids: string;
    basis: string;
    figure: string | null;
    span: string;
    bound: number;
    periods: number;
    active: number;
    /** Business date. */
    since_on: string;
  };
  watch_case: {
    id: Generated<number>;
    version: number;
    rule_id: number;
    person_id: number;
    period: string;
    state: string;
    /** 1: over. */
    closed: number;
    /** Business date; without one the last there is. */
    until_on: string;
    /** Bound of the rule when it was proposed. */
    bound: number;
    /** JSON. */
    evidence: string;
    made_at: number;
  };
  watch_step: {
    id: Generated<number>;
    case_id: number;
    at: number;
    by_user_id: number | null;
    decision: string;
    until_on: string | null;
    reason: string;
    /** JSON list of texts. */
    measures: string;
  };
  appraisal_step: {
    id: Generated<number>;
    sheet_id: number;
    at: number;
    verb: string;
    by_user_id: number | null;
    text: string;
  };
}

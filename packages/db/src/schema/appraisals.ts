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
  appraisal_step: {
    id: Generated<number>;
    sheet_id: number;
    at: number;
    verb: string;
    by_user_id: number | null;
    text: string;
  };
}

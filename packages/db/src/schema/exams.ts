import type { Generated } from 'kysely';

type Kind = 'single' | 'multiple' | 'boolean' | 'fill' | 'text';

export interface ExamTables {
  question_category: { id: Generated<number>; version: number; name: string; sort: number };
  question: {
    id: Generated<number>;
    version: number;
    category_id: number;
    kind: Kind;
    state: 'draft' | 'published' | 'retired';
    /** Of the newest version; 0 before the first. */
    no: number;
    text: string;
    /** JSON as `QuestionDetail`. */
    detail: string;
    points: number;
    difficulty: number;
    /** The text as the search looks through it. */
    find_text: string;
    at: number;
  };
  question_version: {
    id: Generated<number>;
    question_id: number;
    no: number;
    kind: Kind;
    text: string;
    /** JSON as `QuestionDetail`. */
    detail: string;
    points: number;
    by_id: number | null;
    at: number;
  };
  exam: {
    id: Generated<number>;
    version: number;
    title: string;
    note: string;
    active: number;
    pass_percent: number;
    /** Null: as long as one likes. */
    minutes: number | null;
    /** Null: as often as one likes. */
    tries: number | null;
    wait_hours: number;
    shuffle_questions: number;
    shuffle_options: number;
    /** Business dates, both included. */
    open_from: string | null;
    open_until: string | null;
    answers_shown: 'never' | 'passed' | 'always';
    at: number;
  };
  exam_item: {
    exam_id: number;
    sort: number;
    question_id: number | null;
    category_id: number | null;
    /** How many of the category. */
    draw: number | null;
    points: number | null;
  };
  exam_attempt: {
    id: Generated<number>;
    version: number;
    exam_id: number;
    user_id: number;
    no: number;
    state: 'open' | 'marking' | 'done';
    pass_percent: number;
    started_at: number;
    ends_at: number | null;
    closed_at: number | null;
    /** Business date. */
    closed_on: string | null;
    closed_by: 'person' | 'clock' | null;
    score: number | null;
    total: number;
    /** Score of the total in 1/100 %. */
    percent_bp: number | null;
    passed: number | null;
    marked_by: number | null;
    marked_at: number | null;
    /** 1: it does not count against the tries. */
    forgiven: Generated<number>;
  };
  exam_answer: {
    attempt_id: number;
    no: number;
    question_id: number;
    question_version_id: number;
    points: number;
    /** JSON: indexes of the options in the order in which they were shown. */
    options: string;
    /** JSON: indexes of the options that were chosen. */
    chosen: string;
    text: string;
    /** Counts what was saved; 0 before the first answer. */
    version: number;
    /** Null until it is marked. */
    score: number | null;
    comment: string;
  };
}

import type { Generated } from 'kysely';

export interface TrainingTables {
  course: {
    id: Generated<number>;
    version: number;
    title: string;
    note: string;
    active: number;
    at: number;
    /** Of an exam that stands alone: it is the only lesson. */
    exam_id: number | null;
  };
  lesson: {
    id: Generated<number>;
    course_id: number;
    sort: number;
    kind: 'article' | 'text' | 'file' | 'session' | 'exam';
    title: string;
    article_id: number | null;
    /** JSON as `RichDoc`. */
    body: string | null;
    file_id: number | null;
    /** Business date of a classroom session. */
    on_date: string | null;
    place: string;
    trainer_id: number | null;
    removed_at: number | null;
    exam_id: number | null;
    /** How long it takes as planned; null where nobody said. */
    minutes: Generated<number | null>;
  };
  learning_path: {
    id: Generated<number>;
    version: number;
    name: string;
    note: string;
    active: number;
  };
  path_step: { path_id: number; sort: number; course_id: number; days: number };
  training_rule: {
    id: Generated<number>;
    version: number;
    path_id: number;
    /** With all below it; null: the whole company. */
    dept_id: number | null;
    /** Empty: any. */
    post: string;
    hired_within_days: number;
    active: number;
  };
  enrolment: {
    id: Generated<number>;
    user_id: number;
    course_id: number;
    path_id: number | null;
    rule_id: number | null;
    by_id: number | null;
    assigned_on: string;
    due_on: string;
    at: number;
    finished_at: number | null;
    finished_on: string | null;
    withdrawn_at: number | null;
  };
  lesson_progress: {
    enrolment_id: number;
    lesson_id: number;
    started_at: number;
    finished_at: number | null;
    /** Who recorded it: the person, or the trainer. */
    by_id: number;
    /** How long the person took part; null: as the lesson says, whenever it does. */
    minutes: Generated<number | null>;
  };
}

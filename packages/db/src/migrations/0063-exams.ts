import type { Ddl, Migration } from './ddl.ts';

const bank = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE question_category (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL, sort ${int} NOT NULL
  )${strict}`,
  `CREATE UNIQUE INDEX question_category_name ON question_category (name)`,
  // What is written by now; attempts hold a version, which nothing changes.
  `CREATE TABLE question (
    id ${id}, version ${int} NOT NULL,
    category_id ${int} NOT NULL REFERENCES question_category(id),
    kind TEXT NOT NULL CHECK (kind IN ('single','multiple','boolean','fill','text')),
    state TEXT NOT NULL CHECK (state IN ('draft','published','retired')),
    no ${int} NOT NULL, text TEXT NOT NULL, detail TEXT NOT NULL, points ${int} NOT NULL,
    difficulty ${int} NOT NULL, find_text TEXT NOT NULL, at ${int} NOT NULL,
    CHECK ((no = 0) = (state = 'draft'))
  )${strict}`,
  `CREATE INDEX question_newest ON question (at, id)`,
  `CREATE INDEX question_drawn ON question (category_id, state)`,
  `CREATE TABLE question_version (
    id ${id}, question_id ${int} NOT NULL REFERENCES question(id), no ${int} NOT NULL,
    kind TEXT NOT NULL, text TEXT NOT NULL, detail TEXT NOT NULL, points ${int} NOT NULL,
    by_id ${int} REFERENCES "user"(id), at ${int} NOT NULL
  )${strict}`,
  `CREATE UNIQUE INDEX question_version_no ON question_version (question_id, no)`,
  ...frozen('question_version'),
];

const exams = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE exam (
    id ${id}, version ${int} NOT NULL, title TEXT NOT NULL, note TEXT NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0,1)), pass_percent ${int} NOT NULL,
    minutes ${int}, tries ${int}, wait_hours ${int} NOT NULL,
    shuffle_questions ${int} NOT NULL CHECK (shuffle_questions IN (0,1)),
    shuffle_options ${int} NOT NULL CHECK (shuffle_options IN (0,1)),
    open_from TEXT, open_until TEXT,
    answers_shown TEXT NOT NULL CHECK (answers_shown IN ('never','passed','always')),
    at ${int} NOT NULL
  )${strict}`,
  // A question, or so many of a category drawn for each attempt anew; points: instead of their own.
  `CREATE TABLE exam_item (
    exam_id ${int} NOT NULL REFERENCES exam(id), sort ${int} NOT NULL,
    question_id ${int} REFERENCES question(id),
    category_id ${int} REFERENCES question_category(id), draw ${int}, points ${int},
    PRIMARY KEY (exam_id, sort),
    CHECK ((question_id IS NULL) = (category_id IS NOT NULL)),
    CHECK ((category_id IS NULL) = (draw IS NULL))
  )${strict}`,
  `CREATE INDEX exam_item_question ON exam_item (question_id)`,
  `CREATE INDEX exam_item_category ON exam_item (category_id)`,
  `CREATE TABLE exam_attempt (
    id ${id}, version ${int} NOT NULL, exam_id ${int} NOT NULL REFERENCES exam(id),
    user_id ${int} NOT NULL REFERENCES "user"(id), no ${int} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open','marking','done')),
    pass_percent ${int} NOT NULL, started_at ${int} NOT NULL, ends_at ${int},
    closed_at ${int}, closed_on TEXT, closed_by TEXT CHECK (closed_by IN ('person','clock')),
    score ${int}, total ${int} NOT NULL, percent_bp ${int},
    passed ${int} CHECK (passed IN (0,1)), marked_by ${int} REFERENCES "user"(id), marked_at ${int},
    CHECK ((state = 'open') = (closed_at IS NULL)), CHECK ((state = 'done') = (passed IS NOT NULL))
  )${strict}`,
  `CREATE UNIQUE INDEX exam_attempt_no ON exam_attempt (exam_id, user_id, no)`,
  `CREATE UNIQUE INDEX exam_attempt_open ON exam_attempt (exam_id, user_id) WHERE state = 'open'`,
  `CREATE INDEX exam_attempt_person ON exam_attempt (user_id, closed_on)`,
  `CREATE INDEX exam_attempt_closed ON exam_attempt (closed_at, id)`,
  `CREATE INDEX exam_attempt_ends ON exam_attempt (ends_at) WHERE state = 'open'`,
  `CREATE INDEX exam_attempt_marking ON exam_attempt (closed_at, id) WHERE state = 'marking'`,
  `CREATE INDEX exam_attempt_marking_of ON exam_attempt (user_id, closed_at)
    WHERE state = 'marking'`,
  // `options`: the order in which they were shown; `version` counts what was saved.
  `CREATE TABLE exam_answer (
    attempt_id ${int} NOT NULL REFERENCES exam_attempt(id), no ${int} NOT NULL,
    question_id ${int} NOT NULL REFERENCES question(id),
    question_version_id ${int} NOT NULL REFERENCES question_version(id),
    points ${int} NOT NULL, options TEXT NOT NULL, chosen TEXT NOT NULL, text TEXT NOT NULL,
    version ${int} NOT NULL, score ${int}, comment TEXT NOT NULL,
    PRIMARY KEY (attempt_id, no)
  )${strict}`,
  `CREATE INDEX exam_answer_question ON exam_answer (question_id)`,
];

const lessonColumns =
  'id, course_id, sort, kind, title, article_id, body, file_id, on_date, place, trainer_id, removed_at';

/** An exam is a lesson of a course; one that stands alone is the only lesson of a course of its own. */
const lessons = ({ engine, id, int, strict }: Ddl) =>
  engine === 'postgres'
    ? [
        `ALTER TABLE course ADD COLUMN exam_id ${int} REFERENCES exam(id)`,
        `ALTER TABLE lesson DROP CONSTRAINT lesson_kind_check`,
        `ALTER TABLE lesson ADD CONSTRAINT lesson_kind_check
          CHECK (kind IN ('article','text','file','session','exam'))`,
        `ALTER TABLE lesson ADD COLUMN exam_id ${int} REFERENCES exam(id)`,
        `ALTER TABLE lesson ADD CONSTRAINT lesson_exam_check
          CHECK ((kind = 'exam') = (exam_id IS NOT NULL))`,
      ]
    : [
        `ALTER TABLE course ADD COLUMN exam_id ${int} REFERENCES exam(id)`,
        // SQLite changes no check: the table is written anew, with the one that leads to it.
        `CREATE TABLE lesson_anew (
          id ${id}, course_id ${int} NOT NULL REFERENCES course(id), sort ${int} NOT NULL,
          kind TEXT NOT NULL CHECK (kind IN ('article','text','file','session','exam')),
          title TEXT NOT NULL, article_id ${int} REFERENCES kb_article(id), body TEXT,
          file_id ${int} REFERENCES kb_file(id), on_date TEXT, place TEXT NOT NULL,
          trainer_id ${int} REFERENCES "user"(id), removed_at ${int},
          exam_id ${int} REFERENCES exam(id),
          CHECK ((kind = 'article') = (article_id IS NOT NULL)),
          CHECK ((kind = 'text') = (body IS NOT NULL)),
          CHECK ((kind = 'file') = (file_id IS NOT NULL)),
          CHECK ((kind = 'session') = (on_date IS NOT NULL)),
          CHECK ((kind = 'session') = (trainer_id IS NOT NULL)),
          CHECK ((kind = 'exam') = (exam_id IS NOT NULL))
        )${strict}`,
        `INSERT INTO lesson_anew (${lessonColumns}) SELECT ${lessonColumns} FROM lesson`,
        `CREATE TABLE lesson_progress_anew (
          enrolment_id ${int} NOT NULL REFERENCES enrolment(id),
          lesson_id ${int} NOT NULL REFERENCES lesson_anew(id),
          started_at ${int} NOT NULL, finished_at ${int}, by_id ${int} NOT NULL REFERENCES "user"(id),
          PRIMARY KEY (enrolment_id, lesson_id)
        )${strict}`,
        `INSERT INTO lesson_progress_anew (enrolment_id, lesson_id, started_at, finished_at, by_id)
          SELECT enrolment_id, lesson_id, started_at, finished_at, by_id FROM lesson_progress`,
        `DROP TABLE lesson_progress`,
        `DROP TABLE lesson`,
        `ALTER TABLE lesson_anew RENAME TO lesson`,
        `ALTER TABLE lesson_progress_anew RENAME TO lesson_progress`,
        `CREATE INDEX lesson_course ON lesson (course_id, sort, id)`,
        `CREATE INDEX lesson_trainer ON lesson (trainer_id, on_date)`,
        `CREATE INDEX lesson_file ON lesson (file_id)`,
      ];

/** Question bank, exams, attempts; exams as lessons of courses (S36, S37). */
export const examsMigration: Migration = {
  id: 63,
  name: 'exams',
  statements: (ddl) => [
    ...bank(ddl),
    ...exams(ddl),
    ...lessons(ddl),
    `CREATE INDEX lesson_exam ON lesson (exam_id)`,
  ],
};

import type { Ddl, Migration } from './ddl.ts';

const statements = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE plan (
    id ${id}, version ${int} NOT NULL,
    person_id ${int} NOT NULL REFERENCES "user"(id),
    companion_id ${int} REFERENCES "user"(id),
    customer_id ${int} NOT NULL REFERENCES customer(id), deal_id ${int} REFERENCES deal(id),
    kind TEXT NOT NULL CHECK (kind IN ('visit','call','other')), purpose TEXT NOT NULL,
    due_on TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('planned','done','cancelled')),
    follow_up_id ${int} REFERENCES follow_up(id), at ${int} NOT NULL,
    CHECK ((state = 'done') = (follow_up_id IS NOT NULL))
  )${strict}`,
  `CREATE INDEX plan_due ON plan (due_on, id)`,
  `CREATE INDEX plan_person ON plan (person_id, due_on, id)`,
  `CREATE INDEX plan_customer ON plan (customer_id, due_on, id)`,
  `CREATE INDEX plan_follow_up ON plan (follow_up_id)`,
];

/** What somebody means to do with a customer on a day, and the follow-up that did it (S83). */
export const plansMigration: Migration = { id: 47, name: 'plans', statements };

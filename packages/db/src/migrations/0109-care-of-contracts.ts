import type { Ddl, Migration } from './ddl.ts';

const triggers = `"trigger" IN ('interval','birthday','festival','firstDeal','contractEnd')`;

/** Care may be asked before a contract ends. */
function plans({ engine, id, int, strict }: Ddl): string[] {
  if (engine === 'postgres') {
    return [
      `ALTER TABLE care_plan DROP CONSTRAINT care_plan_trigger_check`,
      `ALTER TABLE care_plan ADD CONSTRAINT care_plan_trigger_check CHECK (${triggers})`,
    ];
  }
  const columns = `id, version, name, kind, what, "trigger", every_days, festival, lead_days,
    grades, models, tag_ids, active, since`;
  return [
    // What was asked names its plan by the same id again when the transaction ends.
    `PRAGMA defer_foreign_keys = ON`,
    `CREATE TABLE care_plan_before AS SELECT * FROM care_plan`,
    `DROP TABLE care_plan`,
    `CREATE TABLE care_plan (
      id ${id}, version ${int} NOT NULL, name TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('call','visit','greeting','gift')), what TEXT NOT NULL,
      "trigger" TEXT NOT NULL CHECK (${triggers}),
      every_days ${int}, festival TEXT, lead_days ${int} NOT NULL,
      grades TEXT NOT NULL, models TEXT NOT NULL, tag_ids TEXT NOT NULL,
      active ${int} NOT NULL CHECK (active IN (0,1)), since TEXT NOT NULL,
      CHECK (("trigger" = 'interval') = (every_days IS NOT NULL)),
      CHECK (("trigger" = 'festival') = (festival IS NOT NULL))
    )${strict}`,
    `INSERT INTO care_plan (${columns}) SELECT ${columns} FROM care_plan_before`,
    `DROP TABLE care_plan_before`,
  ];
}

/** The end of a contract is a reason for care. */
export const careOfContracts: Migration = {
  id: 109,
  name: 'care of contracts',
  statements: plans,
};

import type { Ddl, Migration } from './ddl.ts';

const causes = `cause IN ('lastFollowUp','noDeal','contractEnd')`;

/** A rule may be about the end of contracts. */
function rules({ engine, id, int, strict }: Ddl): string[] {
  if (engine === 'postgres') {
    return [
      `ALTER TABLE pool_rule DROP CONSTRAINT pool_rule_cause_check`,
      `ALTER TABLE pool_rule ADD CONSTRAINT pool_rule_cause_check CHECK (${causes})`,
    ];
  }
  const columns = `id, pool_id, position, cause, grades, days, warn_days, spares_open_deals, active,
    removed, since_on`;
  return [
    // The forecast names its rules by the same ids again when the transaction ends.
    `PRAGMA defer_foreign_keys = ON`,
    `CREATE TABLE pool_rule_before AS SELECT * FROM pool_rule`,
    `DROP TABLE pool_rule`,
    `CREATE TABLE pool_rule (
      id ${id}, pool_id ${int} NOT NULL REFERENCES pool(id), position ${int} NOT NULL,
      cause TEXT NOT NULL CHECK (${causes}), grades TEXT NOT NULL,
      days ${int} NOT NULL CHECK (days > 0), warn_days ${int} NOT NULL CHECK (warn_days >= 0),
      spares_open_deals ${int} NOT NULL CHECK (spares_open_deals IN (0,1)),
      active ${int} NOT NULL CHECK (active IN (0,1)),
      removed ${int} NOT NULL CHECK (removed IN (0,1)), since_on TEXT NOT NULL
    )${strict}`,
    `INSERT INTO pool_rule (${columns}) SELECT ${columns} FROM pool_rule_before`,
    `DROP TABLE pool_rule_before`,
    `CREATE INDEX pool_rule_pool ON pool_rule (pool_id, position)`,
  ];
}

/** Customers drop so long after their last contract; the forecast keeps by which end it judged. */
export const endsOfContracts: Migration = {
  id: 195,
  name: 'ends of contracts',
  statements: (ddl) => [...rules(ddl), `ALTER TABLE drop_forecast ADD COLUMN contract_end_on TEXT`],
};

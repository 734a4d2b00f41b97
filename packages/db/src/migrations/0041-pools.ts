import type { Ddl, Migration } from './ddl.ts';

const pools = ({ id, int, strict, frozen }: Ddl) => [
  `ALTER TABLE pool ADD COLUMN cool_down_days ${int} NOT NULL DEFAULT 0`,
  `ALTER TABLE pool ADD COLUMN claims_per_day ${int}`,
  `ALTER TABLE pool ADD COLUMN hold_cap ${int}`,
  `ALTER TABLE pool ADD COLUMN views_per_day ${int}`,
  `ALTER TABLE pool ADD COLUMN workdays ${int} NOT NULL DEFAULT 0 CHECK (workdays IN (0,1))`,
  `CREATE TABLE pool_dept (
    pool_id ${int} NOT NULL REFERENCES pool(id), dept_id ${int} NOT NULL REFERENCES dept(id),
    PRIMARY KEY (pool_id, dept_id)
  )${strict}`,
  `CREATE TABLE pool_rule (
    id ${id}, pool_id ${int} NOT NULL REFERENCES pool(id), position ${int} NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('lastFollowUp','noDeal')), grades TEXT NOT NULL,
    days ${int} NOT NULL CHECK (days > 0), warn_days ${int} NOT NULL CHECK (warn_days >= 0),
    spares_open_deals ${int} NOT NULL CHECK (spares_open_deals IN (0,1)),
    active ${int} NOT NULL CHECK (active IN (0,1)),
    removed ${int} NOT NULL CHECK (removed IN (0,1)), since_on TEXT NOT NULL
  )${strict}`,
  `CREATE INDEX pool_rule_pool ON pool_rule (pool_id, position)`,
  `CREATE TABLE claim_log (
    id ${id}, customer_id ${int} NOT NULL REFERENCES customer(id),
    pool_id ${int} NOT NULL REFERENCES pool(id), user_id ${int} NOT NULL REFERENCES "user"(id),
    on_date TEXT NOT NULL, at ${int} NOT NULL
  )${strict}`,
  // A day's claims of one person are counted; the last of a customer says who was faster.
  `CREATE INDEX claim_log_user ON claim_log (user_id, on_date, pool_id)`,
  `CREATE INDEX claim_log_customer ON claim_log (customer_id, id)`,
  ...frozen('claim_log'),
  `CREATE TABLE pool_view (
    user_id ${int} NOT NULL REFERENCES "user"(id), on_date TEXT NOT NULL,
    customer_id ${int} NOT NULL REFERENCES customer(id),
    pool_id ${int} NOT NULL REFERENCES pool(id), PRIMARY KEY (user_id, on_date, customer_id)
  )${strict}`,
  `CREATE INDEX pool_view_date ON pool_view (on_date)`,
  `CREATE INDEX pool_view_customer ON pool_view (customer_id)`,
];

const holding = ({ int, strict }: Ddl) => [
  `CREATE TABLE customer_lock (
    customer_id ${int} PRIMARY KEY REFERENCES customer(id), reason TEXT NOT NULL,
    until_on TEXT, by_user_id ${int} NOT NULL REFERENCES "user"(id), at ${int} NOT NULL
  )${strict}`,
  // Who drops when, as the night found it; with what was known then, so that stale rows fall out.
  `CREATE TABLE drop_forecast (
    customer_id ${int} PRIMARY KEY REFERENCES customer(id), owner_id ${int} NOT NULL,
    drop_on TEXT NOT NULL, warn_on TEXT NOT NULL,
    rule_id ${int} NOT NULL REFERENCES pool_rule(id),
    chance_grade TEXT, last_follow_at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX drop_forecast_owner ON drop_forecast (owner_id, drop_on, customer_id)`,
  `CREATE INDEX drop_forecast_on ON drop_forecast (drop_on, customer_id)`,
  // By which rule a customer went back to the pool.
  `ALTER TABLE owner_history ADD COLUMN pool_rule_id ${int}`,
];

/** Public pools with their rules, claims, locks and the forecast of who drops (S31, S32, S41). */
export const poolsMigration: Migration = {
  id: 41,
  name: 'pools',
  statements: (ddl) => [...pools(ddl), ...holding(ddl)],
};

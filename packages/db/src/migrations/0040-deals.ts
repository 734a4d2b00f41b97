import { readyPipelines } from '@xinhang/shared/ready-pipelines.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { Ddl, Migration } from './ddl.ts';

const pipelines = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE pipeline (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    sales_model TEXT, active ${int} NOT NULL CHECK (active IN (0,1)), sort ${int} NOT NULL
  )${strict}`,
  `CREATE TABLE pipeline_stage (
    id ${id}, pipeline_id ${int} NOT NULL REFERENCES pipeline(id), position ${int} NOT NULL,
    name TEXT NOT NULL, chance ${int} NOT NULL CHECK (chance BETWEEN 0 AND 100),
    stuck_days ${int}, active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  `CREATE INDEX pipeline_stage_pipeline ON pipeline_stage (pipeline_id, position)`,
  `CREATE TABLE gate_item (
    id ${id}, stage_id ${int} NOT NULL REFERENCES pipeline_stage(id), position ${int} NOT NULL,
    field TEXT, title TEXT NOT NULL, active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  `CREATE INDEX gate_item_stage ON gate_item (stage_id, position)`,
];

const dealTable = ({ id, int, orderedText, strict }: Ddl) => [
  `CREATE TABLE deal (
    id ${id}, version ${int} NOT NULL,
    name TEXT NOT NULL, name_key TEXT NOT NULL, name_sort ${orderedText} NOT NULL,
    customer_id ${int} REFERENCES customer(id), owner_id ${int} NOT NULL REFERENCES "user"(id),
    pipeline_id ${int} NOT NULL REFERENCES pipeline(id),
    stage_id ${int} NOT NULL REFERENCES pipeline_stage(id),
    state TEXT NOT NULL CHECK (state IN ('open','won','lost','void')),
    chance ${int} CHECK (chance BETWEEN 0 AND 100),
    amount_fen ${int} CHECK (amount_fen >= 0),
    expected_on TEXT NOT NULL, first_expected_on TEXT NOT NULL, closed_on TEXT NOT NULL,
    close_reason TEXT NOT NULL, close_note TEXT NOT NULL,
    source TEXT NOT NULL, grade TEXT, note TEXT NOT NULL, external_no TEXT NOT NULL,
    stage_since ${int} NOT NULL, created_by ${int}, created_at ${int} NOT NULL,
    CHECK (state <> 'won' OR (customer_id IS NOT NULL AND amount_fen IS NOT NULL))
  )${strict}`,
  // A list walks one owner's deals of a state; a board one stage; a page the deals of a customer.
  `CREATE INDEX deal_owner ON deal (owner_id, state, expected_on, id)`,
  `CREATE INDEX deal_stage ON deal (stage_id, state, owner_id, expected_on, id)`,
  `CREATE INDEX deal_customer ON deal (customer_id, id)`,
  `CREATE INDEX deal_closed ON deal (closed_on, state)`,
  `CREATE INDEX deal_expected ON deal (state, expected_on, id)`,
  `CREATE INDEX deal_external ON deal (external_no)`,
];

const parts = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE deal_line (
    id ${id}, deal_id ${int} NOT NULL REFERENCES deal(id), position ${int} NOT NULL,
    product TEXT NOT NULL, qty_e4 ${int} NOT NULL, price_e4 ${int} NOT NULL,
    amount_fen ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX deal_line_deal ON deal_line (deal_id, position)`,
  `CREATE TABLE deal_share (
    deal_id ${int} NOT NULL REFERENCES deal(id), user_id ${int} NOT NULL REFERENCES "user"(id),
    share_bp ${int} NOT NULL CHECK (share_bp BETWEEN 1 AND 10000),
    PRIMARY KEY (deal_id, user_id)
  )${strict}`,
  `CREATE INDEX deal_share_user ON deal_share (user_id, deal_id)`,
  `CREATE TABLE deal_contact (
    deal_id ${int} NOT NULL REFERENCES deal(id), contact_id ${int} NOT NULL REFERENCES contact(id),
    role TEXT NOT NULL, attitude TEXT NOT NULL, influence TEXT NOT NULL,
    PRIMARY KEY (deal_id, contact_id)
  )${strict}`,
  `CREATE INDEX deal_contact_contact ON deal_contact (contact_id)`,
  `CREATE TABLE competitor (
    id ${id}, version ${int} NOT NULL, name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    strengths TEXT NOT NULL, weaknesses TEXT NOT NULL, note TEXT NOT NULL,
    active ${int} NOT NULL CHECK (active IN (0,1))
  )${strict}`,
  `CREATE TABLE deal_competitor (
    deal_id ${int} NOT NULL REFERENCES deal(id),
    competitor_id ${int} NOT NULL REFERENCES competitor(id),
    price_fen ${int}, note TEXT NOT NULL, PRIMARY KEY (deal_id, competitor_id)
  )${strict}`,
  `CREATE INDEX deal_competitor_competitor ON deal_competitor (competitor_id, deal_id)`,
  `CREATE TABLE deal_check (
    deal_id ${int} NOT NULL REFERENCES deal(id),
    gate_item_id ${int} NOT NULL REFERENCES gate_item(id),
    by_user_id ${int} NOT NULL, at ${int} NOT NULL, PRIMARY KEY (deal_id, gate_item_id)
  )${strict}`,
  `CREATE TABLE deal_event (
    id ${id}, deal_id ${int} NOT NULL REFERENCES deal(id), kind TEXT NOT NULL,
    from_value TEXT NOT NULL, to_value TEXT NOT NULL, reason TEXT NOT NULL,
    back ${int} NOT NULL CHECK (back IN (0,1)), by_user_id ${int}, at ${int} NOT NULL
  )${strict}`,
  `CREATE INDEX deal_event_deal ON deal_event (deal_id, at, id)`,
  ...frozen('deal_event'),
];

/** What ready roles of a company that exists already gain; new ones start with it. */
const grants = () =>
  [
    ['deals.read', 'customers.read'],
    ['deals.update', 'customers.update'],
    ['deals.assign', 'customers.assign'],
    ['deals.create', 'customers.create'],
  ].map(
    ([added, like]) => `INSERT INTO role_grant
      (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT role_id, '${added}', scope, dept_ids, warehouse_ids, cash_account_ids
      FROM role_grant WHERE permission = '${like}' AND role_id IN (SELECT id FROM role WHERE key IN
        ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager',
         'salesperson', 'sales-assistant'))`,
  );

/** Pipelines, deals and what belongs to them (S28, S29, S90); one pipeline for each sales model. */
export const dealsMigration: Migration = {
  id: 40,
  name: 'deals',
  statements: (ddl) => [...pipelines(ddl), ...dealTable(ddl), ...parts(ddl), ...grants()],
  async fill(tx) {
    for (const [sort, { name, salesModel, stages }] of readyPipelines.entries()) {
      const { id } = await tx
        .insertInto('pipeline')
        .values({
          version: 1,
          name,
          name_key: nameKey(name),
          sales_model: salesModel,
          active: 1,
          sort,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const [position, stage] of stages.entries()) {
        const placed = await tx
          .insertInto('pipeline_stage')
          .values({
            pipeline_id: id,
            position,
            name: stage.name,
            chance: stage.chance,
            stuck_days: stage.stuckDays,
            active: 1,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        for (const [at, field] of stage.needs.entries()) {
          await tx
            .insertInto('gate_item')
            .values({ stage_id: placed.id, position: at, field, title: '', active: 1 })
            .execute();
        }
      }
    }
  },
};

import type { Transaction } from 'kysely';
import { fen, splitByWeights } from '@xinhang/shared/money.ts';
import type { DB } from '../schema/database.ts';
import type { Ddl, Migration } from './ddl.ts';

/** Every dimension of domain.md from the first row on: a ledger cannot be filled in later. */
const ledger = ({ id, int, strict, frozen }: Ddl) => [
  `CREATE TABLE achievement_ledger (
    id ${id},
    metric TEXT NOT NULL CHECK (metric IN ('won','order','delivery','receipt')),
    business_date TEXT NOT NULL,
    credited_user_id ${int} NOT NULL REFERENCES "user"(id),
    credited_dept_id ${int} NOT NULL REFERENCES dept(id),
    share_bp ${int} NOT NULL CHECK (share_bp BETWEEN 1 AND 10000),
    customer_id ${int} REFERENCES customer(id), region TEXT NOT NULL,
    product_id ${int}, category_id ${int},
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    project_id ${int}, contract_id ${int}, order_line_id ${int},
    doc_kind TEXT NOT NULL, doc_id ${int} NOT NULL, doc_line_id ${int},
    amount_fen ${int} NOT NULL, qty_e4 ${int} NOT NULL, doc_count ${int} NOT NULL,
    currency TEXT NOT NULL, rate_e8 ${int} NOT NULL, amount_cur ${int} NOT NULL,
    reversal_of ${int} UNIQUE REFERENCES achievement_ledger(id),
    posted_by ${int} NOT NULL, posted_at ${int} NOT NULL
  )${strict}`,
  // Sums walk the dates of a metric, or those of one person; a document finds its own rows.
  `CREATE INDEX achievement_ledger_date ON achievement_ledger
    (metric, business_date, credited_dept_id, credited_user_id, amount_fen, doc_count)`,
  `CREATE INDEX achievement_ledger_user ON achievement_ledger
    (credited_user_id, metric, business_date)`,
  `CREATE INDEX achievement_ledger_doc ON achievement_ledger (doc_kind, doc_id)`,
  `CREATE INDEX achievement_ledger_customer ON achievement_ledger (customer_id)`,
  ...frozen('achievement_ledger'),
];

/** Salespeople see their own result, heads that of the people whose deals they see. */
const grants = () =>
  [
    `INSERT INTO role_grant (role_id, permission, scope, dept_ids, warehouse_ids, cash_account_ids)
      SELECT role_id, 'performance.read', scope, dept_ids, warehouse_ids, cash_account_ids
      FROM role_grant WHERE permission = 'deals.read' AND role_id IN (SELECT id FROM role WHERE key
        IN ('owner', 'sales-director', 'branch-manager', 'office-head', 'sales-manager',
            'salesperson'))`,
    `UPDATE company SET org_revision = org_revision + 1`,
  ] as const;

const WHOLE_BP = 10_000;
const PAGE = 500;

/**
 * What was won before there was a ledger: to the people who share it, in the department where they
 * are today, as nobody wrote down where they were. One posting that went before any is the result
 * of `credited_to`, else of the owner.
 */
async function fill(tx: Transaction<DB>): Promise<void> {
  const entity = await tx.selectFrom('legal_entity').select('id').orderBy('id').executeTakeFirst();
  if (!entity) return;
  for (let after = 0; ;) {
    const deals = await tx
      .selectFrom('deal')
      .innerJoin('customer', 'customer.id', 'deal.customer_id')
      .select(['deal.id', 'deal.customer_id', 'deal.amount_fen', 'deal.closed_on'])
      .select(['deal.owner_id', 'deal.credited_to', 'customer.region'])
      .where('deal.state', '=', 'won')
      .where('deal.id', '>', after)
      .orderBy('deal.id')
      .limit(PAGE)
      .execute();
    if (deals.length === 0) return;
    after = deals.at(-1)!.id;
    const shares = Map.groupBy(
      await tx
        .selectFrom('deal_share')
        .selectAll()
        .where('deal_id', '>=', deals[0]!.id)
        .where('deal_id', '<=', after)
        .orderBy('share_bp', 'desc')
        .orderBy('user_id')
        .execute(),
      (row) => row.deal_id,
    );
    const users = await tx.selectFrom('user').select(['id', 'dept_id']).execute();
    const deptOf = new Map(users.map((user) => [user.id, user.dept_id]));
    const rows = deals.flatMap((deal) => {
      const owner = deal.credited_to ?? deal.owner_id;
      const held = shares.get(deal.id) ?? [{ user_id: owner, share_bp: WHOLE_BP }];
      const amounts = splitByWeights(
        fen(deal.amount_fen!),
        held.map((share) => share.share_bp),
      );
      const first = held.find((one) => one.share_bp === held[0]!.share_bp && one.user_id === owner);
      return held.map((share, at) => ({
        metric: 'won',
        business_date: deal.closed_on,
        credited_user_id: share.user_id,
        credited_dept_id: deptOf.get(share.user_id)!,
        share_bp: share.share_bp,
        customer_id: deal.customer_id,
        region: deal.region ?? '',
        entity_id: entity.id,
        doc_kind: 'deal',
        doc_id: deal.id,
        amount_fen: amounts[at]!,
        qty_e4: 0,
        doc_count: share === (first ?? held[0]) ? 1 : 0,
        currency: 'CNY',
        rate_e8: 100_000_000,
        amount_cur: amounts[at]!,
        posted_by: 0,
        posted_at: 0,
      }));
    });
    for (let at = 0; at < rows.length; at += PAGE) {
      await tx
        .insertInto('achievement_ledger')
        .values(rows.slice(at, at + PAGE))
        .execute();
    }
  }
}

/** The append-only ledger of what people achieved, with all that was won before (S20). */
export const achievementLedger: Migration = {
  id: 51,
  name: 'achievement-ledger',
  statements: (ddl) => [...ledger(ddl), ...grants()],
  fill,
};

import type { Migration } from './ddl.ts';

/** The biggest share of a deal; of equal ones that of its owner of the time, else the first. */
const lead = `(SELECT s.user_id FROM deal_share s WHERE s.deal_id = deal.id
  ORDER BY s.share_bp DESC,
    CASE WHEN s.user_id = coalesce(deal.credited_to, deal.owner_id) THEN 0 ELSE 1 END, s.user_id
  LIMIT 1)`;

/** An ended deal is the result of the biggest share, as the ledger counts it. */
export const dealsOfTheBiggestShare: Migration = {
  id: 105,
  name: 'deals of the biggest share',
  statements: () => [
    `UPDATE deal SET credited_to = nullif(coalesce(${lead}, credited_to, owner_id), owner_id)
      WHERE state <> 'open'`,
  ],
};

import { NO_DATE } from '../no-date.ts';
import type { Ddl, Migration } from './ddl.ts';

/** By what ended deals are told apart, and what they brought. */
const ended = 'amount_fen, credited_to, pipeline_id, source, grade, close_reason';

const tables = ({ int, strict }: Ddl) => [
  `CREATE TABLE deal_reader (
    user_id ${int} NOT NULL, through TEXT NOT NULL CHECK (through IN ('customer','share')),
    deal_id ${int} NOT NULL REFERENCES deal(id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, through, deal_id)
  )${strict}`,
  `CREATE INDEX deal_reader_deal ON deal_reader (deal_id, through)`,
  // The search box finds open deals by the beginning of their name.
  `CREATE INDEX deal_open_name ON deal (name_key, owner_id, id) WHERE closed_on = '${NO_DATE}'`,
  // Sums read no row: what they add up stands in the index that their list walks.
  `DROP INDEX deal_owner`,
  `CREATE INDEX deal_owner ON deal (owner_id, state, expected_on, id, amount_fen)`,
  `DROP INDEX deal_expected`,
  `CREATE INDEX deal_expected ON deal (state, expected_on, id, owner_id, amount_fen)`,
  `DROP INDEX deal_stage`,
  `CREATE INDEX deal_stage ON deal
    (stage_id, state, owner_id, expected_on, id, pipeline_id, amount_fen, chance)`,
  // Outcomes of a period, of everybody or of some.
  `DROP INDEX deal_closed`,
  `CREATE INDEX deal_closed ON deal (state, closed_on, id, owner_id, ${ended})`,
  `CREATE INDEX deal_owner_closed ON deal (owner_id, state, closed_on, id, ${ended})`,
];

/** Through whom a deal is read beside its owner, of the deals that the condition names. */
const ofCustomers = (where: string) =>
  `INSERT INTO deal_reader (user_id, through, deal_id)
   SELECT customer.owner_id, 'customer', deal.id FROM deal
   JOIN customer ON customer.id = deal.customer_id
   WHERE customer.owner_id <> deal.owner_id AND ${where};`;
const ofShares = (where: string) =>
  `INSERT INTO deal_reader (user_id, through, deal_id)
   SELECT deal_share.user_id, 'share', deal.id FROM deal
   JOIN deal_share ON deal_share.deal_id = deal.id
   WHERE deal_share.user_id <> deal.owner_id AND ${where};`;
const gone = (through: string, where: string) =>
  `DELETE FROM deal_reader WHERE through = '${through}' AND ${where};`;

const againOfCustomers = (where: string) =>
  gone('customer', `deal_id IN (SELECT deal.id FROM deal WHERE ${where})`) + ofCustomers(where);
const againOfShares = (id: string) =>
  gone('share', `deal_id = ${id}`) + ofShares(`deal.id = ${id}`);

/** Whatever changes one of the three owners brings the readers along, in the same transaction. */
const upkeep: readonly (readonly [name: string, on: string, body: string])[] = [
  ['deal_added', 'INSERT ON deal', ofCustomers('deal.id = NEW.id')],
  ['deal_customer', 'UPDATE OF customer_id ON deal', againOfCustomers('deal.id = NEW.id')],
  [
    'deal_owner',
    'UPDATE OF owner_id ON deal',
    againOfCustomers('deal.id = NEW.id') + againOfShares('NEW.id'),
  ],
  [
    'customer_owner',
    'UPDATE OF owner_id ON customer',
    againOfCustomers('deal.customer_id = NEW.id'),
  ],
  ['share_added', 'INSERT ON deal_share', againOfShares('NEW.deal_id')],
  ['share_moved', 'UPDATE OF user_id ON deal_share', againOfShares('NEW.deal_id')],
  ['share_gone', 'DELETE ON deal_share', againOfShares('OLD.deal_id')],
];

function triggers({ engine }: Ddl): string[] {
  if (engine === 'sqlite') {
    return upkeep.map(
      ([name, on, body]) => `CREATE TRIGGER deal_reader_${name} AFTER ${on} BEGIN ${body} END`,
    );
  }
  return upkeep.flatMap(([name, on, body]) => [
    `CREATE FUNCTION deal_reader_${name}() RETURNS trigger LANGUAGE plpgsql AS $$ ` +
      `BEGIN ${body} RETURN NULL; END $$`,
    `CREATE TRIGGER deal_reader_${name} AFTER ${on} ` +
      `FOR EACH ROW EXECUTE FUNCTION deal_reader_${name}()`,
  ]);
}

/** Who reads a deal without owning it: kept by the database itself (docs/decisions/0185). */
export const dealReaders: Migration = {
  id: 61,
  name: 'deal-readers',
  statements: (ddl) => [
    ...tables(ddl),
    ofCustomers('1 = 1').replace(/;$/, ''),
    ofShares('1 = 1').replace(/;$/, ''),
    ...triggers(ddl),
  ],
};

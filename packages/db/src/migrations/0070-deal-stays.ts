import type { Ddl, Migration } from './ddl.ts';

const moves = `('created','stage','closed','reopened')`;

const stays = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE deal_stay (
    id ${id}, deal_id ${int} NOT NULL REFERENCES deal(id) ON DELETE CASCADE,
    stage_id ${int} NOT NULL, since ${int} NOT NULL, left_at ${int}
  )${strict}`,
  `INSERT INTO deal_stay (deal_id, stage_id, since, left_at)
    SELECT deal_id, CAST(to_value AS ${int}), at, next_at FROM (
      SELECT deal_id, kind, to_value, at, id,
        lead(at) OVER (PARTITION BY deal_id ORDER BY at, id) AS next_at
      FROM deal_event WHERE kind IN ${moves}
    ) AS moved WHERE kind <> 'closed' ORDER BY id`,
  // Of some deals, and of the whole company: no row is read for a figure.
  `CREATE INDEX deal_stay_deal ON deal_stay (deal_id, left_at, stage_id, since)`,
  `CREATE INDEX deal_stay_left ON deal_stay (stage_id, left_at, since)`,
  // Who stands too long is counted where the others are.
  `DROP INDEX deal_stage`,
  `CREATE INDEX deal_stage ON deal (stage_id, state, owner_id, expected_on, id, pipeline_id,
    amount_fen, chance, stage_since)`,
];

/** Whatever tells of a deal that it came into a stage, or ended, brings its stays along. */
function upkeep({ engine, int }: Ddl): string[] {
  const leave = `UPDATE deal_stay SET left_at = NEW.at
    WHERE deal_id = NEW.deal_id AND left_at IS NULL;`;
  const enter = `INSERT INTO deal_stay (deal_id, stage_id, since, left_at)`;
  const stay = `NEW.deal_id, CAST(NEW.to_value AS ${int}), NEW.at, NULL`;
  const when = `WHEN (NEW.kind IN ${moves})`;
  if (engine === 'sqlite') {
    return [
      `CREATE TRIGGER deal_stay_told AFTER INSERT ON deal_event ${when}
        BEGIN ${leave} ${enter} SELECT ${stay} WHERE NEW.kind <> 'closed'; END`,
    ];
  }
  // What a deal ended as is no number, and must not be read as one.
  return [
    `CREATE FUNCTION deal_stay_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${leave}
      IF NEW.kind <> 'closed' THEN ${enter} VALUES (${stay}); END IF; RETURN NULL; END $$`,
    `CREATE TRIGGER deal_stay_told AFTER INSERT ON deal_event FOR EACH ROW ${when}
      EXECUTE FUNCTION deal_stay_told()`,
  ];
}

/** How long deals stood in their stages, kept by the database itself (S28). */
export const dealStays: Migration = {
  id: 70,
  name: 'deal-stays',
  statements: (ddl) => [...stays(ddl), ...upkeep(ddl)],
};

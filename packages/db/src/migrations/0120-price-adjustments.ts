import type { Ddl, Migration } from './ddl.ts';

const tables = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE price_adjustment (
    id ${id}, version ${int} NOT NULL, no TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft','approving','released')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id), name TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('customer','region','level','all')),
    customer_id ${int} REFERENCES customer(id), region TEXT,
    level_id ${int} REFERENCES price_level(id),
    way TEXT NOT NULL CHECK (way IN ('percent','amount','price')), value ${int} NOT NULL,
    rounding_e4 ${int} NOT NULL CHECK (rounding_e4 > 0),
    valid_from TEXT NOT NULL, valid_to TEXT NOT NULL CHECK (valid_to >= valid_from),
    note TEXT NOT NULL, reason TEXT NOT NULL, line_count ${int} NOT NULL,
    approval_id ${int} REFERENCES approval(id),
    counter_of ${int} REFERENCES price_adjustment(id),
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL, released_at ${int},
    CHECK ((scope = 'customer') = (customer_id IS NOT NULL)),
    CHECK ((scope = 'region') = (region IS NOT NULL)),
    CHECK ((scope = 'level') = (level_id IS NOT NULL)),
    CHECK ((state = 'released') = (released_at IS NOT NULL)),
    CHECK (no IS NOT NULL OR state = 'draft')
  )${strict}`,
  `CREATE UNIQUE INDEX price_adjustment_no ON price_adjustment (entity_id, no)
    WHERE no IS NOT NULL`,
  `CREATE INDEX price_adjustment_customer ON price_adjustment (customer_id, id)`,
  `CREATE INDEX price_adjustment_counter ON price_adjustment (counter_of)`,
  `CREATE TABLE price_adjustment_line (
    id ${id}, adjustment_id ${int} NOT NULL REFERENCES price_adjustment(id), sort ${int} NOT NULL,
    product_id ${int} NOT NULL REFERENCES product(id), unit_id ${int} NOT NULL REFERENCES unit(id),
    qty_from_e4 ${int} NOT NULL CHECK (qty_from_e4 >= 0),
    basis TEXT NOT NULL CHECK (basis IN ('net','gross')),
    old_price_e4 ${int}, old_floor_e4 ${int}, old_ceiling_e4 ${int},
    new_price_e4 ${int} NOT NULL CHECK (new_price_e4 >= 0), floor_e4 ${int}, ceiling_e4 ${int},
    price_rule_id ${int} REFERENCES price_rule(id)
  )${strict}`,
  `CREATE INDEX price_adjustment_line_of ON price_adjustment_line (adjustment_id, sort)`,
  `CREATE INDEX price_adjustment_line_product ON price_adjustment_line (product_id, adjustment_id)`,
  `CREATE INDEX price_adjustment_line_rule ON price_adjustment_line (price_rule_id)`,
];

/** What was released stays as it was: a wrong sheet is answered by another one. */
const frozen = ({ engine }: Ddl) =>
  engine === 'sqlite'
    ? [
        ...['UPDATE', 'DELETE'].map(
          (verb) => `CREATE TRIGGER price_adjustment_no_${verb.toLowerCase()}
            BEFORE ${verb} ON price_adjustment
            WHEN OLD.state = 'released'${verb === 'UPDATE' ? ' AND OLD.customer_id IS NEW.customer_id' : ''}
            BEGIN SELECT RAISE(ABORT, 'a released price_adjustment stays'); END`,
        ),
        ...['UPDATE', 'DELETE'].map(
          (verb) => `CREATE TRIGGER price_adjustment_line_no_${verb.toLowerCase()}
            BEFORE ${verb} ON price_adjustment_line
            WHEN (SELECT state FROM price_adjustment WHERE id = OLD.adjustment_id) = 'released'
            BEGIN SELECT RAISE(ABORT, 'a released price_adjustment stays'); END`,
        ),
      ]
    : [
        `CREATE FUNCTION price_adjustment_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF OLD.state = 'released' AND (TG_OP = 'DELETE'
              OR OLD.customer_id IS NOT DISTINCT FROM NEW.customer_id) THEN
              RAISE EXCEPTION 'a released price_adjustment stays';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
          END $$`,
        `CREATE TRIGGER price_adjustment_frozen BEFORE UPDATE OR DELETE ON price_adjustment
          FOR EACH ROW EXECUTE FUNCTION price_adjustment_frozen()`,
        `CREATE FUNCTION price_adjustment_line_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
          BEGIN
            IF (SELECT state FROM price_adjustment WHERE id = OLD.adjustment_id) = 'released' THEN
              RAISE EXCEPTION 'a released price_adjustment stays';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
          END $$`,
        `CREATE TRIGGER price_adjustment_line_frozen BEFORE UPDATE OR DELETE ON price_adjustment_line
          FOR EACH ROW EXECUTE FUNCTION price_adjustment_line_frozen()`,
      ];

/** The nearest head above who is not the applicant decides. */
const node = JSON.stringify([
  {
    key: 'n1',
    name: '审批',
    when: [],
    otherwise: false,
    approver: { rule: 'head', userIds: [], roleId: null, levels: 1, deptType: null, deptId: null },
    mode: 'any',
    self: 'above',
  },
]);
const flow = [
  `INSERT INTO approval_flow (version, kind, name, active)
    VALUES (1, 'priceAdjustment', '调价审批', 1)`,
  `INSERT INTO approval_flow_version (flow_id, no, nodes, cc, made_by, made_at)
    SELECT id, 1, '${node}', '[]', NULL, 0 FROM approval_flow WHERE kind = 'priceAdjustment'`,
];

/** Price-adjustment sheets (S66–S69). */
export const priceAdjustmentsMigration: Migration = {
  id: 120,
  name: 'price adjustments',
  statements: (ddl) => [...tables(ddl), ...frozen(ddl), ...flow],
};

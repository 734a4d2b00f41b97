import type { Ddl, Migration } from './ddl.ts';

/**
 * One row for each thing that was asked for; those of one number were asked together. A quotation
 * into which an offer was taken may be thrown away as a draft, so no key holds it.
 */
const inquiries = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE price_inquiry (
    id ${id}, version ${int} NOT NULL, no TEXT NOT NULL,
    state TEXT NOT NULL
      CHECK (state IN ('open','answered','priced','declined','used','withdrawn')),
    entity_id ${int} NOT NULL REFERENCES legal_entity(id),
    asker_id ${int} NOT NULL REFERENCES "user"(id), dept_id ${int} NOT NULL REFERENCES dept(id),
    business_date TEXT NOT NULL,
    product_id ${int} REFERENCES product(id), text TEXT NOT NULL, spec TEXT NOT NULL,
    unit_id ${int} REFERENCES unit(id), unit_text TEXT NOT NULL,
    qty_e4 ${int} NOT NULL CHECK (qty_e4 > 0), wanted_date TEXT, note TEXT NOT NULL,
    supplier_id ${int} REFERENCES supplier(id), cost_e4 ${int}, cost_basis TEXT,
    lead_days ${int}, min_qty_e4 ${int}, valid_to TEXT, answer_note TEXT NOT NULL,
    decline_reason TEXT NOT NULL, cost_kept ${int} NOT NULL,
    answered_by ${int} REFERENCES "user"(id), answered_at ${int},
    floor_e4 ${int}, offer_e4 ${int}, offer_basis TEXT,
    priced_by ${int} REFERENCES "user"(id), priced_at ${int},
    quotation_id ${int}, made_at ${int} NOT NULL,
    CHECK ((product_id IS NULL) = (unit_id IS NULL)),
    CHECK (product_id IS NOT NULL OR text <> ''),
    CHECK (state NOT IN ('answered','priced','used') OR
      (supplier_id IS NOT NULL AND cost_e4 IS NOT NULL AND valid_to IS NOT NULL)),
    CHECK (state NOT IN ('priced','used') OR offer_e4 IS NOT NULL)
  )${strict}`,
  `CREATE INDEX price_inquiry_state ON price_inquiry (state, id)`,
  `CREATE INDEX price_inquiry_asker ON price_inquiry (asker_id, id)`,
  `CREATE INDEX price_inquiry_product ON price_inquiry (product_id) WHERE product_id IS NOT NULL`,
  `CREATE INDEX price_inquiry_quotation ON price_inquiry (quotation_id)
    WHERE quotation_id IS NOT NULL`,
];

/** Sales asks, buyers answer, an offer is made between them. */
export const priceInquiriesMigration: Migration = {
  id: 147,
  name: 'price-inquiries',
  statements: inquiries,
};

import type { Ddl, Migration } from './ddl.ts';

const notes = ({ id, int, strict }: Ddl) => [
  `CREATE TABLE collection_note (
    id ${id}, version ${int} NOT NULL,
    customer_id ${int} NOT NULL REFERENCES customer(id),
    contact_id ${int} REFERENCES contact(id),
    way TEXT NOT NULL CHECK (way IN ('call','visit','wechat','letter','other')),
    result TEXT NOT NULL, noted_on TEXT NOT NULL,
    promised_on TEXT CHECK (promised_on >= noted_on),
    promised_fen ${int} CHECK (promised_fen > 0),
    item_ids TEXT NOT NULL,
    made_by ${int} NOT NULL REFERENCES "user"(id), made_at ${int} NOT NULL,
    withdrawn_at ${int},
    CHECK (promised_fen IS NULL OR promised_on IS NOT NULL)
  )${strict}`,
  `CREATE INDEX collection_note_customer ON collection_note (customer_id, id)`,
  `CREATE INDEX collection_note_contact ON collection_note (contact_id)`,
  `CREATE INDEX collection_note_promised ON collection_note (promised_on, id)
    WHERE promised_on IS NOT NULL AND withdrawn_at IS NULL`,
];

/** What was said with customers about what they owe, and what they promised. */
export const collectionNotesMigration: Migration = {
  id: 137,
  name: 'collection-notes',
  statements: notes,
};

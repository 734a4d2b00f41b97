import type { Ddl, Migration } from './ddl.ts';

const statements = ({ int, strict }: Ddl) => [
  // Null: as the department above.
  `ALTER TABLE dept ADD COLUMN development ${int} CHECK (development IN (0,1))`,
  // What a preset made for a department, in the version in which it left it: never made again.
  `CREATE TABLE preset_item (
    dept_id ${int} NOT NULL REFERENCES dept(id), item TEXT NOT NULL, entity TEXT NOT NULL,
    entity_id ${int} NOT NULL, entity_version ${int} NOT NULL,
    retired ${int} NOT NULL CHECK (retired IN (0,1)), at ${int} NOT NULL,
    PRIMARY KEY (dept_id, item)
  )${strict}`,
];

/** Presets of the three sales models (S12), and development inside retention (S70). */
export const modelPresetTables: Migration = { id: 66, name: 'model presets', statements };

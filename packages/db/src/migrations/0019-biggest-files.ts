import type { Migration } from './ddl.ts';

/** The attachment store is looked at by size. */
export const biggestFiles: Migration = {
  id: 19,
  name: 'biggest-files',
  statements: () => [`CREATE INDEX attachment_size ON attachment (size, id)`],
};

import { fileOwners, fileSorts, fileTypes } from '@xinhang/shared/file-store.ts';
import { z } from 'zod';

const listed = <T extends z.ZodType>(item: T) => z.array(item).min(1).optional().catch(undefined);

/** Filters of the attachment store as they stand in the address; what is not understood is left out. */
export const fileStoreSearch = z.object({
  q: z.string().min(1).max(100).optional().catch(undefined),
  type: listed(z.enum(fileTypes)),
  owner: listed(z.enum(fileOwners)),
  byId: listed(z.int().positive()),
  sort: z.enum(fileSorts).optional().catch(undefined),
});
export type FileStoreSearch = z.output<typeof fileStoreSearch>;

/** Without what is not asked for, so that the address stays short. */
export function tidySearch(search: FileStoreSearch): FileStoreSearch {
  return Object.fromEntries(
    Object.entries(search).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

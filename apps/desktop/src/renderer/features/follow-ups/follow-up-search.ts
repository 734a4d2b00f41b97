import { followUpTypes } from '@xinhang/shared/activities.ts';
import { z } from 'zod';

const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .optional()
  .catch(undefined);

/** Filters of the list as they stand in the address; what is not understood is left out. */
export const followUpSearch = z
  .object({
    authorId: z.array(z.int().positive()).optional().catch(undefined),
    type: z.array(z.enum(followUpTypes)).optional().catch(undefined),
    from: date,
    to: date,
  })
  .transform((search) => tidy(search));
export type FollowUpSearch = Partial<z.input<typeof followUpSearch>>;

function tidy<T extends Record<string, unknown>>(search: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(search).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  ) as Partial<T>;
}

import { z } from 'zod';

/** What the list of contacts is searched for, as it stands in the address. */
export const contactSearch = z.object({ q: z.coerce.string().optional().catch(undefined) });

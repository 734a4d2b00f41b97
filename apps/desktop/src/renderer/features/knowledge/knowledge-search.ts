import { z } from 'zod';

export const articleViews = ['published', 'required', 'drafts', 'retired'] as const;

/** Which articles the page lists, as it stands in the address. */
export const knowledgeSearch = z.object({
  q: z.string().optional().catch(undefined),
  category: z.int().positive().optional().catch(undefined),
  view: z.enum(articleViews).optional().catch(undefined),
});
export type KnowledgeSearch = z.output<typeof knowledgeSearch>;

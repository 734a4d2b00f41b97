import { z } from 'zod';

export const campaignTabs = ['campaigns', 'optOuts'] as const;

/** What the page of mass messages shows, as it stands in the address. */
export const campaignSearch = z.object({
  tab: z.enum(campaignTabs).optional().catch(undefined),
  /** Opens a new one for this occasion: a festival, or `birthday`. */
  greet: z.string().max(20).optional().catch(undefined),
});
export type CampaignSearch = z.output<typeof campaignSearch>;

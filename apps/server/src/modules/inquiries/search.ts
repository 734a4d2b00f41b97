import { may } from '@xinhang/db/actor.ts';
import { listPriceInquiries } from '@xinhang/db/repositories/price-inquiries.ts';
import type { SearchSource } from '../../registry/boot.ts';
import { askersSeen, inquiryReaders, thingOf } from './access.ts';

/** Shorter is the end of too many numbers. */
const SHORTEST = 3;

/** What was asked, by its number, the thing or who asked; as far as the list shows it. */
export const inquirySource: SearchSource = {
  name: 'priceInquiries',
  async find(ctx, q, limit) {
    const text = q.trim();
    if (!inquiryReaders.some((one) => may(ctx.actor, one)) || text.length < SHORTEST) return [];
    const filter = { askerIds: askersSeen(ctx.actor), text };
    const found = await listPriceInquiries(ctx.db, filter, { after: null, limit });
    return found.map((row) => ({
      source: 'priceInquiries',
      id: row.id,
      title: `${row.no} ${thingOf(row)}`,
      subtitle: [row.asker_name, row.business_date].join(' · '),
      route: `/price-inquiries?id=${row.id}`,
    }));
  },
};

import { may } from '@xinhang/db/actor.ts';
import { listContracts } from '@xinhang/db/repositories/contract-list.ts';
import type { SearchSource } from '../../../registry/boot.ts';

/** Below this many signs a number says too little. */
const LEAST = 4;

/** Contracts by their number, whole or its end, and by what they are called. */
export const contractSource: SearchSource = {
  name: 'contracts',
  async find(ctx, q, limit) {
    const asked = q.trim();
    if (!may(ctx.actor, 'contracts.read') || asked.length < 2) return [];
    const byNumber = asked.length >= LEAST && /^[\dA-Za-z-]*\d[\dA-Za-z-]*$/.test(asked);
    const filter = byNumber ? { number: asked } : { text: asked };
    const rows = await listContracts(ctx.db, ctx.actor, filter, { after: null, limit });
    return rows.map((row) => ({
      source: 'contracts',
      id: row.id,
      title: [row.no, row.title].filter(Boolean).join(' '),
      subtitle: `${row.customer_name} · ${row.start_on}`,
      route: `/contracts/${row.id}`,
    }));
  },
};

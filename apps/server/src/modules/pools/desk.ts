import { may, peopleOf } from '@xinhang/db/actor.ts';
import { countForecast } from '@xinhang/db/repositories/recycling.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import type { DeskSource } from '../../registry/boot.ts';
import { customersByIds, deskItems } from '../customers/service.ts';
import { forecastRows } from './forecast.ts';

/** Customers that are about to drop, the nearest first; nothing where nobody is warned. */
export const poolWarning: DeskSource = {
  kind: 'poolWarning',
  async build(ctx, { whose, today, limit }) {
    const { db, actor } = ctx;
    if (!may(actor, 'customers.read')) return null;
    const ownerIds = peopleOf(actor, whose);
    const conditions = { warnedBy: today, ownerIds };
    const found = await forecastRows(ctx, conditions, limit);
    if (found.length === 0) return null;
    const ids = found.map(({ row }) => row.customer_id);
    const customers = await customersByIds(db, actor, 'customers.read', ids);
    const rows = ids.flatMap((id) => customers.get(id) ?? []);
    const drops = new Map(found.map(({ row, drop }) => [row.customer_id, drop]));
    const items = await deskItems(ctx, rows, ({ id }) => {
      const { on, cause, days, workdays } = drops.get(id)!;
      return { on, drop: { cause, days, workdays } };
    });
    const all = found.length < limit;
    const count = all ? found.length : await countForecast(db, actor, conditions, COUNT_CAP);
    return { count, items, jobs: [] };
  },
};

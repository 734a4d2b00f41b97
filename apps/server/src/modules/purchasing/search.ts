import { may } from '@xinhang/db/actor.ts';
import { listSuppliers } from '@xinhang/db/repositories/suppliers.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import type { SearchSource } from '../../registry/boot.ts';
import { describeSuppliers } from './describe.ts';

/** Suppliers in use by number, name, pinyin, tax number, contacts and their phones. */
export const supplierSource: SearchSource = {
  name: 'suppliers',
  async find(ctx, q, limit) {
    const words = searchRuns(q);
    if (!may(ctx.actor, 'suppliers.read') || words.length === 0) return [];
    const page = { sort: 'name', descending: false, after: null, limit } as const;
    const found = await listSuppliers(ctx.db, { words, active: true }, page);
    return (await describeSuppliers(ctx, found)).map((row) => ({
      source: 'suppliers',
      id: row.id,
      title: row.name,
      subtitle: [row.code, row.contact?.name, row.contact?.phone].filter(Boolean).join(' · '),
      route: `/suppliers/${row.id}`,
    }));
  },
};

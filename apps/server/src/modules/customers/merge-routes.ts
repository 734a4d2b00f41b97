import { namesInScope } from '@xinhang/db/repositories/customers.ts';
import { duplicateGroups } from '@xinhang/db/repositories/duplicate-groups.ts';
import { mergesInto, type MergeRecord } from '@xinhang/db/repositories/merges.ts';
import { encodeCursor } from '@xinhang/db/keyset.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { MergeRow } from '@xinhang/shared/merges.ts';
import type { ReadContext } from '../../http/context.ts';
import { implement, type Http } from '../../http/implement.ts';
import { startOf } from '../../http/paging.ts';
import { userNames } from '../org/service.ts';
import { needCustomer } from './access.ts';
import { describeCustomer } from './describe.ts';
import { countsOf } from './hanging.ts';
import { mergeCustomers, needBoth } from './merge.ts';
import { unmergeCustomers } from './unmerge.ts';

/** Merges that are shown of a customer. */
const MOST = 50;

async function describeMerges(ctx: ReadContext, rows: readonly MergeRecord[]): Promise<MergeRow[]> {
  const names = await namesInScope(
    ctx.db,
    ctx.actor,
    rows.map((row) => row.other_id),
  );
  const people = await userNames(
    ctx.db,
    rows.flatMap((row) => [row.by_user_id, ...(row.undone_by === null ? [] : [row.undone_by])]),
  );
  const named = (id: number) => ({ id, name: people.get(id) ?? '' });
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    by: named(row.by_user_id),
    other: { id: row.other_id, name: names.get(row.other_id) ?? '' },
    undone:
      row.undone_at === null
        ? null
        : { at: row.undone_at, by: row.undone_by === null ? null : named(row.undone_by) },
  }));
}

/** Two entries of one customer become one, and two again. */
export function mergeRoutes(http: Http): void {
  implement(http, api.merges.groups, {
    async run(ctx, { query }) {
      const { on, limit } = query;
      const after = String(startOf(query, 'string')?.value ?? '');
      const { groups, next } = await duplicateGroups(ctx.db, ctx.actor, { on, after, limit });
      const owners = await userNames(
        ctx.db,
        groups.flatMap(({ rows }) => rows.flatMap((row) => row.owner_id ?? [])),
      );
      return {
        rows: groups.map(({ rows }) => ({
          rows: rows.map((row) => ({
            id: row.id,
            version: row.version,
            name: row.name,
            owner:
              row.owner_id === null
                ? null
                : { id: row.owner_id, name: owners.get(row.owner_id) ?? '' },
            pooled: row.pool_id !== null,
            stage: row.stage,
            createdAt: row.created_at,
            lastFollowAt: row.last_follow_at || null,
            completeness: row.completeness,
          })),
        })),
        next: next === null ? null : encodeCursor({ value: next, id: 0 }),
      };
    },
  });

  implement(http, api.merges.preview, {
    async run(ctx, { params }) {
      const { kept, other } = await needBoth(ctx, params.id, params.otherId, 'params.otherId');
      return {
        kept: await describeCustomer(ctx.db, ctx.actor, kept),
        other: await describeCustomer(ctx.db, ctx.actor, other),
        moving: await countsOf(ctx, http.owned, other.id),
      };
    },
  });

  implement(http, api.merges.merge, {
    async run(ctx, { params, body }) {
      const row = await mergeCustomers(ctx, http.owned, params.id, body);
      return await describeCustomer(ctx.tx, ctx.actor, row);
    },
  });

  implement(http, api.merges.list, {
    async run(ctx, { params }) {
      const row = await needCustomer(ctx.db, ctx.actor, 'customers.merge', params.id);
      return { rows: await describeMerges(ctx, await mergesInto(ctx.db, row.id, MOST)) };
    },
  });

  implement(http, api.merges.undo, {
    async run(ctx, { params }) {
      const { other, ...rest } = await unmergeCustomers(ctx, http.owned, params.id);
      return { other: { id: other.id, name: other.name }, ...rest };
    },
  });
}

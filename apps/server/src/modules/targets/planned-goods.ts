import { may } from '@xinhang/db/actor.ts';
import { quantitySheets } from '@xinhang/db/repositories/targets.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import type { Goods } from '@xinhang/shared/performance.ts';
import type { ReadContext } from '../../http/context.ts';
import { allProductCategories, unitsByCategory } from '../products/service.ts';
import { goodsOfSheet, toGoods } from './measures.ts';
import { nodesFor, type NodeRef, type Nodes } from './nodes.ts';
import { categoryNames } from './product-lines.ts';

type Api = typeof api.targets;

/** Of what quantities are planned that the reader may open: in a sheet, or of a node that it names. */
export async function plannedGoods(
  ctx: Pick<ReadContext, 'db' | 'actor'>,
  nodes: Nodes,
  asked: EndpointInput<Api['listGoods']>['query'],
): Promise<Goods[]> {
  const sheets = (await quantitySheets(ctx.db, asked)).filter((row) => {
    if (nodes.mayOpen({ kind: 'dept', id: row.dept_id })) return true;
    if (row.state !== 'locked' || row.node_id === null) return false;
    return nodes.mayOpen({ kind: row.node_kind as NodeRef['kind'], id: row.node_id });
  });
  const found = new Map<string, Goods>();
  for (const row of sheets) {
    if (found.has(row.metric)) continue;
    found.set(row.metric, toGoods(await goodsOfSheet(ctx, row))!);
  }
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'zh'));
}

/** What pages of quantities offer. */
export async function goodsOffered(
  ctx: ReadContext,
  query: EndpointInput<Api['listGoods']>['query'],
): Promise<EndpointOutput<Api['listGoods']>> {
  return {
    planned: await plannedGoods(ctx, await nodesFor(ctx), query),
    categories: may(ctx.actor, 'products.read') ? await categoriesWithUnits(ctx) : [],
  };
}

async function categoriesWithUnits({ db }: ReadContext) {
  const categories = await allProductCategories(db);
  const names = await categoryNames(db);
  const units = await unitsByCategory(db);
  const pathOf = new Map(categories.map((row) => [row.id, row.path]));
  return categories
    .toSorted((a, b) => a.path.localeCompare(b.path))
    .map(({ id, path }) => ({
      key: `category-${id}`,
      name: names.get(String(id)) ?? '',
      units: [
        ...new Set(
          units
            .filter((row) => pathOf.get(row.categoryId)?.startsWith(path))
            .map((row) => row.unit),
        ),
      ],
    }));
}

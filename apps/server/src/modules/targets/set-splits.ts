import { putSplit, splitsOf, type SplitRecord } from '@xinhang/db/repositories/target-splits.ts';
import { type SheetRecord } from '@xinhang/db/repositories/targets.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import type { Nodes } from './nodes.ts';
import { splitDimensionsOf, type DimensionPlace } from './split-sums.ts';
import { isInSheet } from './splits.ts';

type SaveBody = EndpointInput<typeof api.targets.save>['body'];
type Cell = NonNullable<SaveBody['splits']>[number];
type Values = Record<string, number | null>;

const keyOf = (cell: Omit<Cell, 'value'>) =>
  [cell.nodeKind, cell.nodeId, cell.dimension, cell.part, cell.month].join(':');

/** Refuses a split of what cannot be split so: 422 with the field. */
export async function checkSplits(
  http: DimensionPlace,
  ctx: WriteContext,
  nodes: Nodes,
  { deptId, metric, splits = [] }: SaveBody,
): Promise<void> {
  const taken = splitDimensionsOf(http, metric);
  const named = new Map<string, Map<string, string>>();
  for (const [at, { nodeKind, nodeId, dimension, part, value }] of splits.entries()) {
    if (!taken.includes(dimension)) throw fieldRefused(`/splits/${at}/dimension`, 'not-split-so');
    // What was set of somebody who went, or of what is gone, may be taken out.
    if (value === null) continue;
    if (!isInSheet(nodes, deptId, { kind: nodeKind, id: nodeId }, [])) {
      throw fieldRefused(`/splits/${at}/nodeId`, 'not-in-department');
    }
    if (!named.has(dimension)) {
      const parts = splits.filter((one) => one.dimension === dimension).map((one) => one.part);
      named.set(dimension, await http.dimensions.get(dimension)!.named(ctx, parts));
    }
    if (!named.get(dimension)!.has(part)) throw fieldRefused(`/splits/${at}/part`, 'unknown-part');
  }
}

/** What a save changes of the splits of a sheet: before and after, by what the audit names them. */
export async function changedSplits(
  ctx: WriteContext,
  sheet: SheetRecord,
  cells: readonly Cell[],
): Promise<{ cells: Cell[]; before: Values; after: Values }> {
  const known = new Map(
    (await splitsOf(ctx.tx, sheet.id)).map((row) => [keyOf(cellOf(row)), row.value]),
  );
  // The last word on a cell counts.
  const wanted = new Map(cells.map((cell) => [keyOf(cell), cell]));
  const changed = [...wanted].filter(([key, cell]) => (known.get(key) ?? null) !== cell.value);
  return {
    cells: changed.map(([, cell]) => cell),
    before: Object.fromEntries(changed.map(([key]) => [key, known.get(key) ?? null])),
    after: Object.fromEntries(changed.map(([key, cell]) => [key, cell.value])),
  };
}

const cellOf = (row: SplitRecord) => ({
  nodeKind: row.node_kind as Cell['nodeKind'],
  nodeId: row.node_id,
  dimension: row.dimension as Cell['dimension'],
  part: row.part,
  month: row.month,
});

export async function storeSplits(
  ctx: WriteContext,
  sheet: SheetRecord,
  cells: readonly Cell[],
): Promise<void> {
  for (const { nodeKind, nodeId, value, ...cell } of cells) {
    const row = { sheet_id: sheet.id, node_kind: nodeKind, node_id: nodeId, ...cell };
    await putSplit(ctx.tx, row, value);
  }
}

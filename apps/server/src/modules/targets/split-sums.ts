import type { SplitRecord } from '@xinhang/db/repositories/target-splits.ts';
import type { LineRecord } from '@xinhang/db/repositories/targets.ts';
import { isPosted, type SplitDimension, type TargetMetric } from '@xinhang/shared/performance.ts';
import type { TargetSplit } from '@xinhang/shared/targets.ts';
import type { Dimensions } from '../../registry/dimensions.ts';
import { MONTHS } from './months.ts';
import type { NodeRef } from './nodes.ts';

export type DimensionPlace = { readonly dimensions: Dimensions };

/** By what results of a metric can be told apart: those of the ledger alone. */
export const dimensionsOf = (http: DimensionPlace, metric: TargetMetric): SplitDimension[] =>
  isPosted(metric) ? http.dimensions.of(metric).map((source) => source.dimension) : [];

/** By what targets of a metric can be split. */
export const splitDimensionsOf = (http: DimensionPlace, metric: TargetMetric): SplitDimension[] =>
  isPosted(metric)
    ? http.dimensions
        .of(metric)
        .filter((source) => source.splits)
        .map((source) => source.dimension)
    : [];

const sumIn = (rows: readonly { month: number; value: number }[], month: number) =>
  rows.reduce((sum, row) => (row.month === month ? sum + row.value : sum), 0);

/** How the target of a node is split, by each dimension by which it is. */
export function splitsIn(
  lines: readonly LineRecord[],
  splits: readonly SplitRecord[],
  node: NodeRef,
): TargetSplit[] {
  const isOf = (row: { node_kind: string; node_id: number }) =>
    row.node_kind === node.kind && row.node_id === node.id;
  const whole = lines.filter(isOf);
  const own = Map.groupBy(splits.filter(isOf), (row) => row.dimension);
  return [...own].map(([dimension, rows]) => ({
    dimension: dimension as SplitDimension,
    total: rows.reduce((sum, row) => sum + row.value, 0),
    off: MONTHS.some((month) => sumIn(rows, month) !== sumIn(whole, month)),
  }));
}

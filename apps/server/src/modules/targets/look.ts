import { splitsOf } from '@xinhang/db/repositories/target-splits.ts';
import { linesOf, sheetById, type SheetRecord } from '@xinhang/db/repositories/targets.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { unitOf, type NodeKind, type SplitDimension } from '@xinhang/shared/performance.ts';
import { formatE4, qtyE4 } from '@xinhang/shared/quantity.ts';
import type { ReadContext } from '../../http/context.ts';
import type { SubjectLook } from '../../registry/approvals.ts';
import { goodsOfSheet, readMeasure } from './measures.ts';
import { nodesFor, type Nodes } from './nodes.ts';
import type { DimensionPlace } from './split-sums.ts';

/** Sheets as those see them who decide, where they may open the department. */
export async function looksOf(
  http: DimensionPlace,
  ctx: ReadContext,
  ids: readonly number[],
): Promise<Map<number, SubjectLook>> {
  const nodes = await nodesFor(ctx);
  const looks = new Map<number, SubjectLook>();
  for (const id of ids) {
    const row = await sheetById(ctx.db, id);
    if (row && nodes.mayOpen({ kind: 'dept', id: row.dept_id })) {
      looks.set(id, await lookAt(http, ctx, nodes, row));
    }
  }
  return looks;
}

const sum = (lines: readonly { value: number }[]) =>
  lines.reduce((total, line) => total + line.value, 0);

async function lookAt(
  http: DimensionPlace,
  ctx: ReadContext,
  nodes: Nodes,
  row: SheetRecord,
): Promise<SubjectLook> {
  const { metric } = readMeasure(row.metric);
  const goods = await goodsOfSheet(ctx, row);
  const isMoney = unitOf(metric) === 'fen';
  const lines = (await linesOf(ctx.db, row.id)).filter(
    (line) => line.node_kind !== 'dept' || line.node_id !== row.dept_id,
  );
  const members = Map.groupBy(lines, (line) => `${line.node_kind}:${line.node_id}`);
  const total = sum(lines);
  const said = (value: number) => {
    if (isMoney) return formatFen(fen(value));
    return goods ? `${formatE4(qtyE4(value))} ${goods.unit}` : String(value);
  };
  const valueOf = (of: readonly { value: number }[]) => said(sum(of));
  const text = [...members.values()].map((own) => {
    const { node_kind: kind, node_id: id } = own[0]!;
    return `${nodes.named({ kind: kind as NodeKind, id }).name} ${valueOf(own)}`;
  });
  // How the members' targets are split, by the parts of each dimension.
  const splits = (await splitsOf(ctx.db, row.id)).filter(
    (split) => split.node_kind !== 'dept' || split.node_id !== row.dept_id,
  );
  const parts = await Promise.all(
    [...Map.groupBy(splits, (split) => split.dimension)].map(async ([dimension, own]) => {
      const byPart = Map.groupBy(own, (split) => split.part);
      const names = await http.dimensions
        .get(dimension as SplitDimension)
        ?.named(ctx, [...byPart.keys()]);
      const words = [...byPart].map(([part, of]) => `${names?.get(part) ?? part} ${valueOf(of)}`);
      return { name: `targetSplit-${dimension}`, text: words.join('\n'), fen: null };
    }),
  );
  const counted = goods ? `&goods=${goods.key}` : '';
  return {
    title: [
      nodes.depts.get(row.dept_id)?.name ?? '',
      row.year,
      ...(goods ? [goods.name] : []),
    ].join(' '),
    amountFen: isMoney ? total : null,
    lines: [
      {
        name: `target-${metric}`,
        text: isMoney ? null : said(total),
        fen: isMoney ? total : null,
      },
      { name: 'targetMembers', text: text.join('\n'), fen: null },
      ...parts,
    ],
    route: `/targets?year=${row.year}&deptId=${row.dept_id}&metric=${metric}${counted}`,
  };
}

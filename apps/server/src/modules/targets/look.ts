import { linesOf, sheetById, type SheetRecord } from '@xinhang/db/repositories/targets.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { unitOf, type NodeKind, type PerformanceMetric } from '@xinhang/shared/performance.ts';
import type { ReadContext } from '../../http/context.ts';
import type { SubjectLook } from '../../registry/approvals.ts';
import { nodesFor, type Nodes } from './nodes.ts';

/** Sheets as those see them who decide, where they may open the department. */
export async function looksOf(
  ctx: ReadContext,
  ids: readonly number[],
): Promise<Map<number, SubjectLook>> {
  const nodes = await nodesFor(ctx);
  const looks = new Map<number, SubjectLook>();
  for (const id of ids) {
    const row = await sheetById(ctx.db, id);
    if (row && nodes.mayOpen({ kind: 'dept', id: row.dept_id })) {
      looks.set(id, await lookAt(ctx, nodes, row));
    }
  }
  return looks;
}

const sum = (lines: readonly { value: number }[]) =>
  lines.reduce((total, line) => total + line.value, 0);

async function lookAt(ctx: ReadContext, nodes: Nodes, row: SheetRecord): Promise<SubjectLook> {
  const metric = row.metric as PerformanceMetric;
  const isMoney = unitOf(metric) === 'fen';
  const lines = (await linesOf(ctx.db, row.id)).filter(
    (line) => line.node_kind !== 'dept' || line.node_id !== row.dept_id,
  );
  const members = Map.groupBy(lines, (line) => `${line.node_kind}:${line.node_id}`);
  const total = sum(lines);
  const text = [...members.values()].map((own) => {
    const { node_kind: kind, node_id: id } = own[0]!;
    const value = isMoney ? formatFen(fen(sum(own))) : String(sum(own));
    return `${nodes.named({ kind: kind as NodeKind, id }).name} ${value}`;
  });
  return {
    title: `${nodes.depts.get(row.dept_id)?.name ?? ''} ${row.year}`,
    amountFen: isMoney ? total : null,
    lines: [
      {
        name: `target-${metric}`,
        text: isMoney ? null : String(total),
        fen: isMoney ? total : null,
      },
      { name: 'targetMembers', text: text.join('\n'), fen: null },
    ],
    route: `/targets?year=${row.year}&deptId=${row.dept_id}&metric=${metric}`,
  };
}

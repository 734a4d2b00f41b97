import {
  copyLines,
  deleteSheet,
  insertSheet,
  lastRevision,
  linesOf,
  lockedSheet,
  openSheet,
  putLine,
  sheetById,
  updateSheet,
  type SheetRecord,
} from '@xinhang/db/repositories/targets.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { unitOf } from '@xinhang/shared/performance.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { fitsDecimals } from '@xinhang/shared/qty-decimals.ts';
import { qtyE4 } from '@xinhang/shared/quantity.ts';
import type { TargetState } from '@xinhang/shared/targets.ts';
import type { WriteContext } from '../../http/context.ts';
import type { ApprovalTarget, ApprovalTargets } from '../../registry/approvals.ts';
import { startApproval } from '../system/service.ts';
import { nodesFor, type Nodes } from './nodes.ts';
import { looksOf } from './look.ts';
import { measureAsked, readMeasure, type Measure } from './measures.ts';
import { changedSplits, checkSplits, storeSplits } from './set-splits.ts';
import { membersOf } from './sheet.ts';
import type { DimensionPlace } from './split-sums.ts';
import { tellDept } from './tell.ts';

type SaveBody = EndpointInput<typeof api.targets.save>['body'];
type Saved = { id: number; version: number; state: TargetState };

export const TARGET_SHEET = 'targetSheet';

const toSaved = (row: SheetRecord): Saved => ({
  id: row.id,
  version: row.version,
  state: row.state as TargetState,
});

const placeOf = (row: SheetRecord) => ({
  year: row.year,
  deptId: row.dept_id,
  metric: row.metric,
});

/** The department, if the actor may set what its members are to reach; else 404, or 403. */
async function needDept(ctx: WriteContext, deptId: number): Promise<Nodes> {
  const nodes = await nodesFor(ctx);
  nodes.need('dept', deptId);
  const may = await nodesFor(ctx, 'targets.update');
  if (!may.mayOpen({ kind: 'dept', id: deptId })) throw problem('forbidden');
  return nodes;
}

async function needDraft(ctx: WriteContext, id: number, version: number): Promise<SheetRecord> {
  const row = await sheetById(ctx.tx, id);
  if (!row) throw problem('not-found');
  await needDept(ctx, row.dept_id);
  if (row.version !== version) throw stale(row);
  if (row.state !== 'draft') throw problem('state-refused');
  return row;
}

const stale = (row: SheetRecord) =>
  problem('version-conflict', { data: { version: row.version, fields: [] } });

/** Audit, and news without a figure: whoever looks at the sheet asks again. */
async function record(
  ctx: WriteContext,
  action: string,
  row: SheetRecord,
  more: { before?: object | null; after?: object | null } = {},
): Promise<void> {
  const { year, dept_id: deptId, revision } = row;
  const { metric, goods } = readMeasure(row.metric);
  await ctx.audit({
    action,
    entity: 'targetSheet',
    entityId: row.id,
    before: more.before ?? null,
    after: {
      year,
      deptId,
      metric,
      ...(goods !== null && { goods }),
      revision,
      state: row.state,
      ...more.after,
    },
  });
  await tellDept(ctx, 'targetSheet', row);
}

/** Sets cells of the draft of a department, which begins with what holds (S19). */
export async function saveTargets(
  http: DimensionPlace,
  ctx: WriteContext,
  body: SaveBody,
): Promise<Saved> {
  const { tx } = ctx;
  const nodes = await needDept(ctx, body.deptId);
  const measure = await measureAsked({ db: tx, actor: ctx.actor }, body);
  checkCells(nodes, body);
  checkDecimals(measure, body);
  await checkSplits(http, ctx, nodes, body);
  const place = { year: body.year, deptId: body.deptId, metric: measure.key };
  const open = await openSheet(tx, place);
  if ((open?.version ?? null) !== body.version) {
    throw problem('version-conflict', { data: { version: open?.version ?? 1, fields: [] } });
  }
  if (open && open.state !== 'draft') throw problem('state-refused');
  const sheet = open ?? (await beginDraft(ctx, place, measure.goods?.unitId ?? null));
  const cellKey = (cell: { nodeKind: string; nodeId: number; month: number }) =>
    `${cell.nodeKind}:${cell.nodeId}:${cell.month}`;
  const known = new Map(
    (await linesOf(tx, sheet.id)).map((line) => [
      cellKey({ nodeKind: line.node_kind, nodeId: line.node_id, month: line.month }),
      line.value,
    ]),
  );
  // The last word on a cell counts.
  const wanted = new Map(body.cells.map((cell) => [cellKey(cell), cell]));
  const changed = [...wanted.values()].filter(
    (cell) => (known.get(cellKey(cell)) ?? null) !== cell.value,
  );
  const parts = await changedSplits(ctx, sheet, body.splits ?? []);
  const note = body.note ?? sheet.note;
  if (changed.length + parts.cells.length === 0 && note === sheet.note && open) {
    return toSaved(sheet);
  }
  for (const { nodeKind, nodeId, month, value } of changed) {
    const cell = { sheet_id: sheet.id, node_kind: nodeKind, node_id: nodeId, month };
    await putLine(tx, cell, value);
  }
  await storeSplits(ctx, sheet, parts.cells);
  const row = await updateSheet(tx, sheet, { note });
  if (!row) throw stale(sheet);
  const cells = (of: (cell: (typeof changed)[number]) => number | null) =>
    Object.fromEntries(changed.map((cell) => [cellKey(cell), of(cell)]));
  await record(ctx, 'targets.save', row, {
    before: {
      note: sheet.note,
      cells: cells((cell) => known.get(cellKey(cell)) ?? null),
      splits: parts.before,
    },
    after: { note, cells: cells((cell) => cell.value), splits: parts.after },
  });
  return toSaved(row);
}

function checkCells(nodes: Nodes, { deptId, cells }: SaveBody): void {
  const may = new Set(membersOf(nodes, deptId).map(({ kind, id }) => `${kind}:${id}`));
  // That of a department is set above it; nothing stands above the company.
  if (nodes.isRoot(deptId)) may.add(`dept:${deptId}`);
  for (const [at, { nodeKind, nodeId, value }] of cells.entries()) {
    // What was set of somebody who went may be taken out.
    if (value === null || may.has(`${nodeKind}:${nodeId}`)) continue;
    throw fieldRefused(`/cells/${at}/nodeId`, 'not-in-department');
  }
}

/** Nobody sells half a pump: a quantity has no more decimals than its goods. */
function checkDecimals({ goods }: Measure, { cells, splits = [] }: SaveBody): void {
  if (!goods) return;
  const params = { most: goods.decimals };
  for (const [name, values] of Object.entries({ cells, splits })) {
    const at = values.findIndex(
      ({ value }) => value !== null && !fitsDecimals(qtyE4(value), goods.decimals),
    );
    if (at !== -1) throw fieldRefused(`/${name}/${at}/value`, 'too-many-decimals', params);
  }
}

async function beginDraft(
  ctx: WriteContext,
  place: { year: number; deptId: number; metric: string },
  unitId: number | null,
): Promise<SheetRecord> {
  const { tx } = ctx;
  const held = await lockedSheet(tx, place);
  const sheet = await insertSheet(tx, {
    year: place.year,
    dept_id: place.deptId,
    metric: place.metric,
    unit_id: unitId,
    revision: (await lastRevision(tx, place)) + 1,
    state: 'draft',
    note: '',
    made_by: ctx.actor.userId,
    made_at: ctx.now,
  });
  if (held) await copyLines(tx, held.id, sheet.id);
  return sheet;
}

/** Throws a draft away. */
export async function discardTargets(ctx: WriteContext, id: number, version: number) {
  const row = await needDraft(ctx, id, version);
  await deleteSheet(ctx.tx, id);
  await record(ctx, 'targets.discard', row, { before: { state: row.state } });
}

type Places = { readonly approvals: ApprovalTargets };

/** Asks for approval; where nobody has to decide it holds at once. */
export async function submitTargets(
  http: Places,
  ctx: WriteContext,
  id: number,
  version: number,
): Promise<Saved> {
  const { tx } = ctx;
  const before = await needDraft(ctx, id, version);
  const lines = await linesOf(tx, id);
  if (lines.length === 0) throw fieldRefused('/cells', 'required');
  const changes = { state: 'submitted', submitted_at: ctx.now };
  const row = await updateSheet(tx, before, changes);
  if (!row) throw stale(before);
  await record(ctx, 'targets.submit', row, { before: { state: before.state } });
  // That of the department itself is what its members are compared with, and no part of the sum.
  const members = lines.filter((line) => line.node_kind === 'user' || line.node_id !== row.dept_id);
  const total = members.reduce((sum, line) => sum + line.value, 0);
  const approval = await startApproval(http, ctx, {
    kind: TARGET_SHEET,
    subjectId: id,
    subjectVersion: row.version,
    facts: { amountFen: unitOf(readMeasure(row.metric).metric) === 'fen' ? total : null },
    changeSet: null,
  });
  if (!approval) await lock(ctx, row, null);
  return toSaved((await sheetById(tx, id))!);
}

/** From now on it holds, in place of the revision before. */
async function lock(ctx: WriteContext, row: SheetRecord, by: number | null): Promise<void> {
  const { tx } = ctx;
  const held = await lockedSheet(tx, placeOf(row));
  if (held) await updateSheet(tx, held, { state: 'replaced' });
  const locked = await updateSheet(tx, row, {
    state: 'locked',
    locked_at: ctx.now,
    locked_by: by,
  });
  if (!locked) throw stale(row);
  await record(ctx, 'targets.lock', locked, { before: { state: row.state } });
}

/** Approved: it holds. Rejected or withdrawn: it is a draft again, with all that was entered. */
export const targetSheetApproval = (http: DimensionPlace): ApprovalTarget => ({
  kind: TARGET_SHEET,
  fields: [{ name: 'amountFen', type: 'money' }],
  look: async (ctx, ids) => await looksOf(http, ctx, ids),
  version: async (ctx, id) => (await sheetById(ctx.db, id))?.version ?? null,
  async apply(ctx, { subjectId, applicantId }) {
    const row = await sheetById(ctx.tx, subjectId);
    if (row?.state !== 'submitted') throw problem('subject-changed');
    // Nobody decides on what he asked for himself: where nobody had to, it is he who acts.
    await lock(ctx, row, ctx.actor.userId === applicantId ? null : ctx.actor.userId);
  },
  async discard(ctx, { subjectId }) {
    const row = await sheetById(ctx.tx, subjectId);
    if (row?.state !== 'submitted') return;
    const back = await updateSheet(ctx.tx, row, { state: 'draft', submitted_at: null });
    await record(ctx, 'targets.reject', back!, { before: { state: row.state } });
  },
});

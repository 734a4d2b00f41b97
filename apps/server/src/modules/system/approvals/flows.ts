import { isDeepStrictEqual } from 'node:util';
import {
  changeFlow,
  flowById,
  insertFlow,
  insertFlowVersion,
  listFlows,
  type FlowRecord,
} from '@xinhang/db/repositories/approval-flows.ts';
import {
  applicantFacts,
  type Facts,
  type Flow,
  type FlowNode,
} from '@xinhang/shared/approval-flows.ts';
import { may } from '@xinhang/db/actor.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { conflict } from '../../../http/conflict.ts';
import type { ReadContext, WriteContext } from '../../../http/context.ts';
import { allRoles, peopleWho, userNames } from '../../org/service.ts';
import type { Targets } from './engine.ts';
import { loadPeople } from './people.ts';
import { approversOf, factsOf, nodesTaken, works, type People } from './route.ts';

type Api = typeof api.approvalFlows;

async function toFlows(ctx: ReadContext, rows: readonly FlowRecord[]): Promise<Flow[]> {
  const names = await userNames(
    ctx.db,
    rows.flatMap((row) => row.made_by ?? []),
  );
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    kind: row.kind,
    name: row.name,
    active: row.active === 1,
    no: row.no,
    nodes: JSON.parse(row.nodes) as FlowNode[],
    ccIds: JSON.parse(row.cc) as number[],
    changedBy: row.made_by === null ? null : { id: row.made_by, name: names.get(row.made_by)! },
    changedAt: row.made_at,
  }));
}

export async function allFlows(http: Targets, ctx: ReadContext) {
  return {
    rows: await toFlows(ctx, await listFlows(ctx.db)),
    kinds: http.approvals
      .all()
      .map(({ kind, fields }) => ({ kind, fields: [...applicantFacts, ...fields] })),
    roles: (await allRoles(ctx.db)).map(({ id, name }) => ({ id, name })),
  };
}

function checkNode(http: Targets, people: People, kind: string, node: FlowNode, at: number): void {
  const { rule, userIds, roleId, deptId, deptType } = node.approver;
  const missing =
    (rule === 'users' && userIds.length === 0) ||
    (rule === 'role' && roleId === null) ||
    (rule === 'deptHead' && !people.depts.has(deptId ?? 0)) ||
    (rule === 'headOfType' && deptType === null);
  if (missing) throw fieldRefused(`/nodes/${at}/approver`, 'approver-missing', { node: node.name });
  if (rule === 'users' && userIds.some((id) => !works(people, id))) {
    throw fieldRefused(`/nodes/${at}/approver`, 'unknown-user');
  }
  const fields = [...applicantFacts, ...http.approvals.get(kind).fields];
  for (const { field, op, value, ids } of node.when) {
    const type = fields.find((one) => one.name === field)?.type;
    const listed = op === 'in' || op === 'notIn';
    const fits =
      type !== undefined &&
      listed === (type === 'dept' || type === 'role') &&
      (listed ? ids.length > 0 : value !== null);
    if (!fits) throw fieldRefused(`/nodes/${at}/when`, 'condition-unfit', { node: node.name });
  }
}

/** People whom nodes name without asking who applies. */
function namedIn(people: People, nodes: readonly FlowNode[]): number[] {
  return nodes.flatMap(({ approver: { rule, userIds, roleId, deptId } }) => {
    if (rule === 'users') return userIds;
    if (rule === 'role') return people.holders.get(roleId ?? 0) ?? [];
    if (rule === 'deptHead') return people.depts.get(deptId ?? 0)?.headId ?? [];
    return [];
  });
}

/** Nobody but an owner makes himself one who decides (docs/decisions/0130). */
async function check(
  http: Targets,
  ctx: WriteContext,
  kind: string,
  change: { nodes?: FlowNode[] | undefined; ccIds?: number[] | undefined },
  before: readonly FlowNode[],
): Promise<void> {
  const people = await loadPeople(ctx.tx);
  const { nodes = [], ccIds = [] } = change;
  if (new Set(nodes.map((node) => node.key)).size < nodes.length) {
    throw fieldRefused('/nodes', 'already-there');
  }
  for (const [at, node] of nodes.entries()) checkNode(http, people, kind, node, at);
  if (ccIds.some((id) => !works(people, id))) throw fieldRefused('/ccIds', 'unknown-user');
  const me = ctx.actor.userId;
  const gains = namedIn(people, nodes).includes(me) && !namedIn(people, before).includes(me);
  if (gains && !may(ctx.actor, 'system.owner')) {
    throw fieldRefused('/nodes', 'the-person-himself');
  }
}

/** Owners hear of what others change in who decides. */
async function tell(
  ctx: WriteContext,
  action: string,
  before: Flow | null,
  after: Flow,
): Promise<void> {
  await ctx.audit({ action, entity: 'approvalFlow', entityId: after.id, before, after });
  const owners = (await peopleWho(ctx.tx, 'system.owner')).filter((id) => id !== ctx.actor.userId);
  await ctx.notify(owners, { kind: 'flow-changed', route: '/approval-flows' });
}

export async function addFlow(
  http: Targets,
  ctx: WriteContext,
  body: EndpointInput<Api['createFlow']>['body'],
): Promise<Flow> {
  const { kind, name, nodes, ccIds } = body;
  if (!http.approvals.all().some((target) => target.kind === kind)) {
    throw fieldRefused('/kind', 'unknown-kind');
  }
  await check(http, ctx, kind, body, []);
  const id = await insertFlow(ctx.tx, { kind, name });
  await newVersion(ctx, id, 1, nodes, ccIds);
  const [flow] = await toFlows(ctx, [(await flowById(ctx.tx, id))!]);
  await tell(ctx, 'approvals.createFlow', null, flow!);
  return flow!;
}

async function newVersion(
  ctx: WriteContext,
  id: number,
  no: number,
  nodes: FlowNode[],
  ccIds: number[],
): Promise<void> {
  await insertFlowVersion(ctx.tx, {
    flow_id: id,
    no,
    nodes: JSON.stringify(nodes),
    cc: JSON.stringify([...new Set(ccIds)]),
    made_by: ctx.actor.userId,
    made_at: ctx.now,
  });
}

export async function editFlow(
  http: Targets,
  ctx: WriteContext,
  id: number,
  body: EndpointInput<Api['updateFlow']>['body'],
): Promise<Flow> {
  const row = await flowById(ctx.tx, id);
  if (!row) throw problem('not-found');
  const [before] = await toFlows(ctx, [row]);
  const { version, name, active, nodes, ccIds } = body;
  const clash = () => conflict(row.version, before!, { name, active, nodes, ccIds });
  if (version !== row.version) throw clash();
  await check(http, ctx, row.kind, body, before!.nodes);
  const saved = await changeFlow(ctx.tx, row, {
    ...(name !== undefined && { name }),
    ...(active !== undefined && { active: active ? 1 : 0 }),
  });
  if (!saved) throw clash();
  const way = { nodes: nodes ?? before!.nodes, cc: ccIds ?? before!.ccIds };
  if (!isDeepStrictEqual(way, { nodes: before!.nodes, cc: before!.ccIds })) {
    await newVersion(ctx, id, row.no + 1, way.nodes, way.cc);
  }
  const [after] = await toFlows(ctx, [(await flowById(ctx.tx, id))!]);
  await tell(ctx, 'approvals.updateFlow', before!, after!);
  return after!;
}

/** Who would decide on something of this applicant, as things stand. */
export async function preview(
  ctx: ReadContext,
  id: number,
  query: EndpointInput<Api['previewFlow']>['query'],
) {
  const row = await flowById(ctx.db, id);
  if (!row) throw problem('not-found');
  const people = await loadPeople(ctx.db);
  if (!people.users.has(query.applicantId)) throw problem('not-found');
  const given = (query.fact ?? []).map((one) => one.split(':') as [string, string]);
  const facts: Facts = {
    ...Object.fromEntries(given.map(([name, value]) => [name, Number(value)])),
    ...factsOf(people, query.applicantId),
  };
  const nodes = JSON.parse(row.nodes) as FlowNode[];
  const taken = nodesTaken(nodes, facts);
  const found = nodes.map((node, index) => {
    const asked = taken[index]! && node.approver.rule !== 'chosen';
    return asked ? approversOf(people, node, query.applicantId) : [];
  });
  const names = await userNames(ctx.db, found.flat());
  return {
    nodes: nodes.map(({ key, name, mode }, index) => ({
      key,
      name,
      mode,
      taken: taken[index]!,
      people: found[index]!.map((person) => ({ id: person, name: names.get(person) ?? '' })),
    })),
  };
}

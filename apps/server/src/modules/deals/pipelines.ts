import type { Reader } from '@xinhang/db/database.ts';
import { waitingInto } from '@xinhang/db/repositories/deal-moves.ts';
import { openInStages } from '@xinhang/db/repositories/deals.ts';
import {
  gateItems,
  insertPipeline,
  pipelineById,
  pipelineByKey,
  pipelines,
  putStage,
  retireStage,
  setGate,
  stages,
  updatePipeline,
  type PipelineRecord,
  type StageRecord,
} from '@xinhang/db/repositories/pipelines.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { wonProofs, type Pipeline, type StageInput } from '@xinhang/shared/pipelines.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';
import { activeFlows } from '../system/service.ts';
import { DEAL_MOVE } from './gate-approval.ts';
import { toGateItem } from './gates.ts';

type Api = typeof api.pipelines;
type Body<K extends keyof Api> = EndpointInput<Api[K]>['body'];

/** The pipeline for a new deal: one that is not switched off. */
export async function needPipeline(db: Reader, id: number): Promise<PipelineRecord> {
  const row = await pipelineById(db, id);
  if (!row || row.active === 0) throw fieldRefused('/pipelineId', 'unknown-pipeline');
  return row;
}

/** Every pipeline with its stages and what their gates ask for. */
export async function describePipelines(db: Reader): Promise<Pipeline[]> {
  const stagesOf = Map.groupBy(await stages(db), (stage) => stage.pipeline_id);
  const gatesOf = Map.groupBy(await gateItems(db), (gate) => gate.stage_id);
  return (await pipelines(db)).map((row) => ({
    id: row.id,
    version: row.version,
    name: row.name,
    salesModel: row.sales_model as Pipeline['salesModel'],
    active: row.active === 1,
    sort: row.sort,
    wonNeeds: JSON.parse(row.won_needs) as Pipeline['wonNeeds'],
    wonGates: row.won_gates === 1,
    stages: (stagesOf.get(row.id) ?? []).map((stage) => ({
      id: stage.id,
      name: stage.name,
      chance: stage.chance,
      stuckDays: stage.stuck_days,
      approvalFlowId: stage.approval_flow_id,
      gate: (gatesOf.get(stage.id) ?? []).map(toGateItem),
    })),
  }));
}

async function describe(db: Reader, id: number): Promise<Pipeline> {
  return (await describePipelines(db)).find((one) => one.id === id)!;
}

/** What deals need to be won, as far as it is said; each proof once, in the order of the list. */
const winning = ({ wonNeeds, wonGates }: Pick<Body<'update'>, 'wonNeeds' | 'wonGates'>) => ({
  ...(wonNeeds && {
    won_needs: JSON.stringify(wonProofs.filter((proof) => wonNeeds.includes(proof))),
  }),
  ...(wonGates !== undefined && { won_gates: wonGates ? 1 : 0 }),
});

/** Flows that a stage may ask, those in use; names are for everybody who asks them. */
export async function flowsOfMoves(db: Reader): Promise<NameRef[]> {
  return (await activeFlows(db, DEAL_MOVE)).map(({ id, name }) => ({ id, name }));
}

/** A stage asks a flow that is in use, or goes on with the one that it asked before. */
async function checkFlows(
  tx: Reader,
  known: readonly StageRecord[],
  wanted: readonly StageInput[],
): Promise<void> {
  const inUse = new Set((await flowsOfMoves(tx)).map((flow) => flow.id));
  for (const [at, { id, approvalFlowId }] of wanted.entries()) {
    const before = known.find((stage) => stage.id === id)?.approval_flow_id;
    if (approvalFlowId === null || approvalFlowId === before || inUse.has(approvalFlowId)) continue;
    throw fieldRefused(`/stages/${at}/approvalFlowId`, 'unknown-flow');
  }
}

/** Stages as they are from now on; one that is left out must have no open deals in it. */
async function setStages(
  ctx: WriteContext,
  pipelineId: number,
  wanted: readonly StageInput[],
): Promise<void> {
  const { tx } = ctx;
  const known = (await stages(tx)).filter((stage) => stage.pipeline_id === pipelineId);
  const gates = await gateItems(tx);
  for (const [at, stage] of wanted.entries()) {
    if (stage.id !== undefined && !known.some((one) => one.id === stage.id)) {
      throw fieldRefused(`/stages/${at}/id`, 'unknown-stage');
    }
    const twice = wanted.findIndex((one) => nameKey(one.name) === nameKey(stage.name));
    if (twice < at) throw fieldRefused(`/stages/${at}/name`, 'named-twice');
  }
  await checkFlows(tx, known, wanted);
  const gone = known.filter((stage) => !wanted.some((one) => one.id === stage.id));
  const goneIds = gone.map((stage) => stage.id);
  const [open, coming] = [await openInStages(tx, goneIds), await waitingInto(tx, goneIds)];
  const countIn = (id: number) => (open.get(id) ?? 0) + (coming.get(id) ?? 0);
  const stuck = gone.find((stage) => countIn(stage.id) > 0);
  if (stuck) {
    throw problem('in-use', { params: { name: stuck.name, count: countIn(stuck.id) } });
  }
  for (const stage of gone) await retireStage(tx, stage.id);
  for (const [position, stage] of wanted.entries()) {
    const { name, chance, stuckDays, gate, approvalFlowId } = stage;
    const columns = {
      pipeline_id: pipelineId,
      position,
      name,
      chance,
      stuck_days: stuckDays,
      approval_flow_id: approvalFlowId,
    };
    const id = await putStage(tx, { ...columns, id: stage.id });
    const own = new Set(gates.flatMap((one) => (one.stage_id === stage.id ? one.id : [])));
    const items = gate.map((item) => {
      if (item.kind === 'field') return { field: item.field, title: '' };
      return {
        id: item.id !== undefined && own.has(item.id) ? item.id : undefined,
        field: null,
        title: item.title,
      };
    });
    await setGate(tx, id, items);
  }
}

async function record(
  ctx: WriteContext,
  action: string,
  before: Pipeline | null,
  id: number,
): Promise<Pipeline> {
  const after = await describe(ctx.tx, id);
  await ctx.audit({ action, entity: 'pipeline', entityId: id, before, after });
  await ctx.emit({ entity: 'pipeline', id, version: after.version, audience: [] });
  return after;
}

export async function addPipeline(ctx: WriteContext, body: Body<'create'>): Promise<Pipeline> {
  const { tx } = ctx;
  const key = nameKey(body.name);
  if (await pipelineByKey(tx, key)) throw problem('already-exists');
  const { id } = await insertPipeline(tx, {
    name: body.name,
    name_key: key,
    sales_model: body.salesModel,
    active: 1,
    won_needs: '[]',
    won_gates: 0,
    ...winning(body),
    sort: (await pipelines(tx)).length,
  });
  await setStages(ctx, id, body.stages);
  return await record(ctx, 'pipelines.create', null, id);
}

export async function changePipeline(
  ctx: WriteContext,
  id: number,
  body: Body<'update'>,
): Promise<Pipeline> {
  const { tx } = ctx;
  const row = await pipelineById(tx, id);
  if (!row) throw problem('not-found');
  const before = await describe(tx, id);
  const { version, ...wanted } = body;
  if (version !== before.version) throw conflict(before.version, before, wanted);
  const key = body.name === undefined ? row.name_key : nameKey(body.name);
  const named = await pipelineByKey(tx, key);
  if (named && named.id !== id) throw problem('already-exists');
  const changed = await updatePipeline(
    tx,
    { id, version },
    {
      ...(body.name !== undefined && { name: body.name, name_key: key }),
      ...(body.salesModel !== undefined && { sales_model: body.salesModel }),
      ...(body.active !== undefined && { active: body.active ? 1 : 0 }),
      ...(body.sort !== undefined && { sort: body.sort }),
      ...winning(body),
    },
  );
  if (!changed) throw conflict(before.version, before, wanted);
  if (body.stages) await setStages(ctx, id, body.stages);
  return await record(ctx, 'pipelines.update', before, id);
}

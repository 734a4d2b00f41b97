import { putPresetItem } from '@xinhang/db/repositories/presets.ts';
import { readSettings } from '@xinhang/db/repositories/settings.ts';
import type { AlertRule } from '@xinhang/shared/alerts.ts';
import { modelPresets } from '@xinhang/shared/model-presets.ts';
import type { DeptPreset, PresetItem } from '@xinhang/shared/presets.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import { readyPipelines } from '@xinhang/shared/ready-pipelines.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../../http/context.ts';
import { addRule, changeRule } from '../alerts/service.ts';
import { addCarePlan } from '../care/service.ts';
import { addPipeline } from '../deals/service.ts';
import { deptById } from '../org/service.ts';
import { addPool, changePool } from '../pools/service.ts';
import { putSettings } from '../system/service.ts';
import { factsOf, type Facts } from './facts.ts';
import { alertKey, careKey, poolOf, presetOf } from './plan.ts';

interface Made {
  id: number;
  version: number;
}

/** The name, or with the first number that nobody has; at most 30 characters as names are. */
function freeName(name: string, taken: readonly string[]): string {
  const keys = new Set(taken.map(nameKey));
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : `${name.slice(0, 26)} ${n}`;
    if (!keys.has(nameKey(tried))) return tried;
  }
}

async function makePipeline(ctx: WriteContext, facts: Facts, { model }: PresetItem): Promise<Made> {
  const ready = readyPipelines.find((one) => one.salesModel === model)!;
  return await addPipeline(ctx, {
    name: freeName(
      ready.name,
      facts.pipelines.map(({ name }) => name),
    ),
    salesModel: model,
    wonNeeds: [],
    wonGates: false,
    stages: ready.stages.map(({ name, chance, stuckDays, needs }) => ({
      name,
      chance,
      stuckDays,
      approvalFlowId: null,
      gate: needs.map((field) => ({ kind: 'field' as const, field })),
    })),
  });
}

/** The company has rules from the first day; an untouched one of the kind becomes the preset's. */
async function makeRule(ctx: WriteContext, facts: Facts, wanted: PresetItem): Promise<Made> {
  const preset = modelPresets[wanted.model].alerts.find(
    (alert) => alertKey(wanted.model, alert) === wanted.key,
  )!;
  const values = { ...preset, grades: [...preset.grades], stageIds: [], active: true };
  const idle = (await factsOf(ctx.tx, facts.dept.id)).rules.find(
    (rule) => rule.kind === preset.kind && facts.untouched.has(rule.id) && !rule.active,
  );
  if (!idle) return await addRule(ctx, { ...values, deptId: facts.root ? null : facts.dept.id });
  const { kind: _kind, ...changes } = values;
  return await changeRule(ctx, idle.id, { version: idle.version, ...changes });
}

async function turnRule(ctx: WriteContext, rule: AlertRule, active: boolean): Promise<Made> {
  return await changeRule(ctx, rule.id, { version: rule.version, active });
}

/** Comes switched off: that customers go to others is somebody's decision. */
async function makePool(ctx: WriteContext, facts: Facts, wanted: PresetItem): Promise<Made> {
  const { rules, ...limits } = modelPresets[wanted.model].pool!;
  const there = poolOf(facts);
  const copied = (active: boolean) =>
    rules.map((rule) => ({ ...rule, grades: [...rule.grades], active }));
  if (there) {
    const body = { version: there.version, rules: copied(false) };
    return (await changePool(ctx, there.id, body)).pool;
  }
  return await addPool(ctx, {
    ...limits,
    name: freeName(
      wanted.name,
      facts.pools.map(({ name }) => name),
    ),
    active: false,
    deptIds: [facts.dept.id],
    holdCap: null,
    viewsPerDay: null,
    workdays: false,
    rules: copied(true),
  });
}

async function makeCare(ctx: WriteContext, { model, key }: PresetItem): Promise<Made> {
  const wanted = modelPresets[model].care.find((one) => careKey(model, one) === key)!;
  return await addCarePlan(ctx, {
    ...wanted,
    valueGrades: [...wanted.valueGrades],
    models: [model],
    grades: [],
    tagIds: [],
    festival: null,
  });
}

async function makeSetting(ctx: WriteContext, { name, value }: PresetItem): Promise<Made> {
  await putSettings(ctx, await readSettings(ctx.tx), { [name]: value });
  return { id: 0, version: 0 };
}

async function make(ctx: WriteContext, facts: Facts, wanted: PresetItem): Promise<Made> {
  if (wanted.state === 'new') {
    switch (wanted.kind) {
      case 'pipeline':
        return await makePipeline(ctx, facts, wanted);
      case 'alertRule':
        return await makeRule(ctx, facts, wanted);
      case 'pool':
        return await makePool(ctx, facts, wanted);
      case 'carePlan':
        return await makeCare(ctx, wanted);
      case 'setting':
        return await makeSetting(ctx, wanted);
    }
  }
  const before = facts.made.get(wanted.key)!;
  const rule = facts.rules.find(({ id }) => id === before.entity_id)!;
  return await turnRule(ctx, rule, wanted.state === 'again');
}

async function applyTo(ctx: WriteContext, deptId: number): Promise<DeptPreset> {
  const facts = await factsOf(ctx.tx, deptId);
  const preset = presetOf(facts);
  const wanted = preset.items.filter(({ state }) => state !== 'kept');
  for (const one of wanted) {
    const { id, version } = await make(ctx, facts, one);
    await putPresetItem(ctx.tx, {
      dept_id: deptId,
      item: one.key,
      entity: one.kind,
      entity_id: id,
      entity_version: version,
      retired: one.state === 'retired' ? 1 : 0,
      at: ctx.now,
    });
  }
  if (wanted.length > 0) {
    const retired = wanted.filter(({ state }) => state === 'retired').length;
    await ctx.audit({
      action: 'presets.apply',
      entity: 'dept',
      entityId: deptId,
      after: {
        salesModel: preset.model,
        development: preset.development,
        made: wanted.length - retired,
        retired,
      },
    });
  }
  return preset;
}

/** Makes what the presets of these departments lack; a second time finds nothing to make. */
export async function applyPresets(
  ctx: WriteContext,
  deptIds: readonly number[],
): Promise<DeptPreset[]> {
  const rows: DeptPreset[] = [];
  for (const [at, id] of [...new Set(deptIds)].entries()) {
    const dept = await deptById(ctx.tx, id);
    if (!dept) throw fieldRefused(`/deptIds/${at}`, 'unknown-dept');
    if (dept.closed === 1) throw fieldRefused(`/deptIds/${at}`, 'dept-closed');
    rows.push(await applyTo(ctx, id));
  }
  return rows;
}

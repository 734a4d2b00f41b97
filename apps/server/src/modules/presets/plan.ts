import type { AlertRule } from '@xinhang/shared/alerts.ts';
import type { CarePlan } from '@xinhang/shared/care.ts';
import {
  modelPresets,
  presetSettings,
  type PresetAlert,
  type PresetCare,
} from '@xinhang/shared/model-presets.ts';
import type { Pool } from '@xinhang/shared/pools.ts';
import type { DeptPreset, PresetItem, PresetState } from '@xinhang/shared/presets.ts';
import { readyPipelines } from '@xinhang/shared/ready-pipelines.ts';
import { modelsWith, type SalesModel } from '@xinhang/shared/sales-models.ts';
import { settingSchemas } from '@xinhang/shared/settings.ts';
import type { Facts } from './facts.ts';

const VALUE_BY = 'customers.valueBy';

const item = (
  key: string,
  kind: PresetItem['kind'],
  model: SalesModel,
  state: PresetState,
  more: Partial<PresetItem> = {},
): PresetItem => ({
  key,
  kind,
  model,
  state,
  name: '',
  stages: [],
  alert: null,
  poolRules: [],
  care: null,
  value: null,
  ...more,
});

/** A pipeline for the model, whatever it is called and whether it is in use. */
function pipelineItem({ pipelines, made }: Facts, model: SalesModel): PresetItem {
  const key = `pipeline:${model}`;
  const ready = readyPipelines.find((one) => one.salesModel === model)!;
  const own = made.get(key)?.entity_id;
  const there = pipelines.find((one) => one.salesModel === model || one.id === own);
  const { name, stages } = there ?? ready;
  return item(key, 'pipeline', model, there ? 'kept' : 'new', {
    name,
    stages: stages.map((stage) => stage.name),
  });
}

export const alertKey = (model: SalesModel, { kind, grades }: Pick<AlertRule, 'kind' | 'grades'>) =>
  ['alertRule', model, kind, ...grades].join(':');

/** What was made once is not made again, and where somebody made a rule of the kind, his stays. */
function alertState({ rules, made, untouched }: Facts, key: string, kind: string): PresetState {
  const before = made.get(key);
  if (before) {
    const rule = rules.find(({ id }) => id === before.entity_id);
    const back =
      before.retired === 1 && rule?.active === false && rule.version === before.entity_version;
    return back ? 'again' : 'kept';
  }
  const ours = new Set([...made.values()].map((row) => row.entity_id));
  const byHand = rules.some(
    (rule) => rule.kind === kind && !ours.has(rule.id) && !untouched.has(rule.id),
  );
  return byHand ? 'kept' : 'new';
}

const shown = ({ kind, grades, days, times, workdays }: PresetAlert | AlertRule) => ({
  kind,
  grades: [...grades],
  days,
  times,
  workdays,
});

const alertItems = (facts: Facts, model: SalesModel): PresetItem[] =>
  modelPresets[model].alerts.map((alert) => {
    const key = alertKey(model, alert);
    const state = alertState(facts, key, alert.kind);
    return item(key, 'alertRule', model, state, { alert: shown(alert) });
  });

/** The pool into which the department's customers fall and that is nobody else's. */
export const poolOf = ({ dept, root, pools }: Facts): Pool | undefined =>
  root
    ? pools.find((pool) => pool.active && pool.deptIds.length === 0)
    : pools.find((pool) => pool.deptIds.includes(dept.id));

function poolItems(facts: Facts, model: SalesModel): PresetItem[] {
  const preset = modelPresets[model].pool;
  if (!preset) return [];
  const key = `pool:${model}`;
  const there = poolOf(facts);
  const kept = facts.made.has(key) || (there && (!facts.root || there.rules.length > 0));
  const rules = kept && there ? there.rules : preset.rules;
  return [
    item(key, 'pool', model, kept ? 'kept' : 'new', {
      name: there?.name ?? `${facts.dept.name.slice(0, 28)}公海`,
      poolRules: rules.map(({ cause, grades, days, warnDays }) => ({
        cause,
        grades: [...grades],
        days,
        warnDays,
      })),
    }),
  ];
}

export const careKey = (model: SalesModel, { trigger, valueGrades }: PresetCare) =>
  ['carePlan', model, trigger, ...valueGrades].join(':');

/** Plans are the company's: one that asks the same of these customers stays alone. */
function asksThe(
  { trigger, valueGrades, models }: CarePlan,
  model: SalesModel,
  wanted: PresetCare,
) {
  const of = models.length === 0 || models.includes(model);
  const any = valueGrades.length === 0 || wanted.valueGrades.length === 0;
  const same = any || wanted.valueGrades.some((grade) => valueGrades.includes(grade));
  return of && trigger === wanted.trigger && same;
}

const careItems = ({ carePlans, made }: Facts, model: SalesModel): PresetItem[] =>
  modelPresets[model].care.map((wanted) => {
    const key = careKey(model, wanted);
    const there = carePlans.find((plan) => asksThe(plan, model, wanted));
    const state = there || made.has(key) ? 'kept' : 'new';
    const { name, kind, trigger, everyDays, leadDays, valueGrades } = there ?? wanted;
    return item(key, 'carePlan', model, state, {
      name,
      care: { kind, trigger, everyDays, leadDays, valueGrades: [...valueGrades] },
    });
  });

/** By what customers are valued is asked of whichever department shows it, until somebody said it. */
function valueItems({ settings }: Facts, model: SalesModel): PresetItem[] {
  const value = modelPresets[model].valueBy;
  if (value === null) return [];
  const state = settings.has(VALUE_BY) ? 'kept' : 'new';
  return [item(`setting:${model}:${VALUE_BY}`, 'setting', model, state, { name: VALUE_BY, value })];
}

/** Settings are the company's: the root alone has some, of its own model, where they differ. */
function settingItems({ root, model, settings }: Facts): PresetItem[] {
  if (!root) return [];
  return presetSettings.flatMap((name) => {
    const value = modelPresets[model].settings[name];
    const set = settings.has(name);
    if (!set && settingSchemas[name].parse(undefined) === value) return [];
    const state = set ? 'kept' : 'new';
    return [item(`setting:${model}:${name}`, 'setting', model, state, { name, value })];
  });
}

/** Rules that a preset of another model made, that are in force, and that nobody changed since. */
function retiredItems({ rules, made }: Facts, wanted: ReadonlySet<string>): PresetItem[] {
  return [...made.values()].flatMap((row) => {
    const rule = rules.find(({ id }) => id === row.entity_id);
    const ours = row.entity === 'alertRule' && row.retired === 0 && !wanted.has(row.item);
    if (!ours || !rule?.active || rule.version !== row.entity_version) return [];
    const model = row.item.split(':')[1] as SalesModel;
    return [item(row.item, 'alertRule', model, 'retired', { alert: shown(rule) })];
  });
}

/** Everything that the preset of a department is about, in the order in which it is made. */
export function planOf(facts: Facts): PresetItem[] {
  const models = modelsWith(facts.model, facts.development);
  const items = models.flatMap((model) => [
    pipelineItem(facts, model),
    ...alertItems(facts, model),
    ...poolItems(facts, model),
    ...careItems(facts, model),
    ...valueItems(facts, model),
  ]);
  const wanted = new Set(items.map(({ key }) => key));
  return [...items, ...settingItems(facts), ...retiredItems(facts, wanted)];
}

export function presetOf(facts: Facts): DeptPreset {
  const { dept, model, development } = facts;
  return { dept, model, development, items: planOf(facts) };
}

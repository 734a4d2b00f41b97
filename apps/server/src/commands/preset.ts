import { depts } from '@xinhang/db/repositories/company.ts';
import { salesModels } from '@xinhang/shared/company.ts';
import type { SalesModel } from '@xinhang/shared/sales-models.ts';
import type { DeptPreset, PresetItem } from '@xinhang/shared/presets.ts';
import { applyPresets } from '../modules/presets/apply.ts';
import { factsOf } from '../modules/presets/facts.ts';
import { presetOf } from '../modules/presets/plan.ts';
import { dataCommand, UsageError, type Workplace } from './command.ts';
import { verbOf } from './verbs.ts';

type Verb = 'show' | 'apply';

interface Input {
  verb: Verb;
  /** Names of departments; none means the company itself. */
  names: string[];
  /** As if it sold in this way. */
  model: SalesModel | null;
}

interface Result {
  verb: Verb;
  rows: DeptPreset[];
}

const usage: Record<Verb, string> = {
  show: 'preset show [DEPARTMENT] [--model dev|retain|project]',
  apply: 'preset apply [DEPARTMENT ...]',
};

/** What a sales model begins with, made for the company or a department, as on the screen. */
export const preset = dataCommand({
  usage: Object.values(usage).join('\n'),
  summary: 'pipeline, alert rules, pool and intervals of a sales model',
  mode: 'writes',
  options: { model: { type: 'string' } },
  parse({ words: typed, options }): Input {
    const { verb, words, misused } = verbOf('preset', usage, typed);
    if (verb === 'show' && words.length > 1) throw misused();
    const model = salesModels.find((one) => one === options['model']) ?? null;
    const asked = options['model'] !== undefined;
    if (asked && (model === null || verb === 'apply')) throw misused();
    return { verb, names: words.map((word) => word.trim()), model };
  },
  async run(place, { verb, names, model }): Promise<Result> {
    const ids = await idsOf(place, names);
    if (verb === 'apply') {
      return { verb, rows: await place.write(async (ctx) => await applyPresets(ctx, ids)) };
    }
    const facts = await factsOf(place.db.read, ids[0]!, { model: model ?? undefined });
    return { verb, rows: [presetOf(facts)] };
  },
  show: ({ verb, rows }) =>
    rows
      .flatMap(({ dept, model, development, items }) => [
        `${dept.name}\t${model}${development ? ' + dev' : ''}`,
        ...items.map((item) => line(item, verb)),
      ])
      .join('\n'),
});

/** Ids of departments by their names; without any that of the company. */
async function idsOf({ db }: Workplace, names: readonly string[]): Promise<number[]> {
  const all = (await depts(db.read)).filter((dept) => dept.closed === 0);
  if (names.length === 0) {
    const root = all.find((dept) => dept.parent_id === null);
    if (!root) throw new UsageError('There is no company yet: xinhang init.');
    return [root.id];
  }
  return names.map((name) => {
    const found = all.filter((dept) => dept.name === name);
    if (found.length !== 1) {
      const why = found.length === 0 ? 'There is no department' : 'Several departments are called';
      throw new UsageError(`${why} "${name}".`);
    }
    return found[0]!.id;
  });
}

/** What was made or would be, and what stays as it is. */
const line = ({ state, kind, name, stages, alert, care, value }: PresetItem, verb: Verb) =>
  [
    '',
    verb === 'apply' && state === 'new' ? 'made' : state,
    kind,
    alert
      ? `${alert.kind} ${alert.grades.join(' ')} ${alert.days} days`.replaceAll('  ', ' ')
      : name,
    care ? care.trigger : value === null ? stages.join(' → ') : String(value),
  ]
    .join('\t')
    .trimEnd();

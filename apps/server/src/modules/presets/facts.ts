import { company } from '@xinhang/db/repositories/company.ts';
import type { Reader } from '@xinhang/db/database.ts';
import { presetItems, type PresetItemRecord } from '@xinhang/db/repositories/presets.ts';
import { keysSet } from '@xinhang/db/repositories/settings.ts';
import type { AlertRule } from '@xinhang/shared/alerts.ts';
import type { CarePlan } from '@xinhang/shared/care.ts';
import type { Pipeline } from '@xinhang/shared/pipelines.ts';
import type { Pool } from '@xinhang/shared/pools.ts';
import { problem } from '@xinhang/shared/problems.ts';
import { describeRules, untouchedRules } from '../alerts/service.ts';
import { listCarePlans, toCarePlan } from '../care/service.ts';
import { describePipelines } from '../deals/service.ts';
import { deptById, waysOfDepts, type Way } from '../org/service.ts';
import { describePools } from '../pools/service.ts';

/** What is there already of what a preset of a department makes. */
export interface Facts extends Way {
  dept: { id: number; name: string };
  /** The whole company: its rules are everybody's, and it alone has settings. */
  root: boolean;
  pipelines: readonly Pipeline[];
  /** Of this department alone; those of the company for the root. */
  rules: readonly AlertRule[];
  /** Of the rules, those that the product came with and nobody has touched. */
  untouched: ReadonlySet<number>;
  pools: readonly Pool[];
  carePlans: readonly CarePlan[];
  /** Keys of settings that somebody has set. */
  settings: ReadonlySet<string>;
  /** What presets made for this department, by key. */
  made: ReadonlyMap<string, PresetItemRecord>;
}

/** Reads them; a way of selling may be asked for that the department does not have yet. */
export async function factsOf(
  db: Reader,
  deptId: number,
  asIf: Partial<{ [K in keyof Way]: Way[K] | undefined }> = {},
): Promise<Facts> {
  const dept = await deptById(db, deptId);
  if (!dept) throw problem('not-found');
  const way = (await waysOfDepts(db, (await company(db))!.sales_model)).get(deptId)!;
  const root = dept.parent_id === null;
  const own = (rule: AlertRule) => (root ? rule.dept === null : rule.dept?.id === deptId);
  return {
    dept: { id: dept.id, name: dept.name },
    root,
    model: asIf.model ?? way.model,
    development: asIf.development ?? way.development,
    pipelines: await describePipelines(db),
    rules: (await describeRules(db)).filter(own),
    untouched: await untouchedRules(db),
    pools: await describePools(db),
    carePlans: (await listCarePlans(db)).map(toCarePlan),
    settings: await keysSet(db),
    made: new Map((await presetItems(db, deptId)).map((row) => [row.item, row])),
  };
}

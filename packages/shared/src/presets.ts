import { z } from 'zod';
import { alertKinds } from './alerts.ts';
import { careKinds, careTriggers } from './care.ts';
import { salesModels } from './company.ts';
import { endpoint } from './contract/endpoint.ts';
import { flagParam, id, idPath, nameRef } from './contract/fields.ts';
import { dropCauses, gradesOrNone } from './pools.ts';
import { valueGrades } from './value-grades.ts';

export const presetKinds = ['pipeline', 'alertRule', 'pool', 'carePlan', 'setting'] as const;
/**
 * `new` is made; `again` was switched off by an earlier preset and comes back; `kept` is there and
 * stays as it is; `retired` was made by the preset of another model, nobody changed it since, and
 * it is switched off.
 */
export const presetStates = ['new', 'again', 'kept', 'retired'] as const;
export type PresetState = (typeof presetStates)[number];

const grades = z.array(z.enum(gradesOrNone));

export const presetItem = z.object({
  /** The same in each preview and each application. */
  key: z.string(),
  kind: z.enum(presetKinds),
  state: z.enum(presetStates),
  /** Of whose preset it is; a retention department that develops has two. */
  model: z.enum(salesModels),
  /** Of a pipeline, pool or plan of care, as it is or will be called; key of a setting. */
  name: z.string(),
  /** Stages of a pipeline. */
  stages: z.array(z.string()),
  alert: z
    .object({
      kind: z.enum(alertKinds),
      grades,
      days: z.int(),
      times: z.int().nullable(),
      workdays: z.boolean(),
    })
    .nullable(),
  poolRules: z.array(
    z.object({ cause: z.enum(dropCauses), grades, days: z.int(), warnDays: z.int() }),
  ),
  care: z
    .object({
      kind: z.enum(careKinds),
      trigger: z.enum(careTriggers),
      everyDays: z.int().nullable(),
      leadDays: z.int(),
      valueGrades: z.array(z.enum(valueGrades)),
    })
    .nullable(),
  /** Of a setting: days, or by what customers are valued. */
  value: z.union([z.int(), z.string(), z.null()]),
});
export type PresetItem = z.output<typeof presetItem>;

export const deptPreset = z.object({
  dept: nameRef,
  /** By which it works: its own model or that above, and whether it develops beside. */
  model: z.enum(salesModels),
  development: z.boolean(),
  items: z.array(presetItem),
});
export type DeptPreset = z.output<typeof deptPreset>;

const list = endpoint({
  method: 'GET',
  path: '/presets',
  access: 'system.settings',
  since: 1,
  summary: 'The presets of the company and of each department that sells in a way of its own',
  response: z.object({ rows: z.array(deptPreset) }),
});

const preview = endpoint({
  method: 'GET',
  path: '/presets/:id',
  access: 'system.settings',
  since: 1,
  summary: 'What the preset of a department’s sales model would make, and what is there already',
  params: idPath,
  query: z.object({
    /** As if it worked by this one. */
    model: z.enum(salesModels).optional(),
    development: flagParam.optional(),
  }),
  response: deptPreset,
});

const apply = endpoint({
  method: 'POST',
  path: '/presets',
  access: 'system.settings',
  since: 1,
  summary:
    'Make what the presets of these departments lack, all or nothing; what is there stays as it is, and pools come switched off',
  body: z.object({ deptIds: z.array(id).min(1).max(100) }),
  /** What was made, and what was there. */
  response: z.object({ rows: z.array(deptPreset) }),
});

export const presets = { list, preview, apply };

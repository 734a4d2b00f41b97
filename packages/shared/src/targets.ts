import { z } from 'zod';
import { endpoint } from './contract/endpoint.ts';
import {
  done,
  id,
  idParam,
  idPath,
  instant,
  nameRef,
  optionalText,
  version,
} from './contract/fields.ts';
import {
  goods,
  goodsKey,
  node,
  nodeKinds,
  postedMetrics,
  quantityMetrics,
  splitDimensions,
  splitPart,
  targetMetrics,
} from './performance.ts';

/**
 * `draft` is worked on, `submitted` waits for approval, `locked` holds; `replaced` held before a
 * later revision was approved.
 */
export const targetStates = ['draft', 'submitted', 'locked', 'replaced'] as const;
export type TargetState = (typeof targetStates)[number];

const year = z.coerce.number().int().min(2000).max(2999);
/** Fen, a count or 1/10,000 of a unit; a trillion yuan at most, so that sums stay exact. */
export const targetValue = z.int().min(0).max(1e14);
const month = z.int().min(1).max(12);
/** January to December; null where none is set. */
const months = z.array(targetValue.nullable()).length(12);

export const targetSheet = z.object({
  id,
  version,
  revision: z.int(),
  state: z.enum(targetStates),
  note: z.string(),
  madeBy: nameRef,
  madeAt: instant,
  submittedAt: instant.nullable(),
  lockedAt: instant.nullable(),
  /** Null where nobody had to approve it. */
  lockedBy: nameRef.nullable(),
  /** Of all its members. */
  total: z.int(),
});
export type TargetSheet = z.output<typeof targetSheet>;

/** How a target is split by a dimension, beside the target itself. */
export const targetSplit = z.object({
  dimension: z.enum(splitDimensions),
  /** Of the year. */
  total: z.int(),
  /** Whether in some month it does not sum to the target. */
  off: z.boolean(),
});
export type TargetSplit = z.output<typeof targetSplit>;

export const targetRow = z.object({
  node,
  /** Not a member any more; what was set stays until it is taken out. */
  former: z.boolean(),
  months,
  /** What holds now, where the months are those of a draft. */
  locked: months,
  /** What was reached in the months of the year before, of what the caller may open. */
  yearAgo: z.array(z.int()).length(12),
  /** By the dimensions by which it is split. */
  splits: z.array(targetSplit),
});
export type TargetRow = z.output<typeof targetRow>;

const get = endpoint({
  method: 'GET',
  path: '/targets',
  access: 'performance.read',
  since: 1,
  summary: 'Targets of the members of a department in a year, by one metric',
  query: z.object({
    year,
    /** Absent: the highest that the caller may open. */
    deptId: idParam.optional(),
    metric: z.enum(targetMetrics).default('won'),
    /** What is counted: of quantities alone, and never without. */
    goods: goodsKey.optional(),
  }),
  response: z.object({
    dept: nameRef,
    /** What is counted, of quantities alone. */
    goods: goods.nullable(),
    /** Departments above it that the caller may open, the highest first. */
    path: z.array(nameRef),
    /** Whether the caller may set them. */
    mayEdit: z.boolean(),
    /** What is worked on or waits; null: nothing is. */
    draft: targetSheet.nullable(),
    /** What holds. */
    locked: targetSheet.nullable(),
    /** Of the draft, else of what holds. */
    rows: z.array(targetRow),
    /** Of the department itself: set in the sheet of the one above, the company's in its own. */
    own: months,
    /** Whether the own line is set here. */
    ownHere: z.boolean(),
    /** How the own line is split. */
    ownSplits: z.array(targetSplit),
    /** By what targets of this metric can be split; none for those counted from records. */
    dimensions: z.array(z.enum(splitDimensions)),
    /** Newest first. */
    revisions: z.array(targetSheet),
  }),
  problems: ['not-found', 'field-refused'],
});

const listGoods = endpoint({
  method: 'GET',
  path: '/targets/goods',
  access: 'performance.read',
  since: 1,
  summary:
    'Of which products and categories targets by quantity are set in a year that the caller may ' +
    'open, and of which categories some could be',
  query: z.object({ year, metric: z.enum(quantityMetrics) }),
  response: z.object({
    /** By their names. */
    planned: z.array(goods),
    /** Categories in the order of their tree; none for who may read no products. */
    categories: z.array(
      z.object({
        key: goodsKey,
        /** With those above it. */
        name: z.string(),
        /** Base units of its products: targets by quantity need one and no second. */
        units: z.array(z.string()),
      }),
    ),
  }),
});

export const splitRow = z.object({
  part: splitPart,
  /** Empty where nothing has that key any more. */
  name: z.string(),
  months,
  /** What holds now, where the months are those of a draft. */
  locked: months,
  /** What was reached in the months of the year before, of what the caller may open. */
  yearAgo: z.array(z.int()).length(12),
});
export type SplitRow = z.output<typeof splitRow>;

const splits = endpoint({
  method: 'GET',
  path: '/targets/splits',
  access: 'performance.read',
  since: 1,
  summary: 'The target of one member of a sheet, split by region, category or product',
  query: z.object({
    year,
    deptId: idParam,
    metric: z.enum(postedMetrics).default('won'),
    goods: goodsKey.optional(),
    nodeKind: z.enum(nodeKinds),
    nodeId: idParam,
    dimension: z.enum(splitDimensions).default('region'),
  }),
  response: z.object({
    node,
    /** Of the draft, else of what holds; so are the rows. */
    whole: months,
    rows: z.array(splitRow),
  }),
  problems: ['not-found', 'field-refused'],
});

const save = endpoint({
  method: 'PUT',
  path: '/targets',
  access: 'targets.update',
  since: 1,
  summary: 'Set cells of the draft; begins one where there is none, with what holds',
  body: z.object({
    year,
    deptId: id,
    metric: z.enum(targetMetrics),
    /** What is counted: of quantities alone, and never without. */
    goods: goodsKey.optional(),
    /** Of the draft; null where there is none yet. */
    version: version.nullable(),
    note: optionalText(500).optional(),
    cells: z
      .array(
        z.object({
          nodeKind: z.enum(nodeKinds),
          nodeId: id,
          month,
          /** Null takes it out. */
          value: targetValue.nullable(),
        }),
      )
      .max(5000),
    /** Parts of targets; no part of what is counted from records. */
    splits: z
      .array(
        z.object({
          nodeKind: z.enum(nodeKinds),
          nodeId: id,
          dimension: z.enum(splitDimensions),
          part: splitPart.min(1),
          month,
          /** Null takes it out. */
          value: targetValue.nullable(),
        }),
      )
      .max(5000)
      .optional(),
  }),
  response: z.object({ id, version, state: z.enum(targetStates) }),
  problems: ['not-found', 'version-conflict', 'state-refused'],
});

const submit = endpoint({
  method: 'POST',
  path: '/targets/:id/submit',
  access: 'targets.update',
  since: 1,
  summary: 'Ask for approval of a draft; it is locked at once where nobody has to decide',
  params: idPath,
  body: z.object({ version }),
  response: z.object({ id, version, state: z.enum(targetStates) }),
  problems: ['version-conflict', 'state-refused'],
});

const discard = endpoint({
  method: 'POST',
  path: '/targets/:id/discard',
  access: 'targets.update',
  since: 1,
  summary: 'Throw a draft away; what holds stays',
  params: idPath,
  body: z.object({ version }),
  response: done,
  problems: ['version-conflict', 'state-refused'],
});

export const targets = { get, listGoods, splits, save, submit, discard };

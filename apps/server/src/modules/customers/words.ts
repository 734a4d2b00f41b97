import {
  customFieldById,
  customFieldByLabel,
  dictById,
  dictByLabel,
  insertCustomField,
  insertDict,
  insertTag,
  tagById,
  tagByKey,
  updateCustomField,
  updateDict,
  updateTag,
  type CustomFieldRecord,
  type DictRecord,
  type TagRecord,
} from '@xinhang/db/repositories/words.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import { fieldRefused, problem } from '@xinhang/shared/problems.ts';
import type { CustomField, DictItem } from '@xinhang/shared/settings.ts';
import { wordKey } from '@xinhang/shared/text-keys.ts';
import { conflict } from '../../http/conflict.ts';
import type { WriteContext } from '../../http/context.ts';

type Api = typeof api.settings;
type Body<K extends keyof Api> = EndpointInput<Api[K]>['body'];

export function toDict(row: DictRecord): DictItem {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind as DictItem['kind'],
    label: row.label,
    sort: row.sort,
    active: row.active === 1,
  };
}

export function toTag(row: TagRecord) {
  return { id: row.id, version: row.version, name: row.name, active: row.active === 1 };
}

export function toCustomField(row: CustomFieldRecord): CustomField {
  return {
    id: row.id,
    version: row.version,
    key: row.key,
    label: row.label,
    type: row.type as CustomField['type'],
    options: JSON.parse(row.options) as string[],
    required: row.required === 1,
    sort: row.sort,
    active: row.active === 1,
  };
}

const bit = (value: boolean) => (value ? 1 : 0);

async function record<T extends { id: number; version: number }>(
  ctx: WriteContext,
  action: string,
  entity: string,
  before: T | null,
  after: T,
): Promise<T> {
  await ctx.audit({ action, entity, entityId: after.id, before, after });
  await ctx.emit({ entity, id: after.id, version: after.version, audience: [] });
  return after;
}

export async function addDict(ctx: WriteContext, body: Body<'createDict'>) {
  if (await dictByLabel(ctx.tx, body.kind, body.label)) throw problem('already-exists');
  return await record(ctx, 'settings.createDict', 'dict', null, await insertDict(ctx.tx, body));
}

export async function changeDict(ctx: WriteContext, id: number, body: Body<'updateDict'>) {
  const before = await dictById(ctx.tx, id);
  if (!before) throw problem('not-found');
  const { version, sort, active } = body;
  const row = await updateDict(
    ctx.tx,
    { id, version },
    { ...(sort !== undefined && { sort }), ...(active !== undefined && { active: bit(active) }) },
  );
  if (!row) throw conflict(before.version, toDict(before), { sort, active });
  return await record(ctx, 'settings.updateDict', 'dict', before, row);
}

export async function addTag(ctx: WriteContext, body: Body<'createTag'>) {
  const key = wordKey(body.name);
  if (await tagByKey(ctx.tx, key)) throw problem('already-exists');
  const row = await insertTag(ctx.tx, { name: body.name, name_key: key });
  return await record(ctx, 'settings.createTag', 'tag', null, row);
}

export async function changeTag(ctx: WriteContext, id: number, body: Body<'updateTag'>) {
  const before = await tagById(ctx.tx, id);
  if (!before) throw problem('not-found');
  const { version, name, active } = body;
  if (version !== before.version) {
    throw conflict(before.version, toTag(before), { name, active });
  }
  if (name !== undefined) {
    const other = await tagByKey(ctx.tx, wordKey(name));
    if (other && other.id !== id) throw problem('already-exists');
  }
  const row = await updateTag(
    ctx.tx,
    { id, version },
    {
      ...(name !== undefined && { name, name_key: wordKey(name) }),
      ...(active !== undefined && { active: bit(active) }),
    },
  );
  if (!row) throw problem('version-conflict');
  return await record(ctx, 'settings.updateTag', 'tag', before, row);
}

/** Bytes of the random key under which values of a field are kept, whatever its label becomes. */
const KEY_BYTES = 5;

export async function addCustomField(ctx: WriteContext, body: Body<'createCustomField'>) {
  const { label, type, required, sort } = body;
  const labelKey = wordKey(label);
  if (await customFieldByLabel(ctx.tx, labelKey)) throw problem('already-exists');
  const row = await insertCustomField(ctx.tx, {
    key: `f${ctx.deps.random(KEY_BYTES).toString('hex')}`,
    label,
    label_key: labelKey,
    type,
    options: JSON.stringify(optionsOf(type, body.options)),
    required: bit(required),
    sort,
  });
  return await record(ctx, 'settings.createCustomField', 'customField', null, row);
}

/** Choices go with a `select` alone, which needs one at least; each stands there once. */
function optionsOf(type: string, options: readonly string[]): string[] {
  if (type !== 'select') return [];
  if (options.length === 0) throw fieldRefused('/options', 'options-needed');
  return [...new Set(options)];
}

export async function changeCustomField(
  ctx: WriteContext,
  id: number,
  body: Body<'updateCustomField'>,
) {
  const before = await customFieldById(ctx.tx, id);
  if (!before) throw problem('not-found');
  const { version, ...wanted } = body;
  if (version !== before.version) {
    throw conflict(before.version, toCustomField(before), wanted);
  }
  const { label, options, required, sort, active } = wanted;
  if (label !== undefined) {
    const other = await customFieldByLabel(ctx.tx, wordKey(label));
    if (other && other.id !== id) throw problem('already-exists');
  }
  const row = await updateCustomField(
    ctx.tx,
    { id, version },
    {
      ...(label !== undefined && { label, label_key: wordKey(label) }),
      ...(options !== undefined && { options: JSON.stringify(optionsOf(before.type, options)) }),
      ...(required !== undefined && { required: bit(required) }),
      ...(sort !== undefined && { sort }),
      ...(active !== undefined && { active: bit(active) }),
    },
  );
  if (!row) throw problem('version-conflict');
  return await record(ctx, 'settings.updateCustomField', 'customField', before, row);
}

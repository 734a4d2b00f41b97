import {
  readSettings,
  writeSettings,
  type SettingsState,
} from '@xinhang/db/repositories/settings.ts';
import type { SettingKey, Settings } from '@xinhang/shared/settings.ts';
import type { WriteContext } from '../../http/context.ts';

/** Stores settings that differ, with their trace; the rules of each are the caller's. */
export async function putSettings(
  ctx: WriteContext,
  before: SettingsState,
  changed: Partial<Settings>,
): Promise<SettingsState> {
  await writeSettings(ctx.tx, changed);
  const after = await readSettings(ctx.tx);
  const were = Object.keys(changed).map((key) => [key, before.values[key as SettingKey]]);
  await ctx.audit({
    action: 'settings.update',
    entity: 'setting',
    entityId: null,
    before: Object.fromEntries(were) as object,
    after: changed,
  });
  await ctx.emit({ entity: 'setting', id: 1, version: after.version, audience: [] });
  return after;
}

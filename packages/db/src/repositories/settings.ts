import { settingSchemas, type SettingKey, type Settings } from '@xinhang/shared/settings.ts';
import type { Reader } from '../database.ts';

/** One setting of the company; its default where nothing valid is stored (values are JSON). */
export async function readSetting<K extends SettingKey>(db: Reader, key: K): Promise<Settings[K]> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst();
  const schema = settingSchemas[key];
  const stored = row && schema.safeParse(JSON.parse(row.value));
  return (stored?.success ? stored.data : schema.parse(undefined)) as Settings[K];
}

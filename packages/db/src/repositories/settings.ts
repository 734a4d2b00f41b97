import { settingSchemas, type SettingKey, type Settings } from '@xinhang/shared/settings.ts';
import type { ExpressionBuilder } from 'kysely';
import type { Reader, Tx } from '../database.ts';
import { remembered } from '../remembered.ts';
import type { DB } from '../schema/database.ts';

/** All settings with the version of this state of them. */
export interface SettingsState {
  version: number;
  values: Settings;
}

const keys = Object.keys(settingSchemas) as SettingKey[];

/** As stored (JSON), or the default where nothing valid is stored. */
function valueOf(key: SettingKey, stored: string | undefined): Settings[SettingKey] {
  const schema = settingSchemas[key];
  const parsed = stored === undefined ? undefined : schema.safeParse(JSON.parse(stored));
  return parsed?.success ? parsed.data : schema.parse(undefined);
}

/** One setting of the company, as this reader sees it: inside a transaction, what it wrote. */
export async function readSetting<K extends SettingKey>(db: Reader, key: K): Promise<Settings[K]> {
  const asked = { key: 'readSetting', values: { key: key as string } };
  const [row] = await remembered(db, asked, (values) =>
    db.selectFrom('setting').select('value').where('key', '=', values.key),
  );
  return valueOf(key, row?.value) as Settings[K];
}

/** How often any setting was changed, as a column of a query; null for never. */
export function settingChanges(eb: ExpressionBuilder<DB, 'session'>) {
  return eb
    .selectFrom('setting')
    .select((some) => some.fn.sum<number>('setting.version').as('n'))
    .as('settingChanges');
}

/** The version of the settings after so many changes. */
export const versionAfter = (changes: number | string | null) => Number(changes ?? 0) + 1;

/** What the networks follow from, as one text that moves with it: settings and branches. */
export async function networkVersions(db: Reader): Promise<string> {
  const [row] = await remembered(db, { key: 'networkVersions', values: {} }, () =>
    db
      .selectFrom('setting')
      .select((some) => some.fn.sum<number>('setting.version').as('settings'))
      .select((some) =>
        some
          .selectFrom('branch')
          .select((one) => one.fn.sum<number>('branch.version').as('n'))
          .as('branches'),
      ),
  );
  return `${row?.settings ?? 0}/${row?.branches ?? 0}`;
}

export async function readSettings(db: Reader): Promise<SettingsState> {
  const rows = await db.selectFrom('setting').select(['key', 'value', 'version']).execute();
  const stored = new Map(rows.map((row) => [row.key, row.value]));
  const values = Object.fromEntries(keys.map((key) => [key, valueOf(key, stored.get(key))]));
  const version = versionAfter(rows.reduce((sum, row) => sum + row.version, 0));
  return { version, values: values as unknown as Settings };
}

/** Keys that somebody has set; the others stand by their default. */
export async function keysSet(db: Reader): Promise<Set<string>> {
  const rows = await db.selectFrom('setting').select('key').execute();
  return new Set(rows.map(({ key }) => key));
}

/** Stores these settings and leaves the others. */
export async function writeSettings(tx: Tx, values: Partial<Settings>): Promise<void> {
  for (const [key, value] of Object.entries(values)) {
    const stored = JSON.stringify(value);
    await tx
      .insertInto('setting')
      .values({ key, value: stored })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((eb) => ({
          value: stored,
          version: eb('setting.version', '+', 1),
        })),
      )
      .execute();
  }
}

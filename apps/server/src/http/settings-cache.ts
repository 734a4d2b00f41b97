import type { Reader } from '@xinhang/db/database.ts';
import { readSettings, type SettingsState } from '@xinhang/db/repositories/settings.ts';
import type { Settings } from '@xinhang/shared/settings.ts';

/**
 * Settings for what asks at every request. Whoever asks brings the version that the database has
 * now, so that what is kept here is never older than that.
 */
export class SettingsCache {
  readonly #db: Reader;
  #known: SettingsState | undefined;

  constructor(db: Reader) {
    this.#db = db;
  }

  async at(version: number): Promise<Settings> {
    if (this.#known?.version !== version) this.#known = await readSettings(this.#db);
    return this.#known.values;
  }
}

import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkBackup } from '@xinhang/server/ops/backup/check.ts';
import { parseBackupName } from '@xinhang/server/ops/backup/names.ts';
import { findDataDirectory } from '@xinhang/server/ops/paths.ts';
import BetterSqlite from 'better-sqlite3';
import { keyOfName } from './kill-company.ts';
import { inspect } from './office.ts';
import { fastPlace } from './place.ts';

/** Customers by the key they were sent with. */
export type Customers = ReadonlyMap<string, number>;

export function customersIn(database: string): Customers {
  const connection = new BetterSqlite(database, { readonly: true });
  try {
    const rows = connection.prepare('select id, name from customer').all();
    return new Map(
      (rows as { id: number; name: string }[]).map(({ id, name }) => [keyOfName(name), id]),
    );
  } finally {
    connection.close();
  }
}

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

/** The finished backups of a data directory, each of which must be whole and stay what it is. */
export class Shelf {
  readonly #directory: string;
  readonly #known = new Map<string, { hash: string; customers: Customers }>();

  constructor(data: string) {
    this.#directory = join(data, 'backups');
  }

  get names(): string[] {
    return [...this.#known.keys()];
  }

  customers(name: string): Customers {
    return this.#known.get(name)!.customers;
  }

  /** Halves of files that are not finished. */
  get halves(): string[] {
    return this.#all.filter((name) => name.endsWith('.part'));
  }

  get #all(): string[] {
    return existsSync(this.#directory) ? readdirSync(this.#directory) : [];
  }

  /**
   * What is wrong with the files: changed, gone, or not whole although their name says so. Each new
   * one must hold all of `least`, which was acknowledged before it was begun.
   */
  async look(least: readonly number[]): Promise<string[]> {
    const found: string[] = [];
    const finished = this.#all.filter((name) => parseBackupName(name) !== null);
    for (const [name, { hash }] of this.#known) {
      if (!finished.includes(name)) found.push(`${name} is gone`);
      else if (hashOf(join(this.#directory, name)) !== hash) found.push(`${name} was overwritten`);
    }
    for (const name of finished.filter((one) => !this.#known.has(one))) {
      found.push(...(await this.#meet(name, least)));
    }
    return found;
  }

  async #meet(name: string, least: readonly number[]): Promise<string[]> {
    const file = join(this.#directory, name);
    const place = mkdtempSync(join(fastPlace(), 'xinhang-shelf-'));
    try {
      const order = { file, into: join(place, 'into'), trusted: null, identities: [] };
      const { root } = await checkBackup(order, () => {});
      const { database } = findDataDirectory(root);
      const { integrity, torn } = inspect(database, { copyLog: true });
      const customers = customersIn(database);
      this.#known.set(name, { hash: hashOf(file), customers });
      const there = new Set(customers.values());
      const missing = least.filter((id) => !there.has(id));
      return [
        ...(integrity === 'ok' ? [] : [integrity]),
        ...torn,
        ...(missing.length === 0 ? [] : [`lost customers ${missing.join(', ')}`]),
      ].map((words) => `${name}: ${words}`);
    } catch (error) {
      return [`${name} is not whole: ${String(error)}`];
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }
}

import { join } from 'node:path';
import type { Machine } from '../../machine.ts';
import type { Paths } from '../paths.ts';
import { backupDirectory } from './office-of.ts';
import { newestVerified, RecordKeeper } from './record.ts';

const broken = /^SQLITE_(CORRUPT|NOTADB)/;

/**
 * What a person reads where the database cannot be opened: with the newest backup that was proved,
 * because this is the moment for which it was made. Any other error stays what it is.
 */
export function adviceFor(error: unknown, paths: Paths, { random }: Machine): unknown {
  if (!broken.test((error as { code?: string }).code ?? '')) return error;
  const keeper = new RecordKeeper(paths, backupDirectory(paths), random);
  const newest = newestVerified(keeper.list());
  const way = newest
    ? `The newest verified backup is of ${newest.businessDate}. To bring it back:\n` +
      `  xinhang restore ${join(keeper.directory, newest.name)} --yes --without-backup --data ${paths.root}`
    : `There is no verified backup in ${keeper.directory}: fetch the last one from its USB stick.`;
  return new Error(`${paths.database} is damaged and was left as it is. ${way}`, { cause: error });
}

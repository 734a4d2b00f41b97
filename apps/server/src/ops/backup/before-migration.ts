import { needsMigration } from '@xinhang/db/sqlite/copy.ts';
import type { Machine } from '../../machine.ts';
import type { Paths } from '../paths.ts';
import { failureOf, BackupOffice } from './office.ts';
import { backupDirectory } from './office-of.ts';
import { hundredths } from './progress.ts';

/** The upgrade did not begin, because the state before it could not be kept. */
export class UpgradeError extends Error {
  override readonly name = 'UpgradeError';
}

/**
 * Before a newer program changes the schema, the state before it is backed up and proved: the
 * rehearsal upgrades the copy first. Answers the name of the file, null where nothing will change.
 */
export async function backupBeforeMigration(
  paths: Paths,
  machine: Machine,
  say: (line: string) => void,
): Promise<string | null> {
  if (!needsMigration(paths.database)) return null;
  const office = new BackupOffice({
    paths,
    directory: backupDirectory(paths),
    ...machine,
    db: null,
  });
  say('This version changes the database. It is backed up first.');
  const report = hundredths((percent) => {
    if (percent % 10 === 0) say(`${String(percent).padStart(3)} %`);
  });
  try {
    const { file } = await office.make('migration', { report });
    say(`Backed up as ${file}.`);
    return file;
  } catch (error) {
    const { problem, reason } = failureOf(error);
    throw new UpgradeError(
      `The backup before the upgrade failed (${problem} ${reason}), so nothing was changed. ` +
        'Make room in the backup directory, or run the version before.',
      { cause: error },
    );
  }
}

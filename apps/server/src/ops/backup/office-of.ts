import { resolve } from 'node:path';
import type { Database } from '@xinhang/db/database.ts';
import { readConfig } from '../config.ts';
import type { Paths } from '../paths.ts';
import { BackupOffice } from './office.ts';

interface Place {
  readonly db: Database;
  /** The database is closed, and must not be asked for. */
  readonly bare?: boolean | undefined;
  readonly paths: Paths;
  readonly now: () => number;
  readonly random: (bytes: number) => Buffer;
  readonly elapsed?: (() => number) | undefined;
  readonly gentle?: boolean | undefined;
  readonly backupDirectory?: string | undefined;
}

/** One office per data directory and process, so that no two backups are made at once. */
const offices = new Map<string, { db: Database | null; office: BackupOffice }>();

/** Where the backups of a data directory go: as configured, or beside the data. */
export function backupDirectory(paths: Paths): string {
  const { backup_directory: configured } = readConfig(paths.config, process.env, {});
  return resolve(paths.root, configured);
}

/** The office of this data directory; a new one where the database was opened anew. */
export function officeOf(place: Place): BackupOffice {
  const { paths } = place;
  const db = place.bare ? null : place.db;
  const known = offices.get(paths.root);
  if (known && known.db === db && known.office.paths.store === paths.store) return known.office;
  const office = new BackupOffice({
    paths,
    directory: place.backupDirectory
      ? resolve(paths.root, place.backupDirectory)
      : backupDirectory(paths),
    now: place.now,
    random: place.random,
    elapsed: place.elapsed,
    db,
    gentle: place.gentle,
  });
  offices.set(paths.root, { db, office });
  return office;
}

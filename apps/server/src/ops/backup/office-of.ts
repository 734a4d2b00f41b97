import { resolve } from 'node:path';
import type { Database } from '@xinhang/db/database.ts';
import { readConfig } from '../config.ts';
import type { Paths } from '../paths.ts';
import { BackupOffice } from './office.ts';

interface Place {
  readonly db: Database | null;
  readonly paths: Paths;
  readonly now: () => number;
  readonly random: (bytes: number) => Buffer;
  readonly gentle?: boolean | undefined;
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
  const known = offices.get(place.paths.root);
  if (known && known.db === place.db && known.office.paths.store === place.paths.store) {
    return known.office;
  }
  const office = new BackupOffice({
    paths: place.paths,
    directory: backupDirectory(place.paths),
    now: place.now,
    random: place.random,
    db: place.db,
    gentle: place.gentle,
  });
  offices.set(place.paths.root, { db: place.db, office });
  return office;
}

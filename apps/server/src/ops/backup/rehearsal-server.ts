// Entry of a child process: a whole server on a copy of the data, for nobody but the rehearsal.
import { openRehearsal } from '@xinhang/db/repositories/rehearsal.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { buildApp } from '../../app.ts';
import { hashToken } from '../../http/session.ts';
import { thisMachine } from '../../machine.ts';
import { VERSION } from '../../version.ts';
import { openDataDirectory } from '../paths.ts';
import type { RehearsalMessage } from './drill.ts';

const tell = (message: RehearsalMessage) => process.send?.(message);

async function serve(root: string): Promise<void> {
  const { now, random } = thisMachine;
  const paths = openDataDirectory(root);
  const db = await openSqlite(paths.database, now());
  const token = random(32).toString('base64url');
  await db.transaction((tx) => openRehearsal(tx, hashToken(token), now()));
  const app = await buildApp({
    db,
    paths,
    now,
    random,
    version: VERSION,
    screens: null,
    log: false,
    // What waits in the copy was done in the original, or will be.
    asleep: true,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  tell({ kind: 'listening', url, token });
}

process.once('message', ({ root }: { root: string }) => {
  serve(root).catch((error: unknown) => {
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  });
});
process.on('disconnect', () => process.exit());

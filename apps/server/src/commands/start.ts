import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { buildApp } from '../app.ts';
import { initialise } from '../ops/found.ts';
import { fromCaller, openDataDirectory } from '../ops/paths.ts';
import { VERSION } from '../version.ts';
import { say, UsageError, type Command } from './command.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

export const start: Command = {
  usage: 'start [--port N] [--host ADDRESS]',
  summary: 'run the office server',
  async run({ words, data, port, host }) {
    if (words.length > 0) throw new UsageError(`"start" takes no "${words[0]}".`);
    const number = Number(port);
    if (!Number.isInteger(number) || number < 0 || number > 65_535) {
      throw new UsageError(`--port must be a number from 0 to 65535, not "${port}".`);
    }
    if (!LOOPBACK.has(host)) {
      throw new UsageError(
        `The server speaks plain HTTP and therefore refuses to listen on ${host}.`,
      );
    }
    const paths = openDataDirectory(fromCaller(data));
    const db = await openSqlite(paths.database, Date.now());
    const first = await initialise(db, randomBytes);
    const app = await buildApp({
      db,
      paths,
      now: Date.now,
      random: randomBytes,
      version: VERSION,
      screens: builtScreens(),
      log: false,
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        void app.close().then(async () => {
          await db.close();
          process.exit(0);
        });
      });
    }
    app.clockwork.start();
    const address = await app.listen({ port: number, host });
    say(`Xinhang ${VERSION} runs at ${address}\nData: ${paths.root}`);
    if (first) say(`First login: ${first.login}   one-time password: ${first.password}`);
  },
};

/** Beside the bundled server, or in dist/ where the sources run. */
function builtScreens(): string | null {
  const places = ['../renderer', '../../renderer', '../../../../dist/renderer'];
  const built = places
    .map((place) => join(import.meta.dirname, place))
    .find((path) => existsSync(join(path, 'index.html')));
  return built ?? null;
}

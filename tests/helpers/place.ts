import { randomBytes } from 'node:crypto';
import type { DataSetPlace } from '@xinhang/server/imports/dataset.ts';
import { recorder } from '@xinhang/server/http/command.ts';
import { nobody } from '@xinhang/server/http/context.ts';
import type { startCompany } from './server.ts';

/** Where a command would work: the database of a test's company. */
export function placeOf({
  app,
  db,
  paths,
  clock,
}: Awaited<ReturnType<typeof startCompany>>): DataSetPlace {
  const now = () => clock.now;
  const deps = {
    db,
    paths,
    now,
    random: randomBytes,
    version: 'test',
    screens: null,
    log: false as const,
  };
  return {
    db,
    now,
    random: randomBytes,
    async write(work) {
      const commands = recorder(app.hub);
      const result = await db.transaction((tx) =>
        work(
          commands.context(
            {
              deps,
              actor: nobody,
              sessionId: 0,
              mustChangePassword: false,
              now: now(),
              requestId: 'test',
              address: 'test',
              db: db.read,
            },
            tx,
          ),
        ),
      );
      commands.committed();
      return result;
    },
  };
}

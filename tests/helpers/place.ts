import { randomBytes } from 'node:crypto';
import { placeInServer } from '@xinhang/server/commands/workplace.ts';
import type { Workplace } from '@xinhang/server/commands/command.ts';
import type { startCompany } from './server.ts';

/** Where a command would work: inside the server of a test's company. */
export function placeOf(company: Awaited<ReturnType<typeof startCompany>>): Workplace {
  const { app, db, paths, clock } = company;
  const deps = {
    db,
    paths,
    now: () => clock.now,
    random: randomBytes,
    version: 'test',
    screens: null,
    log: false as const,
  };
  return placeInServer(app, deps, 'test', () => undefined);
}

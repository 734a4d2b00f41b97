import { outdated, referredHashes } from '@xinhang/db/repositories/housekeeping.ts';
import { z } from 'zod';
import { collectGarbage, removeOldParts, storeDirectories } from '../ops/file-garbage.ts';
import type { JobKind } from './kind.ts';

const DAY_MS = 86_400_000;
const AT_ONCE = 500;

/** How long rows are kept, in days. No session lives longer than a week (settings). */
const keptDays: Readonly<Record<string, number>> = {
  sessions: 30,
  loginAttempts: 30,
  idempotencyKeys: 30,
  changeEvents: 7,
  poolViews: 30,
  notifications: 180,
  drafts: 1,
  requestDrafts: 1,
  articleDrafts: 1,
  jobFiles: 0,
};

const input = z.object({ date: z.string() });

/** Takes away what nobody needs any more; every step may be repeated, so it resumes by itself. */
export const housekeeping: JobKind<z.output<typeof input>> = {
  kind: 'system.housekeeping',
  input,
  needs: () => null,
  resumable: true,
  async run(job) {
    for (const [name, remove] of Object.entries(outdated)) {
      let removed = AT_ONCE;
      while (removed >= AT_ONCE) {
        await job.step(async (ctx) => {
          removed = await remove(ctx.tx, ctx.now - (keptDays[name] ?? 0) * DAY_MS, AT_ONCE);
          return { done: removed };
        });
      }
    }
    const { deps, now } = await job.look();
    let files = removeOldParts(deps.paths, now);
    for (const directory of storeDirectories(deps.paths)) {
      const ctx = await job.look();
      files += await collectGarbage(deps.paths, directory, ctx.now, (hashes) =>
        referredHashes(ctx.db, hashes),
      );
    }
    await job.step(() => Promise.resolve({ done: files }));
    await deps.db.storage?.shrinkLog();
  },
};

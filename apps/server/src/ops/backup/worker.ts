// Entry of a child process: makes or checks a backup. See child.ts.
import { setPriority } from 'node:os';
import { Problem } from '@xinhang/shared/problems.ts';
import { thisMachine } from '../../machine.ts';
import { checkBackup, type CheckOrder } from './check.ts';
import { askServer } from './drill.ts';
import { makeArchive, type MakeOrder, type Report } from './make.ts';

export type WorkerTask =
  | { readonly task: 'make'; readonly order: MakeOrder }
  | { readonly task: 'check'; readonly order: CheckOrder }
  /** Checks, then starts a server on the copy and asks it. */
  | { readonly task: 'rehearse'; readonly order: CheckOrder };

export type WorkerMessage =
  | { readonly kind: 'progress'; readonly progress: Parameters<Report> }
  | { readonly kind: 'done'; readonly result: unknown }
  | {
      readonly kind: 'refused';
      readonly code: Problem['code'];
      readonly details: Problem['details'];
      readonly cause: string;
    }
  | { readonly kind: 'failed'; readonly message: string };

const LOW_PRIORITY = 5;
/** Progress is news for people, not for every block of bytes. */
const NEWS_EVERY_MS = 200;

const tell = (message: WorkerMessage) =>
  new Promise<void>((resolve) => {
    if (process.send) process.send(message, () => resolve());
    else resolve();
  });

let last = 0;
let lastPhase = '';
const report: Report = (...progress) => {
  const now = thisMachine.elapsed();
  if (progress[0] === lastPhase && now - last < NEWS_EVERY_MS) return;
  [last, lastPhase] = [now, progress[0]];
  void tell({ kind: 'progress', progress });
};

async function run(work: WorkerTask): Promise<unknown> {
  if (work.task === 'make') return await makeArchive(work.order, report);
  const checked = await checkBackup(work.order, report);
  if (work.task === 'check') return checked;
  report('serve', 0, 1);
  const asked = await askServer(checked, (done, total) => report('serve', done, total));
  return { ...checked, asked };
}

function giveWay(): void {
  try {
    setPriority(LOW_PRIORITY);
  } catch {
    // Then it competes with the server; slower for people, but no reason to have no backup.
  }
}

process.once('message', ({ gentle, ...work }: WorkerTask & { gentle: boolean }) => {
  if (gentle) giveWay();
  run(work)
    .then((result) => tell({ kind: 'done', result }))
    .catch((error: unknown) => {
      if (error instanceof Problem) {
        const { code, details, cause } = error;
        return tell({
          kind: 'refused',
          code,
          details,
          cause: cause instanceof Error ? cause.message : '',
        });
      }
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return tell({ kind: 'failed', message });
    })
    .finally(() => process.disconnect());
});
// Whoever asked is gone: nobody would take the result.
process.on('disconnect', () => process.exit());

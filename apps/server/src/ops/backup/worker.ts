// Entry of a child process: makes or checks a backup. See child.ts.
import { thisMachine } from '../../machine.ts';
import { serveForked } from '../../threads/forked.ts';
import { checkBackup, type CheckOrder } from './check.ts';
import { compareBackup, type CompareOrder } from './compare.ts';
import { askServer } from './drill.ts';
import { makeArchive, type MakeOrder, type Report } from './make.ts';

export type WorkerTask =
  | { readonly task: 'make'; readonly order: MakeOrder }
  | { readonly task: 'check'; readonly order: CheckOrder }
  /** Reads what the file says of itself, and counts what is here. */
  | { readonly task: 'compare'; readonly order: CompareOrder }
  /** Checks, then starts a server on the copy and asks it. */
  | { readonly task: 'rehearse'; readonly order: CheckOrder };

async function run(work: WorkerTask, report: Report): Promise<unknown> {
  if (work.task === 'make') return await makeArchive(work.order, report);
  if (work.task === 'compare') return await compareBackup(work.order, report);
  const checked = await checkBackup(work.order, report);
  if (work.task === 'check') return checked;
  report('serve', 0, 1);
  const asked = await askServer(checked, (done, total) => report('serve', done, total));
  return { ...checked, asked };
}

serveForked<WorkerTask, Parameters<Report>>(
  thisMachine.elapsed,
  ([phase]) => phase,
  (work, tell) => run(work, (...progress) => tell(progress)),
);

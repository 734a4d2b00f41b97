// Entry of a child process: runs every check of the doctor beside the server. See child.ts.
import { thisMachine } from '../../machine.ts';
import { serveForked } from '../../threads/forked.ts';
import { allChecks } from './checks.ts';
import type { ExamineOrder } from './child.ts';
import { examineAll, type Progress } from './examine-all.ts';

const { elapsed } = thisMachine;

serveForked<ExamineOrder, Progress>(
  elapsed,
  ({ check }) => check,
  async (order, report) => await examineAll({ ...order, elapsed }, allChecks, report),
);

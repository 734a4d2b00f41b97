import type { WriteContext } from '../http/context.ts';
import type { JobRun, StepResult } from './kind.ts';

interface Work<Row, Done, Point> {
  /** Rows that are worked on together; their database is asked once for all. */
  size: number;
  /** Rows after which a step ends, however quick it was. */
  most: number;
  /** What blocks have noted of rows before: a step that is tried again begins without its first try. */
  memory?: { rewind(): void; keep(): void };
  block: (ctx: WriteContext, rows: readonly Row[]) => Promise<readonly Done[]>;
  /** Ends a step, with what its blocks brought, and how many of the rows are done by now. */
  end: (ctx: WriteContext, done: readonly Done[], reached: number) => Promise<StepResult<Point>>;
}

/** Works through rows in steps of as many blocks as their slice of time allows. */
export async function inSlices<Input, Point, Row, Done>(
  job: JobRun<Input, Point>,
  rows: readonly Row[],
  { size, most, memory, block, end }: Work<Row, Done, Point>,
): Promise<void> {
  for (let at = 0; at < rows.length;) {
    let next = at;
    await job.step(async (ctx, slice) => {
      const done: Done[] = [];
      memory?.rewind();
      // A step that is tried again begins where the one before began.
      for (next = at; next < Math.min(rows.length, at + most);) {
        const some = rows.slice(next, next + size);
        done.push(...(await block(ctx, some)));
        next += some.length;
        if (slice.over()) break;
      }
      return await end(ctx, done, next);
    });
    memory?.keep();
    at = next;
  }
}

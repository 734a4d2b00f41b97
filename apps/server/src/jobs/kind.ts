import type { NoticeKind } from '@xinhang/shared/notices.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { z } from 'zod';
import type { ReadContext, WriteContext } from '../http/context.ts';
import type { StoredFile } from '../ops/file-store.ts';
import type { Slice } from './pace.ts';

/** One line of a job's result. */
export interface ResultRow {
  /** Row of the source: line of a file, id of a record. */
  ref: string;
  label: string;
  /** Such as `done`, `refused`, `skipped`; rows are counted by it. */
  outcome: string;
  /** Problem code, or empty. */
  code?: string;
  params?: Record<string, unknown>;
}

/** What one step did; written in the transaction of the step itself. */
export interface StepResult<Point> {
  /** Steps done now, beyond those before. */
  done?: number;
  /** Steps in all, once known. */
  total?: number;
  rows?: readonly ResultRow[];
  /** Where to go on after a kill. */
  point?: Point;
}

/** A running job, as its kind sees it. */
export interface JobRun<Input, Point> {
  readonly id: number;
  readonly input: Input;
  /** What the last committed step left, null at the first start. */
  readonly point: Point | null;
  /**
   * One step in a transaction of its own: as many rows as the slice allows and at most a few
   * hundred, so that others are served in between. The rights of the person hold for it as they
   * are then. Throws when the job was cancelled, the right is gone, or the server stops; let that
   * through.
   */
  step(work: (ctx: WriteContext, slice: Slice) => Promise<StepResult<Point>>): Promise<void>;
  /** The same checks without a transaction: for reading between two steps. */
  look(): Promise<ReadContext>;
  /** Keeps what `write` puts at the path as the job's file, for seven days. */
  saveFile(
    file: { name: string; mime: string },
    write: (path: string) => Promise<void>,
  ): Promise<StoredFile>;
}

/** A kind of job; registered once at boot, in the routes of the module that starts it. */
export interface JobKind<Input, Point = unknown> {
  /** `module.verb`, such as `customers.export`. */
  readonly kind: string;
  /** Shape of what is stored as its input. */
  readonly input: z.ZodType<Input>;
  /** What its starter must hold to run it and to read its result; null for jobs of the clock. */
  needs(input: Input): Permission | null;
  /**
   * Goes on after a kill where its last step ended; any other kind fails then with
   * `job-interrupted`.
   */
  readonly resumable: boolean;
  /** Whoever started it watches it to its end and is told nothing: the command line. */
  quiet?(input: Input): boolean;
  /** Kind of the notification when it is done; `job-done` unless said. */
  readonly notice?: NoticeKind;
  /**
   * Registered kind of the rows that its results name by `ref`: their names are looked up for each
   * reader anew, so that a result never names what its reader may no longer see.
   */
  readonly rowsOf?: string;
  /**
   * Name of the endpoint, as in the contract, that starts another job to take back rows whose
   * outcome is `changed`: its params are the id of this job, its answer that of the other.
   */
  readonly undoBy?: string;
  /** A further condition on reading the result, beside `needs`; `point` is that of the last step. */
  mayRead?(actor: Actor, point: Point | null): boolean;
  /** Runs in the transaction that ends the job, however it ends; `counts` are its outcomes. */
  ended?(ctx: WriteContext, input: Input, counts: Record<string, number>): Promise<void>;
  /** A route for the notifications other than the job's own page. */
  route?(input: Input): string;
  run(job: JobRun<Input, Point>): Promise<void>;
}

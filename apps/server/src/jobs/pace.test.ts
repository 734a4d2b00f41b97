import { beforeEach, describe, expect, test } from 'vitest';
import type { WriteContext } from '../http/context.ts';
import { inSlices } from './in-slices.ts';
import type { JobRun, StepResult } from './kind.ts';
import { Pace } from './pace.ts';

/** A clock that the work turns. */
let now = 0;
let rests: number[] = [];
let pace: Pace;
beforeEach(() => {
  now = 1000;
  rests = [];
  pace = new Pace(
    () => now,
    (ms) => Promise.resolve(void rests.push(ms)),
  );
});
const work = (ms: number) =>
  pace.slice((slice) => {
    now += ms;
    return Promise.resolve(slice.over());
  });

describe('the pace of jobs', () => {
  test('a step is over after its slice of time, and not before', async () => {
    expect(await work(39)).toBe(false);
    expect(await work(40)).toBe(true);
    pace.asked();
    expect(await work(7)).toBe(false);
    expect(await work(8)).toBe(true);
  });

  test('it stands back for as long as it worked while somebody asks, and not at all otherwise', async () => {
    await work(9);
    await pace.giveWay();
    expect(rests).toEqual([]);
    pace.asked();
    await work(9);
    await pace.giveWay();
    await pace.giveWay();
    expect(rests).toEqual([9]);
    await work(500);
    now -= 400;
    await pace.giveWay();
    expect(rests).toEqual([9, 40]);
    now += 1000;
    await work(9);
    await pace.giveWay();
    expect(rests).toEqual([9, 40]);
  });
});

test('rows are worked through in blocks until the slice is over, and none twice', async () => {
  pace.asked();
  const steps: number[][] = [];
  const results: StepResult<{ at: number }>[] = [];
  const job = {
    async step(run: (ctx: WriteContext, slice: { over(): boolean }) => Promise<unknown>) {
      steps.push([]);
      results.push((await pace.slice((slice) => run({} as WriteContext, slice))) as never);
    },
  } as unknown as JobRun<unknown, { at: number }>;
  const each = (cost: number, most: number) =>
    inSlices(job, [0, 1, 2, 3, 4, 5, 6, 7, 8], {
      size: 2,
      most,
      block(_ctx, rows: readonly number[]) {
        now += cost;
        steps.at(-1)!.push(...rows);
        return Promise.resolve(rows);
      },
      end: (_ctx, done, reached) => Promise.resolve({ done: done.length, point: { at: reached } }),
    });
  await each(5, 100);
  expect(steps).toEqual([[0, 1, 2, 3], [4, 5, 6, 7], [8]]);
  expect(results.map(({ point }) => point?.at)).toEqual([4, 8, 9]);
  steps.length = 0;
  await each(0, 6);
  expect(steps).toEqual([
    [0, 1, 2, 3, 4, 5],
    [6, 7, 8],
  ]);
});

import { problem } from '@xinhang/shared/problems.ts';
import type { Answered } from './answer.ts';
import { converse } from './converse.ts';

/** One thread at a time: two processors are not quicker with ten of them, and memory is short. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Asks a thread that `answer` serves, in turn, and waits for the one thing it says; what takes too
 * long or too much memory, there or on the way, is `timed-out`. The data is plain, as it crosses a
 * thread.
 */
export async function ask<Answer>(entry: URL, data: unknown): Promise<Answer> {
  const turn = last.then(async () => await askNow<Answer>(entry, data));
  last = turn.catch(() => {});
  return await turn;
}

async function askNow<Answer>(entry: URL, data: unknown): Promise<Answer> {
  const task = { entry, data, tooMuch: () => problem('timed-out') };
  for await (const { message } of converse<Answered<Answer>, never>(task, {})) {
    if (message.kind === 'done') return message.answer;
    if (message.kind === 'late') throw problem('timed-out');
    throw new Error(message.message);
  }
  throw new Error('the thread said nothing');
}

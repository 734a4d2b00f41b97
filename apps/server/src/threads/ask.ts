import { problem } from '@xinhang/shared/problems.ts';
import type { Answered } from './answer.ts';
import { converse } from './converse.ts';

/**
 * Asks a thread that `answer` serves, and waits for the one thing it says; what takes too long or
 * too much memory, there or on the way, is `timed-out`. The data is plain, as it crosses a thread.
 */
export async function ask<Answer>(entry: URL, data: unknown): Promise<Answer> {
  const task = { entry, data, tooMuch: () => problem('timed-out') };
  for await (const { message } of converse<Answered<Answer>, never>(task, {})) {
    if (message.kind === 'done') return message.answer;
    if (message.kind === 'late') throw problem('timed-out');
    throw new Error(message.message);
  }
  throw new Error('the thread said nothing');
}

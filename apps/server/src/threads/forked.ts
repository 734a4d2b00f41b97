import { setPriority } from 'node:os';
import { Problem } from '@xinhang/shared/problems.ts';

export type ForkedMessage<Progress> =
  | { readonly kind: 'progress'; readonly progress: Progress }
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

function giveWay(): void {
  try {
    setPriority(LOW_PRIORITY);
  } catch {
    // Then it competes with the server; slower for people, but no reason not to do it.
  }
}

function failure(error: unknown): ForkedMessage<never> {
  if (error instanceof Problem) {
    const { code, details, cause } = error;
    const why = cause instanceof Error ? cause.message : '';
    return { kind: 'refused', code, details, cause: why };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'failed', message };
}

/**
 * The other end of `runForked`: does one piece of work and ends. `phaseOf` names what its progress
 * is about; a new phase is told at once. `elapsed` in ms from some beginning.
 */
export function serveForked<Order, Progress>(
  elapsed: () => number,
  phaseOf: (progress: Progress) => string,
  run: (order: Order, report: (progress: Progress) => void) => Promise<unknown>,
): void {
  const tell = (message: ForkedMessage<Progress>) =>
    new Promise<void>((resolve) => {
      if (process.send) process.send(message, () => resolve());
      else resolve();
    });
  let last = 0;
  let lastPhase = '';
  const report = (progress: Progress) => {
    const now = elapsed();
    const phase = phaseOf(progress);
    if (phase === lastPhase && now - last < NEWS_EVERY_MS) return;
    [last, lastPhase] = [now, phase];
    void tell({ kind: 'progress', progress });
  };
  process.once('message', ({ order, gentle }: { order: Order; gentle: boolean }) => {
    if (gentle) giveWay();
    run(order, report)
      .then((result) => tell({ kind: 'done', result }))
      .catch((error: unknown) => tell(failure(error)))
      .finally(() => process.disconnect());
  });
  // Whoever asked is gone: nobody would take the result.
  process.on('disconnect', () => process.exit());
}

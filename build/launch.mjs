// Runs the product as a child that ends with its launcher and stops in order.
import { spawn } from 'node:child_process';
import { productNode } from './node.mjs';

const PARENT_MS = 500;

/**
 * Young objects of requests fit into little memory; V8 would take 50 MB for them under the first
 * load and keep it (docs/PERFORMANCE.md).
 */
export const nodeFlags = ['--max-semi-space-size=4'];

/**
 * Hashing and syncs each keep a thread waiting. glibc would keep memory apart for each of these
 * threads, and never give it back.
 */
export const nodeEnvironment = {
  UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '16',
  MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '2',
};

/**
 * Runs Node with these arguments until it ends, and answers its exit code. Signals to this process
 * go to the child, which stops in order while this process waits for it. At a terminal Ctrl+C
 * reaches the child twice, once from the terminal itself; the server takes that for one.
 * `endWithParent` stops the child also when whoever started this process is gone.
 */
export async function runProduct(argv, { endWithParent = false, ...options } = {}) {
  const env = { ...(options.env ?? process.env), ...nodeEnvironment };
  const child = spawn(productNode(), [...nodeFlags, ...argv], {
    stdio: 'inherit',
    ...options,
    env,
  });
  const parent = process.ppid;
  // Whoever ends npm ends its shell, which tells nobody: without this the server would stay behind.
  const watch = setInterval(() => {
    if (!endWithParent || process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, PARENT_MS);
  const forward = (signal) => child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
    });
  } finally {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, forward);
  }
}

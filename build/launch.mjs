// Runs the product as a child that ends with its launcher and stops in order.
import { spawn } from 'node:child_process';
import { productNode } from './node.mjs';

const PARENT_MS = 500;

/**
 * Runs Node with these arguments until it ends, and answers its exit code. Signals to this process
 * go to the child, which stops in order while this process waits for it. At a terminal Ctrl+C
 * reaches the child twice, once from the terminal itself; the server takes that for one.
 * `endWithParent` stops the child also when whoever started this process is gone.
 */
export async function runProduct(argv, { endWithParent = false, ...options } = {}) {
  const child = spawn(productNode(), argv, { stdio: 'inherit', ...options });
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

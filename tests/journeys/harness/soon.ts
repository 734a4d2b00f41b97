import { expect } from 'vitest';

const PATIENCE_MS = 30_000;

/** Expects something that a page gets to by itself; as patient as every other wait of a journey. */
export const soon = <T>(read: () => T | Promise<T>) =>
  expect.poll(read, { timeout: PATIENCE_MS, interval: 100 });

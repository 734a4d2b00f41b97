const FREE_FAILURES = 5;
const FIRST_MS = 1000;
const LONGEST_MS = 15 * 60_000;

/**
 * How long to wait after so many failures, in ms: five are free, then one second, doubling up to
 * fifteen minutes (reliability.md X8). An account is never locked for good by guessing.
 */
export function delayAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(FIRST_MS * 2 ** (failures - FREE_FAILURES), LONGEST_MS);
}

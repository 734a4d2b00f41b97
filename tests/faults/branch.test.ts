import { expect, test } from 'vitest';
import { branchOnBadLine, figures } from './branch/branch.ts';
import { anySeed } from './random.ts';

const CUTS = 100;
/** Longer than a page waits for a beat. */
const DEAD_MS = [8000];

test('a branch on a bad line saves everything once, and goes on by itself', async () => {
  const seed = anySeed();
  const report = await branchOnBadLine({ cuts: CUTS, deadMs: DEAD_MS, seed });
  if (report.withoutTunnel) console.log(`Without a tunnel: ${report.withoutTunnel}.`);
  console.log(`R14, seed ${seed}\n${figures(report).join('\n')}`);
  expect(report.lines).toHaveLength(2);
  expect(report.lines.reduce((sum, { cuts }) => sum + cuts, 0)).toBe(CUTS);
  for (const { cuts, saved, afterDead } of report.lines) {
    // Whoever was cut off went on by himself, and so did the line that was dead.
    expect(saved.length).toBeGreaterThanOrEqual(cuts);
    expect(afterDead).toHaveLength(DEAD_MS.length);
  }
  expect(report.lost).toEqual([]);
  expect(report.doubled).toEqual([]);
  // The same people with a new key for each try: what was cut off was saved all the same.
  expect(report.control.doubled).toBeGreaterThan(0);
}, 300_000);

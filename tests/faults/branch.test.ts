import { expect, test } from 'vitest';
import { branchOnBadLine, figures } from './branch/branch.ts';
import { anySeed } from './random.ts';

const CUTS = 100;

test('a branch on a bad line saves everything once, and goes on by itself', async () => {
  const seed = anySeed();
  const report = await branchOnBadLine({ cuts: CUTS, seed });
  if (report.withoutTunnel) console.log(`Without a tunnel: ${report.withoutTunnel}.`);
  console.log(`R14, seed ${seed}\n${figures(report).join('\n')}`);
  expect(report.lines).toHaveLength(2);
  expect(report.lines.reduce((sum, { cuts }) => sum + cuts, 0)).toBe(CUTS);
  for (const { cuts, saved, afterDead } of report.lines) {
    // Whoever was cut off went on by himself, and so did the line that was dead.
    expect(saved.length).toBeGreaterThanOrEqual(cuts);
    expect(afterDead).not.toBeNull();
  }
  expect(report.lost).toEqual([]);
  expect(report.doubled).toEqual([]);
  // The same people with a new key for each try: what was cut off was saved all the same.
  expect(report.control.doubled).toBeGreaterThan(0);
}, 300_000);

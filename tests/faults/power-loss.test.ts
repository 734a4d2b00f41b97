import { expect, test } from 'vitest';
import { powerLoss } from './power-loss.ts';
import { anySeed } from './random.ts';
import { shimMissing } from './shim.ts';

if (shimMissing) console.log(`Power loss is not simulated: ${shimMissing}.`);
const drawn = anySeed();

test.skipIf(shimMissing).each([20_261_126, drawn])(
  'a power cut at any moment takes nothing that was acknowledged: seed %i',
  async (seed) => {
    const report = await powerLoss({ states: 100, seed, commands: 60 });
    expect(report.found).toEqual([]);
    expect(report).toMatchObject({ judged: 100, lost: 0, corrupt: 0, torn: 0 });
    expect(report.acknowledged).toBeGreaterThan(100);
  },
);

test.skipIf(shimMissing)('whoever answers before the sync is found out', async () => {
  const report = await powerLoss({ states: 40, seed: 20_261_126, commands: 60, unsafe: true });
  expect(report.lost).toBeGreaterThan(20);
  // Even so no command is there by half: that is SQLite's own promise.
  expect(report).toMatchObject({ corrupt: 0, torn: 0 });
});

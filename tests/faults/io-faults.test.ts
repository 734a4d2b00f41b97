import { expect, test } from 'vitest';
import { ioFaults } from './io-faults.ts';
import { anySeed } from './random.ts';
import { shimMissing } from './shim.ts';

if (shimMissing) console.log(`Faults of the disk are not injected: ${shimMissing}.`);
const drawn = anySeed();

test.skipIf(shimMissing)(
  `a disk that refuses any write or sync loses nothing, and writes come back: seed ${drawn}`,
  async () => {
    const report = await ioFaults({ faults: 40, seed: drawn });
    expect(report.found).toEqual([]);
    expect(report.faults - report.unmet).toBeGreaterThan(25);
    expect(report.acknowledged).toBe(report.faults * 14);
    expect(Object.keys(report.refused).toSorted()).toEqual([
      '503 storage-unavailable',
      '507 storage-full',
    ]);
  },
);

test.skipIf(shimMissing)('whoever answers although the disk refused is found out', async () => {
  const report = await ioFaults({ faults: 8, seed: 20_261_126, careless: true });
  expect(report.found.join('\n')).toMatch(/lost customer \d/);
});

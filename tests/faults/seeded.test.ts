import { expect, test } from 'vitest';
import { anySeed } from './random.ts';
import { seeded } from './seeded.ts';
import { shimMissing } from './shim.ts';

if (shimMissing) console.log(`Companies that live by a seed are left out: ${shimMissing}.`);
const drawn = anySeed();
/** Dies twice. */
const DYING = 11;

test.skipIf(shimMissing)(
  `a company that dies and whose disk refuses keeps what it acknowledged: seed ${drawn}`,
  async () => {
    const report = await seeded({ seeds: [DYING, drawn] });
    expect(report.found).toEqual([]);
    expect(report.kills).toBeGreaterThan(0);
    expect(report.acknowledged).toBeGreaterThan(40);
  },
);

test.skipIf(shimMissing)('whoever answers although the disk refused is found out', async () => {
  const report = await seeded({ seeds: [6], careless: true });
  expect(report.found.join('\n')).toMatch(/lost seeded-/);
});

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { importCrmPipeline } from '@xinhang/server/imports/crm-pipeline.ts';
import { importNorthwind } from '@xinhang/server/imports/northwind.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeOf } from '../helpers/place.ts';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

const data = resolve(import.meta.dirname, '../../../shared/data');
const present = existsSync(data);
if (!present) console.log('The real data sets are not here: journeys use a company of three.');

/** What the list of customers says about itself when somebody opens it. */
async function countAtTheScreen(office: Office, login: string): Promise<string> {
  let count = '';
  await office.at('/customers?view=team', login, async ({ page }) => {
    await page.getByRole('grid', { name: '客户列表' }).waitFor();
    count = (await page.getByRole('status').filter({ hasText: '共' }).textContent()) ?? '';
  });
  return count;
}

journeys('each sees a company of their own', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    await office.call('alice', 'POST', '/customers', { name: '甲公司' });
    await office.call('alice', 'POST', '/customers', { name: '乙公司' });
    await office.call('bob', 'POST', '/customers', { name: '丙公司' });
    if (!present) return;
    const place = placeOf(office.company);
    await importCrmPipeline(place, `${data}/crm-pipeline`);
    await importNorthwind(place, `${data}/northwind`);
    await office.openDoors();
  }, 120_000);
  afterAll(async () => {
    await office.close();
  });

  test.each([
    ['a salesperson', 'alice', 2],
    ['the head of the team', 'manager', 2],
    ['a salesperson of another team', 'bob', 1],
  ])('%s (%s): %i', async (_who, login, customers) => {
    expect(await countAtTheScreen(office, login)).toBe(`共 ${customers} 条`);
  });

  test.runIf(present).each([
    ['the manager of a region, of 85', 'melvin.marxen', 28],
    ['the manager of another', 'rocco.neubert', 22],
    ['the manager of a third', 'dustin.brinkmann', 1],
    ['the head of the office, of 91', 'buchanan', 20],
    ['the sales director', 'fuller', 91],
    ['the owner of all', 'boss', 85 + 91 + 3],
  ])('%s (%s): %i', async (_who, login, customers) => {
    expect(await countAtTheScreen(office, login)).toBe(`共 ${customers} 条`);
  });
});

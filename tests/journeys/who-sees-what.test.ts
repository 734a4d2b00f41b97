import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { importCrmPipeline } from '@xinhang/server/imports/crm-pipeline.ts';
import { importNorthwind } from '@xinhang/server/imports/northwind.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeOf } from '../helpers/place.ts';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';
import type { Screen } from './harness/screen.ts';

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

async function firstPipeline(office: Office): Promise<number> {
  const found = await office.call('manager', 'GET', '/pipelines');
  const { rows } = found as unknown as { rows: { id: number; salesModel: string | null }[] };
  return rows.find((row) => row.salesModel === 'dev')!.id;
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
  });
  afterAll(async () => {
    await office.close();
  });

  test('a manager moves a deal by keys, hears what a stage wants, and wins it', async () => {
    const pipeline = await firstPipeline(office);
    await office.call('alice', 'POST', '/deals', { name: '产线改造', pipelineId: pipeline });
    const doing = async (screen: Screen) => {
      const { page } = screen;
      const column = (stage: string) => page.getByRole('region', { name: stage });
      const card = (stage: string) => column(stage).getByRole('link', { name: '产线改造' });
      await card('初步接触').focus();
      await screen.expectAccessible();
      await page.keyboard.press('Control+ArrowRight');
      const dialog = page.getByRole('dialog', { name: '还不能进入“需求确认”' });
      await expect
        .poll(async () => await dialog.getByRole('listitem').allTextContents())
        .toEqual(['客户']);
      // It stands where it was, and what is missing is filled in on its page.
      expect(await card('初步接触').count()).toBe(1);
      await dialog.getByRole('button', { name: '打开商机补上' }).press('Enter');
      await page.getByRole('button', { name: '选择客户' }).press('Enter');
      await page.keyboard.type('甲公司');
      await page.locator('.ant-select-item-option').filter({ hasText: '甲公司' }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '保存' }).press('Enter');
      await page.getByRole('link', { name: '甲公司' }).waitFor();
      await screen.expectAccessible();
      await page.getByRole('button', { name: /^金额/ }).press('Enter');
      await page.keyboard.type('12*3500');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '金额 ¥42,000.00' }).waitFor();
      await page.goBack();
      // The board first shows what it knew; a move from there would rightly be refused as out of date.
      await column('初步接触').getByText('¥42,000.00').first().waitFor();
      await card('初步接触').focus();
      await page.keyboard.press('Control+ArrowRight');
      await page.getByRole('status').filter({ hasText: '“产线改造”已移到“需求确认”' }).waitFor();
      expect(await column('需求确认').textContent()).toContain('¥42,000.00');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: '赢单', exact: true }).press('Enter');
      await page.getByLabel('成交金额').and(page.locator(':focus')).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText('“产线改造”已结束').waitFor();
      await page.getByRole('menuitem', { name: '赢单分析' }).click();
      const won = page.getByRole('link', { name: /赢单 1$/ });
      await won.waitFor();
      await screen.expectAccessible();
      await won.click();
      await page.getByRole('grid', { name: '商机列表' }).getByText('赢单').waitFor();
    };
    await office.at('/deals/board', 'manager', doing, {
      expected: [/^409 POST \/api\/v1\/deals\/\d+\/stage/],
    });
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

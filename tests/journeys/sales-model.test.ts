import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('the three sales models', () => {
  let office: Office;
  let id: number;
  beforeAll(async () => {
    office = await Office.open();
    id = (await office.call('alice', 'POST', '/customers', { name: '苏州远大机械' })).id;
  });
  afterAll(async () => {
    await office.close();
  });

  const sell = async (salesModel: string) => {
    const { version } = await office.call('boss', 'GET', '/company');
    await office.call('boss', 'PATCH', '/company', { version, salesModel });
  };

  test('show their own fields and stages, and hide nothing that is there', async () => {
    await office.as('alice', async ({ page }) => {
      const facts = page.getByRole('region', { name: '资料' });
      const stages = async () => {
        await page.keyboard.press('Alt+n');
        const form = page.getByRole('dialog', { name: '新建客户' });
        await form.getByLabel('阶段').click();
        const list = page.locator('.ant-select-dropdown:visible .ant-select-item-option');
        await list.first().waitFor();
        const found = await list.allTextContents();
        await page.keyboard.press('Escape');
        const graded = await form.getByLabel('机会等级').count();
        await form.getByRole('button', { name: '取消' }).click();
        await form.waitFor({ state: 'hidden' });
        return { found, graded };
      };
      await page.goto('/customers');
      await page.getByRole('columnheader', { name: '机会等级' }).waitFor();
      expect(await stages()).toEqual({
        found: ['潜在', '有意向', '成交', '流失', '无意向'],
        graded: 1,
      });
      await page.goto(`/customers/${id}`);
      await facts.getByRole('button', { name: /^机会等级/ }).waitFor();
      await facts.getByText('销售模式').waitFor();

      await sell('retain');
      await page.goto(`/customers/${id}`);
      await facts.getByText('维护型').waitFor();
      expect(await facts.getByRole('button', { name: /^机会等级/ }).count()).toBe(0);
      await page.goto('/customers');
      await page.getByRole('grid').getByText('苏州远大机械').waitFor();
      expect(await page.getByRole('columnheader', { name: '机会等级' }).count()).toBe(0);
      expect(await stages()).toEqual({ found: ['潜在', '成交', '沉睡', '流失'], graded: 0 });

      // A grade that was given before stays where it can be seen and taken away.
      await office.call('alice', 'PATCH', `/customers/${id}`, { version: 1, chanceGrade: 'B' });
      await page.goto(`/customers/${id}`);
      await facts.getByRole('button', { name: '机会等级 B' }).waitFor();
    });
  });
});

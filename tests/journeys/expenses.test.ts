import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('expenses', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    await office.call('boss', 'POST', '/cash-accounts', { name: '工行基本户', kind: 'bank' });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a claim is written by keyboard, approved by the head and paid', async () => {
    await office.at('/expenses/new', 'alice', async ({ page }) => {
      await page.getByRole('textbox', { name: '事由', exact: true }).waitFor();
      await page.keyboard.type('拜访苏州客户');
      const category = page.getByRole('combobox', { name: '费用类别 1', exact: true });
      await category.focus();
      await page.keyboard.type('差旅');
      await page.getByTitle('差旅费', { exact: true }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: '金额 1', exact: true }).fill('214');
      await page.getByRole('textbox', { name: '说明 1', exact: true }).fill('高铁往返');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: /报销 BX-\d{6}-0001/ }).waitFor();
    });
    const { rows } = (await office.call('manager', 'GET', '/approvals?box=todo')) as unknown as {
      rows: { taskId: number }[];
    };
    await office.call('manager', 'POST', `/approval-tasks/${rows[0]!.taskId}/decide`, {
      decision: 'approve',
    });
    await office.at('/expenses?state=%5B%22approved%22%5D', 'boss', async ({ page }) => {
      await page.getByText(/^BX-\d{6}-0001$/).click();
      await page.getByRole('button', { name: '付款', exact: true }).click();
      await page.getByText('付给 alice 214.00').waitFor();
      const form = page.getByRole('dialog');
      await form.getByTitle('工行基本户', { exact: true }).waitFor();
      await form.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByText('已付款', { exact: true }).waitFor();
      await page.getByRole('button', { name: '撤销付款', exact: true }).waitFor();
    });
    const { rows: accounts } = (await office.call('boss', 'GET', '/cash-accounts')) as unknown as {
      rows: { balanceFen: number }[];
    };
    expect(accounts[0]!.balanceFen).toBe(-21_400);
  });
});

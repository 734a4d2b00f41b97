import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

const SHEET = '资金账户\t期初余额\n工行基本户\t"5,000.25"\n';

journeys('going live', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    await office.call('boss', 'POST', '/cash-accounts', { name: '工行基本户', kind: 'bank' });
  });
  afterAll(async () => {
    await office.close();
  });

  test('balances are pasted, both sums stand side by side, and the books begin', async () => {
    await office.at('/going-live', 'boss', async ({ page }) => {
      const { keyboard } = page;
      await page.getByRole('textbox', { name: '启用日期' }).fill('2026-11-01');
      await keyboard.press('Enter');
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await page.getByText('正在准备期初', { exact: true }).waitFor();

      await page.getByRole('button', { name: '导入 现金与银行' }).click();
      await page.getByRole('button', { name: '粘贴', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: '粘贴' }).fill(SHEET);
      await dialog.getByRole('cell', { name: '5,000.25' }).waitFor();
      await keyboard.press('Control+Enter');
      await page.getByRole('button', { name: '检查', exact: true }).click();
      await page.getByRole('button', { name: '导入 1 行' }).click();
      await page.getByRole('button', { name: '撤销整批导入' }).waitFor();

      await page.getByRole('link', { name: '期初与启用' }).click();
      const old = page.getByRole('textbox', { name: '旧系统 资金：工行基本户' });
      await old.fill('5000');
      const row = page.getByRole('row', { name: /资金：工行基本户/ });
      await row.getByText('0.25', { exact: true }).waitFor();
      await old.fill('5000.25');
      await row.getByText('一致', { exact: true }).waitFor();
      // What is typed outlasts a way to an import, and nobody begins without it.
      await page.getByRole('button', { name: '导入 期初库存' }).click();
      await page.getByRole('link', { name: '期初与启用' }).click();
      await row.getByText('一致', { exact: true }).waitFor();
      const begin = page.getByRole('button', { name: '启用', exact: true });
      expect(await begin.isDisabled()).toBe(true);
      await keyboard.press('Control+S');
      await page.getByText(/凭证一致：期初权益 5,000.25/).waitFor();
      await row.getByRole('button', { name: /明细/ }).click();
      await page
        .getByRole('dialog')
        .getByRole('row', { name: /工行基本户.*5,000.25/ })
        .waitFor();
      await keyboard.press('Escape');
      await begin.click();
      await page.getByRole('dialog').getByRole('button', { name: '启用', exact: true }).click();
      await page.getByText('已启用', { exact: true }).waitFor();
      expect(await page.getByRole('button', { name: '导入 现金与银行' }).isDisabled()).toBe(true);
    });
  });
});

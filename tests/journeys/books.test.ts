import { afterAll, beforeAll, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('books', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const { company } = office;
    const boss = await company.login('boss');
    const post = async (path: string, body: object) =>
      (await company.call(boss, 'POST', path, body)).json as { id: number };
    const { id: customerId } = await post('/customers', { name: '宁波海天塑机有限公司' });
    const old = { kind: 'opening', customerId, oldNo: 'A1', amountFen: 600_000 };
    await post('/ar-adjustments', { ...old, businessDate: '2026-10-09' });
    const { id: accountId } = await post('/cash-accounts', { name: '工行基本户', kind: 'bank' });
    const draft = { customerId, accountId, amountFen: 100, businessDate: '2026-10-20' };
    await post('/receipts', draft);
  });
  afterAll(async () => {
    await office.close();
  });

  test('a balance leads to its voucher, and a month is closed although a draft stays', async () => {
    await office.at('/account-balances?from=2026-10&to=2026-10', 'boss', async ({ page }) => {
      const row = page.getByRole('row', { name: /1122 应收账款/ });
      await row.getByRole('link', { name: '6,000.00', exact: true }).first().click();
      await page.getByRole('gridcell', { name: '期初权益', exact: true }).dblclick();
      await page.getByRole('heading', { name: '凭证 1', exact: true }).waitFor();
      await page
        .getByRole('row', { name: /1122 应收账款 宁波海天塑机有限公司 6,000.00/ })
        .waitFor();

      await page.getByRole('menuitem', { name: '月结', exact: true }).click();
      await page.getByRole('button', { name: '结账 往来 2026-10', exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('link', { name: '收款', exact: true }).waitFor();
      await dialog.getByRole('checkbox', { name: '草稿留着，以后改日期' }).check();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: '反结账 往来 2026-10', exact: true }).waitFor();
    });
  });
});

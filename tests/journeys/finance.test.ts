import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

const CUSTOMER = '宁波海天塑机有限公司';

journeys('finance', () => {
  let office: Office;
  let customerId: number;
  beforeAll(async () => {
    office = await Office.open();
    const { company } = office;
    const boss = await company.login('boss');
    const post = async (path: string, body: object) => {
      const { status, json } = await company.call(boss, 'POST', path, body);
      expect(status).toBe(201);
      return (json as { id: number }).id;
    };
    customerId = await post('/customers', { name: CUSTOMER });
    await post('/cash-accounts', { name: '工行基本户', kind: 'bank' });
    const old = { kind: 'opening', customerId, businessDate: '2026-09-01' };
    const late = { oldNo: 'B2', dueDate: '2026-10-31', amountFen: 400_000 };
    await post('/ar-adjustments', { ...old, ...late });
  });
  afterAll(async () => {
    await office.close();
  });

  test('an old document is entered, and a receipt settles the oldest first', async () => {
    await office.at(`/receivables/${customerId}`, 'boss', async ({ page }) => {
      const { keyboard } = page;
      await page.getByRole('button', { name: '登记调整', exact: true }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByRole('textbox', { name: '原单号' }).fill('A1');
      await drawer.getByRole('textbox', { name: '金额', exact: true }).fill('1200*5');
      await keyboard.press('Control+Enter');
      await page.getByRole('row', { name: /期初 QC-202611-0001/ }).waitFor();

      await page.getByRole('button', { name: '登记收款', exact: true }).click();
      const amount = page.getByRole('textbox', { name: '金额', exact: true });
      await amount.waitFor();
      await keyboard.type('7500');
      const settled = (line: number) =>
        page.getByRole('textbox', { name: `本次核销 ${line}`, exact: true }).inputValue();
      await expect.poll(async () => await settled(1)).toBe('4,000.00');
      await expect.poll(async () => await settled(2)).toBe('3,500.00');
      // The window goes; what was written is there again.
      await page.reload();
      await expect.poll(async () => await amount.inputValue()).toBe('7,500.00');
      await expect.poll(async () => await settled(2)).toBe('3,500.00');
      await keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: /收款 SK-\d{6}-0001/ }).waitFor();
      await page.getByRole('link', { name: CUSTOMER, exact: true }).click();
      await page.getByRole('row', { name: /收款 SK-\d{6}-0001 7,500.00 2,500.00/ }).waitFor();
      await page.getByRole('row', { name: /SK-\d{6}-0001 QC-202609-0001 4,000.00/ }).waitFor();

      // What the books before had of him in advance stands below nought.
      await page.getByRole('button', { name: '登记调整', exact: true }).click();
      await drawer.getByRole('textbox', { name: '原单号' }).fill('A0');
      await drawer.getByRole('textbox', { name: '金额', exact: true }).fill('-300');
      await keyboard.press('Control+Enter');
      await page.getByRole('row', { name: /期初 QC-202611-0002 .*300.00/ }).waitFor();
    });
  });
});

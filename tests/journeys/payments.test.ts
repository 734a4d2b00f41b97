import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

const SUPPLIER = '沈阳北方机床有限公司';

journeys('payments', () => {
  let office: Office;
  let supplierId: number;
  beforeAll(async () => {
    office = await Office.open();
    const bank = { bank: '建设银行铁西支行', bankAccount: '2101' };
    supplierId = (await office.call('boss', 'POST', '/suppliers', { name: SUPPLIER, ...bank })).id;
    await office.call('boss', 'POST', '/cash-accounts', { name: '工行基本户', kind: 'bank' });
    await office.call('boss', 'POST', '/ap-adjustments', {
      kind: 'opening',
      supplierId,
      oldNo: 'C1',
      businessDate: '2026-09-01',
      dueDate: '2026-10-31',
      amountFen: 400_000,
    });
    await office.call('boss', 'POST', '/ap-adjustments', {
      kind: 'opening',
      supplierId,
      oldNo: 'C2',
      businessDate: '2026-10-01',
      dueDate: '2026-11-30',
      amountFen: 200_000,
    });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a supplier is paid from its page, the rest waits as an advance', async () => {
    const expected = [/^422 POST \/api\/v1\/payments$/];
    await office.at(
      `/suppliers/${supplierId}`,
      'boss',
      async ({ page }) => {
        await page.getByRole('link', { name: '登记付款', exact: true }).click();
        await page.getByRole('textbox', { name: '金额', exact: true }).waitFor();
        await page.keyboard.type('5000');
        const settled = page.getByRole('textbox', { name: '本次核销 1', exact: true });
        await expect.poll(async () => await settled.inputValue()).toBe('4,000.00');
        // Nothing of the first row is sent: what is wrong is said of the second, where it stands.
        await settled.fill('0');
        const second = page.getByRole('textbox', { name: '本次核销 2', exact: true });
        await second.fill('2500');
        await page.getByRole('button', { name: '确认付款' }).click();
        await page.getByRole('alert').getByText('第 2 行：超过未结金额 2,000.00').waitFor();
        await settled.fill('4000');
        await second.fill('0');
        await page.keyboard.press('Tab');
        await page.getByText('建设银行铁西支行 2101').waitFor();
        await page.keyboard.press('Control+Enter');
        await page.getByRole('heading', { name: /付款 FK-\d{6}-0001/ }).waitFor();
        const main = page.getByRole('main');
        await main.getByRole('link', { name: SUPPLIER, exact: true }).click();
        await page.getByRole('row', { name: /付款 FK-\d{6}-0001 5,000.00 1,000.00/ }).waitFor();
      },
      { expected },
    );
  });

  test('a receipt by a bill that went on says what stands before its reversal', async () => {
    const { id: customerId } = await office.call('boss', 'POST', '/customers', {
      name: '无锡华泰轴承有限公司',
    });
    const bank = { name: '建行一般户', kind: 'bank' };
    const { id: accountId } = await office.call('boss', 'POST', '/cash-accounts', bank);
    const no = '5102'.padEnd(30, '0');
    const { id, version } = await office.call('boss', 'POST', '/receipts', {
      customerId,
      accountId: null,
      method: 'bill',
      bill: {
        kind: 'bank',
        no,
        drawer: '苏州恒达机械有限公司',
        acceptor: '工商银行苏州分行',
        issuedOn: '2026-10-08',
        dueOn: '2027-04-08',
      },
      businessDate: '2026-11-02',
      amountFen: 80_000,
    });
    await office.call('boss', 'POST', `/receipts/${id}/confirm`, { version });
    const { rows } = (await office.call('boss', 'GET', '/bills-received')) as unknown as {
      rows: { id: number; version: number }[];
    };
    await office.call('boss', 'POST', `/bills/${rows[0]!.id}/moves`, {
      version: rows[0]!.version,
      kind: 'discount',
      businessDate: '2026-11-24',
      accountId,
      feeFen: 500,
    });
    await office.at(
      `/receipts/${id}`,
      'boss',
      async ({ page }) => {
        await page.getByRole('button', { name: '冲销', exact: true }).click();
        const asked = page.getByRole('dialog', { name: /^冲销 SK-/ });
        await asked.getByRole('textbox').fill('客户选错了');
        await page.keyboard.press('Control+Enter');
        const told = `票据 ${no} 后来还有收款、贴现、背书或拒付，请先在票据上撤销`;
        await page.getByText(told, { exact: true }).waitFor();
        expect(await asked.getByRole('textbox').inputValue()).toBe('客户选错了');
      },
      { expected: [/^422 POST \/api\/v1\/receipts\/\d+\/reverse$/] },
    );
  });
});

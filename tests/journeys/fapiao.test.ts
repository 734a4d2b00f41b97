import { businessDate } from '@xinhang/shared/business-date.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

const E4 = 10_000;
const CUSTOMER = '昆山恒力泵业有限公司';

journeys('fapiao', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const today = businessDate(office.company.clock.now, 'Asia/Shanghai');
    const done = async (path: string, body: object) =>
      await office.call('boss', 'POST', path, body);
    const units = (await office.call('boss', 'GET', '/units')) as object as {
      rows: { id: number }[];
    };
    // A service needs no goods in the warehouse.
    const service = { name: '上门检修', code: 'S01', kind: 'service', taxBp: 600 };
    const product = await done('/products', { ...service, unitId: units.rows[0]!.id });
    const customer = await done('/customers', { name: CUSTOMER });
    const lines = [{ productId: product.id, kind: 'service', qtyE4: 10 * E4, priceE4: 106 * E4 }];
    const head = { customerId: customer.id, businessDate: today, basis: 'gross' };
    const order = await done('/sales-orders', { ...head, lines });
    const ordered = (await done(`/sales-orders/${order.id}/confirm`, {
      version: order.version,
    })) as object as { lines: { id: number }[] };
    const going = [{ orderLineId: ordered.lines[0]!.id, qtyE4: 10 * E4 }];
    const delivery = await done('/deliveries', { businessDate: today, lines: going });
    await done(`/deliveries/${delivery.id}/confirm`, { version: delivery.version });
  });
  afterAll(async () => {
    await office.close();
  });

  test('what went is invoiced in part, and taken back by a red one', async () => {
    await office.at('/uninvoiced', 'boss', async ({ page }) => {
      await page.getByRole('gridcell', { name: CUSTOMER, exact: true }).dblclick();
      const qty = page.getByRole('textbox', { name: '本次开票 1', exact: true });
      await expect.poll(async () => await qty.inputValue()).toBe('10');
      await qty.fill('4');
      await page.getByRole('textbox', { name: '发票号码', exact: true }).fill('26320001');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: '发票 26320001', exact: true }).waitFor();
      await page.getByRole('cell', { name: '424.00', exact: true }).first().waitFor();
      await page.getByRole('button', { name: '红冲', exact: true }).click();
      await page.getByLabel('红字发票号码').fill('26320002');
      await page.getByRole('textbox', { name: '原因', exact: true }).fill('抬头错');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: '红字发票 26320002', exact: true }).waitFor();
      await page.getByRole('link', { name: '26320001', exact: true }).click();
      await page.getByText('已红冲', { exact: true }).first().waitFor();
    });
  });

  test('what is left wants no fapiao, and wants one after all', async () => {
    await office.at('/uninvoiced', 'boss', async ({ page }) => {
      await page.getByRole('gridcell', { name: CUSTOMER, exact: true }).dblclick();
      await page.getByRole('textbox', { name: '本次开票 1', exact: true }).waitFor();
      await page.getByRole('button', { name: '不开票', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: `不开票：${CUSTOMER}`, exact: true });
      const reason = dialog.getByRole('textbox', { name: '不开票的原因', exact: true });
      await expect
        .poll(async () => await reason.evaluate((it) => it === it.ownerDocument.activeElement))
        .toBe(true);
      await page.keyboard.type('小店，不要票');
      await page.keyboard.press('Tab');
      await page.keyboard.type('+0');
      await page.keyboard.press('Enter');
      await dialog.getByText('已选 1 行', { exact: true }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText('这位客户没有可以开票的发货或订单。', { exact: true }).waitFor();
    });
    await office.at('/uninvoiced', 'boss', async ({ page }) => {
      await page.getByText('发出的货都开了票。', { exact: true }).waitFor();
      await page.getByText('不开票', { exact: true }).click();
      await page.getByRole('gridcell', { name: '小店，不要票', exact: true }).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: '恢复需开票', exact: true }).click();
      await page.getByText('1 行恢复需开票', { exact: true }).waitFor();
      await page.getByText('发货未开票', { exact: true }).first().click();
      await page.getByRole('gridcell', { name: CUSTOMER, exact: true }).waitFor();
    });
  });
});

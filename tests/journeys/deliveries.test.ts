import { businessDate } from '@xinhang/shared/business-date.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

const E4 = 10_000;

journeys('deliveries', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const { company } = office;
    const boss = await company.login('boss');
    const today = businessDate(company.clock.now, 'Asia/Shanghai');
    const done = async (path: string, body: object) => {
      const answer = await company.call(boss, 'POST', path, body);
      expect([answer.status < 300, answer.text]).toEqual([true, answer.text]);
      return answer.json as { id: number; version: number };
    };
    const units = await company.call(boss, 'GET', '/units');
    const unitId = (units.json as { rows: { id: number }[] }).rows[0]!.id;
    const { id: productId } = await done('/products', { name: '球阀', code: 'F01', unitId });
    await done('/price-rules', { productId, priceE4: 100 * E4, release: true });
    const places = await company.call(boss, 'GET', '/locations');
    const { rows } = places.json as { rows: { id: number; kind: string; sellable: boolean }[] };
    const toLocationId = rows.find((row) => row.kind === 'warehouse' && row.sellable)!.id;
    const goods = await done('/stock-documents', {
      kind: 'otherIn',
      businessDate: today,
      toLocationId,
      reason: 'opening',
      lines: [{ productId, unitId, qtyE4: 8 * E4, priceE4: 60 * E4 }],
    });
    await done(`/stock-documents/${goods.id}/confirm`, { version: 1 });
    const customer = await done('/customers', { name: '昆山恒力泵业有限公司' });
    const order = await done('/sales-orders', {
      customerId: customer.id,
      businessDate: today,
      requiredDate: today,
      lines: [{ productId, qtyE4: 10 * E4 }],
    });
    await done(`/sales-orders/${order.id}/confirm`, { version: order.version });
  });
  afterAll(async () => {
    await office.close();
  });

  test('from the board to a signed delivery, of which some comes back', async () => {
    await office.at('/delivery-board', 'boss', async ({ page }) => {
      await page.getByRole('button', { name: '今天 1', exact: true }).click();
      await page.getByText('1 张订单，1 行', { exact: true }).waitFor();
      // Eight are there of ten that are asked for: so many go.
      await page.getByRole('checkbox', { name: '选择 球阀', exact: true }).check();
      await page.getByRole('button', { name: '发货（1 行）', exact: true }).click();
      const grid = page.getByRole('grid', { name: '发货单', exact: true });
      // The first quantity has the focus as the draft opens.
      const first = grid.getByRole('textbox', { name: '本次发货 1', exact: true });
      await first.and(page.locator(':focus')).waitFor();
      expect(await first.inputValue()).toBe('8');
      // Seven of them go; what still stands in the cell goes along with the keys that confirm.
      await page.keyboard.type('7');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: /发货单 FH-\d{6}-0001/ }).waitFor();
      await page.getByRole('button', { name: '签收', exact: true }).click();
      await page.getByLabel('签收人').and(page.locator(':focus')).waitFor();
      await page.keyboard.type('老王');
      await page.keyboard.press('Control+Enter');
      await page.getByText(/签收 老王/).waitFor();
      await page.getByRole('button', { name: '退货', exact: true }).click();
      const asked = page.getByRole('textbox', { name: '退货数量 球阀', exact: true });
      await asked.and(page.locator(':focus')).waitFor();
      await page.getByRole('button', { name: '全部退', exact: true }).click();
      expect(await asked.inputValue()).toBe('7');
      await asked.fill('1');
      await page.getByLabel('退货原因').fill('划伤');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: '确认退货', exact: true }).click();
      await page.getByRole('heading', { name: /销售退货 XSTH-\d{6}-0001/ }).waitFor();
      // What came back stands before its delivery is taken back, and is found from there.
      await page
        .getByRole('main')
        .getByRole('link', { name: /^FH-\d{6}-0001$/ })
        .click();
      await page.getByRole('button', { name: '冲销', exact: true }).click();
      const told = page.getByRole('dialog', { name: '有退货的发货单先冲销退货，才能冲销。' });
      await told.getByRole('button', { name: '退货记录', exact: true }).click();
      await page
        .getByRole('grid')
        .getByText(/XSTH-\d{6}-0001/)
        .waitFor();
    });
    const { rows } = (
      await office.company.call(await office.company.login('boss'), 'GET', '/delivery-board')
    ).json as { rows: { openE4: number; onHandE4: number }[] };
    expect(rows.map((row) => [row.openE4, row.onHandE4])).toEqual([[3 * E4, 2 * E4]]);
  });
});

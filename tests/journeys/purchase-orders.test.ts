import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

const E4 = 10_000;

journeys('purchase orders', () => {
  let office: Office;
  let productId: number;
  beforeAll(async () => {
    office = await Office.open();
    const { id: unitId } = await office.call('boss', 'POST', '/units', { name: '只' });
    const pump = { name: '不锈钢水泵', code: 'P1', unitId, minQtyE4: 10 * E4 };
    productId = (await office.call('boss', 'POST', '/products', pump)).id;
    const { id: supplierId } = await office.call('boss', 'POST', '/suppliers', {
      name: '东方机电',
    });
    const valve = { name: '铜球阀', code: 'P2', unitId, minQtyE4: 5 * E4 };
    const { id: valveId } = await office.call('boss', 'POST', '/products', valve);
    const price = { supplierId, productId, priceE4: 880 * E4 };
    await office.call('boss', 'POST', '/supplier-prices', price);
    const other = { supplierId, productId: valveId, priceE4: 35 * E4 };
    await office.call('boss', 'POST', '/supplier-prices', other);
  });
  afterAll(async () => {
    await office.close();
  });

  test('what is short is ordered in three actions, comes in part, and one of it goes back', async () => {
    const expected = [
      /^422 PATCH \/api\/v1\/receipt-notes\/\d+$/,
      /^422 POST \/api\/v1\/purchase-returns\/\d+\/confirm$/,
    ];
    await office.at(
      '/shortages',
      'boss',
      async ({ page }) => {
        await page.getByRole('gridcell', { name: '不锈钢水泵', exact: true }).waitFor();
        await page.getByRole('checkbox', { name: '选择 P1', exact: true }).check();
        await page.getByRole('checkbox', { name: '选择 P2', exact: true }).check();
        await page.getByRole('button', { name: '下采购单', exact: true }).click();
        await page.getByRole('heading', { name: '采购订单', exact: true }).waitFor();
        const lines = page.getByRole('grid', { name: '订单明细', exact: true });
        await lines.getByRole('gridcell', { name: '数量 1 10', exact: true }).waitFor();
        await page.keyboard.press('Control+Enter');
        await page.getByRole('heading', { name: /采购订单 CGDD-\d{6}-0001/ }).waitFor();
        await page.getByRole('button', { name: '收货', exact: true }).click();
        const grid = page.getByRole('grid', { name: '采购入库', exact: true });
        await grid.getByRole('gridcell', { name: '本次入库 1 10', exact: true }).click();
        // Nothing of the first line is sent: what is wrong is said of the second, where it stands.
        await page.keyboard.type('0');
        await page.keyboard.press('Enter');
        await page.keyboard.type('99');
        await page.keyboard.press('Enter');
        // What it would come to is not known before the server reckons it.
        await grid.getByRole('gridcell', { name: '含税金额 2', exact: true }).waitFor();
        await page.keyboard.press('Control+Enter');
        await page.getByText('第 2 行 铜球阀 · 本次入库：未交的只有 5').waitFor();
        await grid.getByRole('textbox', { name: '本次入库 2', exact: true }).waitFor();
        await page.keyboard.type('0');
        await page.keyboard.press('Enter');
        await grid.getByRole('gridcell', { name: /^本次入库 1/ }).click();
        await page.keyboard.type('4');
        await page.keyboard.press('Control+Enter');
        await page.getByRole('heading', { name: /采购入库 CGRK-\d{6}-0001/ }).waitFor();
        await page.getByRole('button', { name: '退货', exact: true }).click();
        const back = page.getByRole('grid', { name: '采购退货', exact: true });
        await back.getByRole('gridcell', { name: '本次退货 1 4', exact: true }).click();
        await page.keyboard.type('1');
        await page.getByRole('textbox', { name: '退货原因', exact: true }).fill('漏水');
        await page.getByRole('button', { name: '确认退货', exact: true }).click();
        await page.getByText('是否补货：必须填写').waitFor();
        await page.getByRole('combobox', { name: '是否补货', exact: true }).click();
        await page.getByTitle('不补货', { exact: true }).click();
        await page.getByRole('button', { name: '确认退货', exact: true }).click();
        await page.getByRole('heading', { name: /采购退货 CGTH-\d{6}-0001/ }).waitFor();
      },
      { expected },
    );
    const row = await office.company.db.read
      .selectFrom('stock_pool')
      .selectAll()
      .where('product_id', '=', productId)
      .executeTakeFirstOrThrow();
    expect([row.qty_e4, row.value_fen]).toEqual([3 * E4, expect.any(Number)]);
  });
});

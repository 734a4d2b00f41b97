import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';
import type { Screen } from './harness/screen.ts';

const E4 = 10_000;

journeys('quotations', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const { company } = office;
    const boss = await company.login('boss');
    const made = async (path: string, body: object) => {
      const answer = await company.call(boss, 'POST', path, body);
      expect([answer.status, answer.text]).toEqual([201, answer.text]);
      return answer.json as { id: number };
    };
    const units = await company.call(boss, 'GET', '/units');
    const unitId = (units.json as { rows: { id: number }[] }).rows[0]!.id;
    const { id } = await made('/products', { name: '球阀', code: 'F01', unitId, taxBp: 1300 });
    const price = { productId: id, priceE4: 113 * E4, floorE4: 100 * E4, release: true };
    await made('/price-rules', price);
    const ownerId = company.users['alice']!;
    await made('/customers', { name: '昆山恒力泵业有限公司', ownerId });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a quotation is written, sent, revised, accepted and made an order', async () => {
    await office.at('/quotations/new', 'alice', async ({ page }: Screen) => {
      const { keyboard } = page;
      const press = async (name: string) =>
        await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('combobox', { name: '客户', exact: true }).waitFor();
      await keyboard.type('hlby');
      await page.getByRole('option', { name: /恒力泵业/ }).waitFor({ state: 'attached' });
      await keyboard.press('Enter');
      const grid = page.getByRole('grid', { name: '报价明细' });
      await grid.getByRole('gridcell', { name: '商品 1', exact: true }).click();
      await grid.getByRole('combobox', { name: '商品 1', exact: true }).waitFor();
      await keyboard.type('f01');
      await keyboard.press('Enter');
      await grid.getByRole('textbox', { name: '数量 1', exact: true }).waitFor();
      await grid.getByRole('gridcell', { name: '含税单价 1 113.00', exact: true }).waitFor();
      await keyboard.type('10');
      await keyboard.press('Enter');
      await grid.getByRole('gridcell', { name: '含税金额 1 1,130.00', exact: true }).waitFor();
      await keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: /报价单 BJD-\d{6}-0001/ }).waitFor();
      await press('标为已发出');
      await press('改版');
      await grid.getByRole('gridcell', { name: '含税单价 1 113.00', exact: true }).click();
      await keyboard.type('110');
      await keyboard.press('Enter');
      await grid.getByRole('gridcell', { name: '含税金额 1 1,100.00', exact: true }).waitFor();
      await keyboard.press('Control+Enter');
      await press('标为已发出');
      await press('比较版本');
      const versions = page.getByRole('dialog', { name: /的版本$/ });
      await versions.getByRole('cell', { name: '113.00 110.00' }).waitFor();
      await keyboard.press('Escape');
      await press('客户接受');
      await press('转订单');
      await page.getByRole('link', { name: /^报价单 BJD-\d{6}-0001$/ }).waitFor();
      const order = page.getByRole('grid', { name: '订单明细' });
      await order.getByRole('gridcell', { name: '含税金额 1 1,100.00', exact: true }).waitFor();
    });
  });
});

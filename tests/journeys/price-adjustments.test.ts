import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';
import type { Screen } from './harness/screen.ts';

const E4 = 10_000;

journeys('price adjustments', () => {
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
    await made('/price-rules', { productId: id, priceE4: 113 * E4, release: true });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a sheet is written from the keyboard, released, and answered by another', async () => {
    await office.at('/price-adjustments/new', 'boss', async ({ page }: Screen) => {
      const { keyboard } = page;
      const press = async (name: string) =>
        await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('textbox', { name: '名称', exact: true }).fill('阀门调价');
      const grid = page.getByRole('grid', { name: '调价商品' });
      await grid.getByRole('gridcell', { name: '商品 1', exact: true }).click();
      await grid.getByRole('combobox', { name: '商品 1', exact: true }).waitFor();
      await keyboard.type('f01');
      await keyboard.press('Enter');
      await grid.getByRole('textbox', { name: '新价 1', exact: true }).waitFor();
      await grid.getByRole('gridcell', { name: '原价 1 113.00', exact: true }).waitFor();
      await keyboard.type('120');
      await keyboard.press('Enter');
      await grid.getByRole('gridcell', { name: '幅度 1 +6.2%', exact: true }).waitFor();
      await keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: /调价单 TJD-\d{6}-0001/ }).waitFor();
      await page.getByText('已发布', { exact: true }).waitFor();
      await press('影响测算');
      await page.getByText(/没有这些客户的发货/).waitFor();
      await keyboard.press('Escape');
      await press('开反向调价单');
      await page.getByText('反向调整').waitFor();
      await grid.getByRole('gridcell', { name: '新价 1 113.00', exact: true }).waitFor();
    });
  });
});

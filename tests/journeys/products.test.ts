import { afterAll, beforeAll, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('products', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    await office.call('alice', 'POST', '/customers', { name: '查价公司' });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a product is entered with its carton, priced, and its price checked by pinyin', async () => {
    await office.at('/products', 'boss', async ({ page }) => {
      await page.getByText('还没有商品').waitFor();
      await page.keyboard.press('Alt+n');
      const form = page.getByRole('dialog', { name: '新建商品' });
      await form.getByRole('textbox', { name: '* 名称' }).fill('不锈钢水泵');
      await form.getByRole('combobox', { name: '单位', exact: true }).click();
      await page.locator('.ant-select-dropdown:visible').getByTitle('台', { exact: true }).click();
      await form.getByRole('button', { name: '加单位' }).click();
      await form.getByRole('combobox', { name: '单位 1', exact: true }).click();
      await page.locator('.ant-select-dropdown:visible').getByTitle('箱', { exact: true }).click();
      await form.getByRole('spinbutton', { name: '数量 1', exact: true }).fill('24');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: '不锈钢水泵' }).waitFor();
      await page.getByText('24 台').waitFor();
    });
    await office.at('/prices', 'boss', async ({ page }) => {
      await page.getByText('还没有价格').waitFor();
      await page.keyboard.press('Alt+n');
      const form = page.getByRole('dialog', { name: '新建价格' });
      await form.getByRole('combobox', { name: '商品', exact: true }).fill('bxgsb');
      await page.getByText('100001 · 台').click();
      await form.getByRole('textbox', { name: '单价', exact: true }).fill('1200');
      await form.getByRole('textbox', { name: '底价', exact: true }).fill('1000');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('gridcell', { name: '1,200.00 / 台', exact: true }).waitFor();
    });
    await office.at('/price-check', 'alice', async ({ page }) => {
      await page.getByRole('combobox', { name: '商品', exact: true }).fill('bxgsb');
      await page.getByText('100001 · 台').click();
      await page.getByText('¥1,200.00').waitFor();
      await page.getByText('所有客户 · 不锈钢水泵').waitFor();
    });
  });
});

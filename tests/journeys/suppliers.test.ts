import { afterAll, beforeAll, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('suppliers', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const { id: unitId } = await office.call('boss', 'POST', '/units', { name: '只' });
    await office.call('boss', 'POST', '/products', { name: '不锈钢水泵', unitId });
    await office.call('boss', 'POST', '/suppliers', { name: '东方机电有限公司' });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a supplier is entered by keyboard, the one that is there is told, and a price written', async () => {
    await office.at('/suppliers', 'buyer', async ({ page }) => {
      await page.getByText('东方机电有限公司', { exact: true }).waitFor();
      await page.keyboard.press('Alt+n');
      const form = page.getByRole('dialog', { name: '新建供应商' });
      const name = form.getByRole('textbox', { name: '* 名称' });
      await name.fill('东方机电');
      await form.getByText('名称相同', { exact: true }).waitFor();
      await name.fill('西湖泵业');
      await form.getByRole('button', { name: '加联系人' }).click();
      await form.getByRole('textbox', { name: '姓名 1', exact: true }).fill('钱经理');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: '西湖泵业' }).waitFor();
      await page.getByRole('button', { name: '填写报价' }).click();
      const price = page.getByRole('dialog', { name: '填写报价' });
      await price.getByRole('combobox', { name: '商品', exact: true }).fill('bxgsb');
      await page.locator('.ant-select-dropdown:visible').getByText('不锈钢水泵').click();
      await price.getByRole('textbox', { name: '单价', exact: true }).fill('880');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('cell', { name: '880.00 / 只', exact: true }).waitFor();
    });
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '../helpers/password.ts';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('a salesperson', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const phones = [{ number: '13812345678' }];
    const contact = { name: '王小明', primary: true, phones };
    await office.call('alice', 'POST', '/customers', { name: '重庆长江贸易有限公司', contact });
    await office.call('bob', 'POST', '/customers', { name: '上海浦江电子有限公司' });
  });
  afterAll(async () => {
    await office.close();
  });

  test('sees the own customers, logs a follow-up by keyboard and finds it by pinyin', async () => {
    await office.visit(async (screen) => {
      const { page } = screen;
      await screen.login('alice', PASSWORD);
      await page.getByRole('menuitem', { name: '客户列表' }).click();
      const grid = page.getByRole('grid', { name: '客户列表' });
      await grid.getByText('重庆长江贸易有限公司').waitFor();
      expect(await page.getByText('上海浦江电子有限公司').count()).toBe(0);

      // From here on no hand leaves the keyboard.
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '重庆长江贸易有限公司' }).waitFor();
      await page.keyboard.press('Alt+f');
      await page.keyboard.type('王总要一份新报价');
      await page.keyboard.press('Control+Enter');
      const timeline = page.getByRole('region', { name: '往来记录' });
      await timeline.getByText('王总要一份新报价').waitFor();

      await page.keyboard.press('Control+k');
      await page.keyboard.type('cqcj');
      await page.getByRole('option', { name: /重庆长江贸易/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '重庆长江贸易有限公司' }).waitFor();
    });
  });
});

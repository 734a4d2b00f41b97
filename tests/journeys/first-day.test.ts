import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

// S11: a new salesperson records a customer and a follow-up in under two minutes. Counted in keys,
// because a count is the same on every machine: a slow typist presses two a second.
const KEYS = 120;

journeys('the first day of a salesperson', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(async () => {
    await office.close();
  });

  test('registers a customer and logs a follow-up without a mouse and without help', async () => {
    await office.as('alice', async (screen) => {
      const { page } = screen;
      let keys = 0;
      const press = async (key: string) => {
        keys += 1;
        await page.keyboard.press(key);
      };
      const type = async (text: string) => {
        keys += text.length;
        await page.keyboard.type(text);
      };
      await page.getByRole('heading', { name: /今天要做的事/ }).waitFor();

      await press('Alt+n');
      const form = page.getByRole('dialog', { name: '新建客户' });
      await form.waitFor();
      await type('苏州明晟建材有限公司');
      await press('Enter');
      await type('13900001234');
      await press('Enter');
      await type('刘明');
      await press('Control+Enter');

      await page.getByRole('heading', { name: '苏州明晟建材有限公司' }).waitFor();
      await press('Alt+f');
      await type('第一次电话，约周五上门看样品');
      await press('Tab');
      await type('+3');
      await press('Control+Enter');
      const timeline = page.getByRole('region', { name: '往来记录' });
      await timeline.getByText('第一次电话，约周五上门看样品').waitFor();
      await timeline.getByText('下次 3 天后').waitFor();
      await page.getByRole('region', { name: '联系人' }).getByText('刘明').waitFor();

      console.log(`A customer and a follow-up: ${keys} keys.`);
      expect(keys).toBeLessThan(KEYS);
    });
  });
});

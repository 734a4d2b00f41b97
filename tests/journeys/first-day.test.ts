import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Hands } from './harness/hands.ts';
import { Office } from './harness/office.ts';

// S11: a new salesperson records a customer and a follow-up in under two minutes, without training.
const LONGEST_S = 120;

journeys('the first day of a salesperson', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(async () => {
    await office.close();
  });

  test('by the keys that the screens name', async () => {
    await office.as('alice', async ({ page }) => {
      const hands = new Hands(page);
      await page.getByRole('heading', { name: /今天要做的事/ }).waitFor();

      await hands.press('Alt+n');
      const form = page.getByRole('dialog', { name: '新建客户' });
      await form.waitFor();
      await hands.type('苏州明晟建材有限公司');
      await hands.press('Enter');
      await hands.type('13900001234');
      await hands.press('Enter');
      await hands.type('刘明');
      await hands.press('Control+Enter');

      await page.getByRole('heading', { name: '苏州明晟建材有限公司' }).waitFor();
      await hands.press('Alt+f');
      await hands.type('第一次电话，约周五上门看样品');
      await hands.press('Tab');
      await hands.type('+3');
      await hands.press('Control+Enter');
      const timeline = page.getByRole('region', { name: '往来记录' });
      await timeline.getByText('第一次电话，约周五上门看样品').waitFor();
      await timeline.getByText('下次 3 天后').waitFor();
      await page.getByRole('region', { name: '联系人' }).getByText('刘明').waitFor();

      console.log(`A customer and a follow-up by keys: ${hands.toString()}.`);
      expect(hands.clicks).toBe(0);
      expect(hands.seconds).toBeLessThan(LONGEST_S);
    });
  });

  test('and with the mouse, by what stands on the screen', async () => {
    await office.as('alice', async ({ page }) => {
      const hands = new Hands(page);
      await hands.click(page.getByRole('menuitem', { name: '客户列表' }));
      await hands.click(page.getByRole('button', { name: '新建客户' }).first());
      const form = page.getByRole('dialog', { name: '新建客户' });
      const fill = async (label: string, text: string) => {
        await hands.click(form.getByLabel(label, { exact: true }));
        await hands.type(text);
      };
      await fill('客户名称', '无锡恒源食品有限公司');
      await fill('联系电话', '13900005678');
      await fill('联系人', '周敏');
      await hands.click(form.getByRole('button', { name: '保存' }));

      await page.getByRole('heading', { name: '无锡恒源食品有限公司' }).waitFor();
      await hands.click(page.getByRole('textbox', { name: '内容' }));
      await hands.type('第一次电话，约周五上门看样品');
      // A date that has passed is refused where it is typed.
      const next = page.getByRole('textbox', { name: '下次跟进' });
      await next.fill('2026-11-20');
      await next.press('Enter');
      await page.getByText('下次跟进不能早于今天').waitFor();
      expect(await page.getByRole('button', { name: '保存跟进' }).isDisabled()).toBe(true);
      await hands.click(page.getByRole('button', { name: '3 天', exact: true }));
      await hands.click(page.getByRole('button', { name: '保存跟进' }));
      const timeline = page.getByRole('region', { name: '往来记录' });
      await timeline.getByText('第一次电话，约周五上门看样品').waitFor();

      console.log(`A customer and a follow-up with the mouse: ${hands.toString()}.`);
      expect(hands.seconds).toBeLessThan(LONGEST_S);
    });
  });
});

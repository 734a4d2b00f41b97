import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import { afterAll, beforeAll, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('care', () => {
  let office: Office;
  let today: string;
  beforeAll(async () => {
    office = await Office.open();
    today = businessDate(office.company.clock.now, 'Asia/Shanghai');
    const [, month, day] = addDays(today, 1).split('-').map(Number);
    const birthday = { calendar: 'solar', month, day };
    const contact = { name: '陈经理', birthday };
    await office.call('alice', 'POST', '/customers', { name: '关怀公司', contact });
    const plan = { name: '生日祝福', kind: 'greeting', what: '打电话祝贺', trigger: 'birthday' };
    await office.call('boss', 'POST', '/care-plans', { ...plan, leadDays: 3 });
    await office.company.clockwork.tick();
    await office.company.jobs.idle();
  });
  afterAll(async () => {
    await office.close();
  });

  test('a birthday is greeted, a promise noted and kept, and a line put off', async () => {
    await office.as('alice', async ({ page }) => {
      const birthdays = page.getByRole('region', { name: '生日', exact: true });
      await birthdays.getByText('陈经理').waitFor();
      await birthdays.getByRole('button', { name: '稍后 陈经理' }).click();
      await page.getByRole('menuitem', { name: '1 小时后' }).click();
      await birthdays.getByText('显示推迟的 1 条').click();
      await birthdays.getByText('陈经理').waitFor();
    });
    await office.at('/care', 'alice', async ({ page }) => {
      const item = page.getByRole('article', { name: '关怀公司 打电话祝贺' });
      await item.getByRole('button', { name: '登记跟进' }).click();
      await item.getByRole('textbox', { name: '内容' }).fill('祝了生日快乐');
      await page.keyboard.press('Control+Enter');
      await item.waitFor({ state: 'detached' });
      await page.getByRole('checkbox', { name: '已结束' }).check();
      await item.getByRole('link', { name: '陈经理' }).click();
      await page.getByRole('heading', { name: '陈经理' }).waitFor();
      await page.getByRole('button', { name: '记承诺' }).click();
      await page.getByRole('textbox', { name: '答应了什么' }).fill('送样品');
      await page.getByRole('textbox', { name: '什么时候之前' }).fill(today);
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('article', { name: '送样品' }).waitFor();
      await page.getByRole('article', { name: '打电话祝贺' }).waitFor();
    });
    await office.as('alice', async ({ page }) => {
      const block = page.getByRole('region', { name: '到期的承诺' });
      await block.getByRole('button', { name: '已兑现 送样品' }).click();
      await block.waitFor({ state: 'detached' });
    });
  });
});

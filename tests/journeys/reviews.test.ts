import { businessDate } from '@xinhang/shared/business-date.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { lost } from './harness/lost.ts';
import { Office } from './harness/office.ts';

journeys('reviews', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const { id: customerId } = await office.call('alice', 'POST', '/customers', {
      name: '点评公司',
    });
    for (const content of ['第一次电话', '第二次电话']) {
      await office.call('alice', 'POST', '/follow-ups', { customerId, content });
    }
  });
  afterAll(async () => {
    await office.close();
  });

  test('a manager reviews by keyboard alone, and the author acknowledges and answers', async () => {
    // What was logged just now is of today; the queue begins with the working day before.
    const day = businessDate(office.company.clock.now, 'Asia/Shanghai');
    await office.at(`/reviews?day=${day}`, 'manager', async ({ page }) => {
      await page.getByText('还剩 2 条未点评').waitFor();
      const talk = page.getByRole('region', { name: '登记跟进' });
      await talk.getByText('第一次电话').waitFor();
      await page.keyboard.press('4');
      await page.getByText('还剩 1 条未点评').waitFor();
      // What is reviewed stays on the screen until one goes on.
      await talk.getByText('第一次电话').waitFor();
      await page.keyboard.press('j');
      await talk.getByText('第二次电话').waitFor();
      await page.keyboard.press('a');
      await page.keyboard.type('对方要什么？');
      await page.keyboard.press('Control+Enter');
      await page.getByText('还剩 0 条未点评').waitFor();
      await page.keyboard.press('k');
      await talk.getByText('第一次电话').waitFor();
    });
    // A rating without a line is kept, said once, and sent when the line is back.
    await office.at(
      `/reviews?day=${day}&all=true`,
      'manager',
      async (screen) => {
        const { page } = screen;
        const own = page.getByRole('region', { name: '我的点评' });
        await own.getByText('好', { exact: true }).waitFor();
        await screen.setOffline(true);
        await page.keyboard.press('5');
        await own.getByRole('alert').waitFor();
        await page.keyboard.press('Control+Enter');
        expect(await own.getByRole('alert').count()).toBe(1);
        await own.getByText('很好', { exact: true }).waitFor();
        await screen.setOffline(false);
        await own.getByRole('alert').waitFor({ state: 'detached' });
        await page.reload();
        await own.getByText('很好', { exact: true }).waitFor();
      },
      { expected: lost },
    );
    await office.as('alice', async ({ page }) => {
      const block = page.getByRole('region', { name: '点评待确认' });
      await block.getByRole('link', { name: '全部' }).click();
      const received = page.getByRole('article', { name: 'manager的点评' });
      await page.getByRole('textbox', { name: '回答' }).fill('要报价');
      await page.getByRole('button', { name: '回答' }).click();
      await page.getByText('对方要什么？').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: '已阅' }).click();
      await page.getByText('没有等您确认的点评。').waitFor();
      expect(await received.count()).toBe(0);
    });
    await office.as('manager', async ({ page }) => {
      await page.getByRole('button', { name: /通知/ }).click();
      await page.getByText('您对“点评公司”的点评有了回答').click();
      await page.getByRole('region', { name: '讨论' }).getByText('要报价').waitFor();
    });
  });
});

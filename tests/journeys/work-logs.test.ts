import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('work logs', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const { id: customerId } = await office.call('alice', 'POST', '/customers', {
      name: '日志公司',
    });
    await office.call('alice', 'POST', '/follow-ups', { customerId, content: '问过报价' });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a log is written by keyboard, reviewed by keys and acknowledged', async () => {
    await office.at('/work-logs/edit', 'alice', async ({ page }) => {
      await page.getByText('还没有写').waitFor();
      await page.getByRole('link', { name: '日志公司' }).first().waitFor();
      await page.getByRole('button', { name: '加一条' }).click();
      await page.keyboard.type('打三个电话');
      await page.keyboard.press('Enter');
      await page.keyboard.type('寄样品');
      await page.getByRole('textbox', { name: '结果' }).fill('报价发出');
      await page.keyboard.press('Control+s');
      await page.getByText('草稿', { exact: true }).waitFor();
      await page.getByRole('checkbox', { name: /打三个电话/ }).check();
      await page.getByRole('textbox', { name: '需要的帮助' }).fill('请经理谈价格');
      await page.keyboard.press('Control+Enter');
      await page.getByText('提交以后的修改会标明').waitFor();
    });
    const rows = (await office.call('alice', 'GET', '/work-logs')) as unknown as {
      rows: { period: { from: string }; lines: { text: string; done: boolean }[] }[];
    };
    expect(rows.rows[0]!.lines.map((line) => [line.text, line.done])).toEqual([
      ['打三个电话', true],
      ['寄样品', false],
    ]);
    const day = rows.rows[0]!.period.from;
    await office.at(`/reviews?tab=logs&day=${day}`, 'manager', async ({ page }) => {
      await page.getByText('还剩 1 份未点评').waitFor();
      await page.getByText('请经理谈价格').waitFor();
      await page.keyboard.press('4');
      await page.getByText('还剩 0 份未点评').waitFor();
    });
    await office.as('alice', async ({ page }) => {
      const block = page.getByRole('region', { name: '日志点评待确认' });
      await block.getByRole('link', { name: /日报/ }).click();
      await page.getByRole('button', { name: '已阅' }).click();
      await page.getByText(/已确认/).waitFor();
    });
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('targets', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const { id: customerId } = await office.call('alice', 'POST', '/customers', {
      name: '业绩公司',
    });
    const { rows } = (await office.call('alice', 'GET', '/pipelines')) as unknown as {
      rows: { id: number }[];
    };
    const pipelineId = rows[0]!.id;
    const deal = (await office.call('alice', 'POST', '/deals', {
      name: '机床一台',
      pipelineId,
      customerId,
      amountFen: 30_000_000,
    })) as { id: number; version: number };
    await office.call('alice', 'POST', `/deals/${deal.id}/close`, { version: 1, outcome: 'won' });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a block is pasted, what is no number is named, and the sheet holds', async () => {
    const depts = (await office.call('boss', 'GET', '/depts')) as unknown as {
      rows: { id: number; name: string }[];
    };
    const team = depts.rows.find((row) => row.name === '一组')!.id;
    await office.at(`/targets?deptId=${team}`, 'boss', async ({ page }) => {
      await page.getByRole('heading', { name: '一组' }).waitFor();
      await page.getByRole('gridcell', { name: 'alice 1 月' }).click();
      const paste = async (text: string) =>
        await page.getByRole('grid').evaluate((grid, copied) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', copied);
          grid.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
        }, text);
      const year = Array.from({ length: 12 }, () => '50万').join('\t');
      await paste(`姓名\t1月\t2月\nalice\t${year}\nmanager\t10万\t未定\n王五\t1\n`);
      await page.getByText('manager 2 月：“未定”不是金额或数字').waitFor();
      await page.getByText('“王五 1”：这里没有这个人或部门').waitFor();
      expect(await page.getByRole('button', { name: '提交审批' }).isDisabled()).toBe(true);
      await page.getByRole('gridcell', { name: /^manager 2 月/ }).click();
      await page.keyboard.type('12*1万');
      await page.keyboard.press('Enter');
      await page.getByRole('gridcell', { name: 'manager 2 月 120,000' }).waitFor();
      // A year that is looked at levels nothing; what is none is named, and changes nothing.
      await page.getByRole('gridcell', { name: 'manager 全年 220,000' }).click();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await page.getByRole('gridcell', { name: 'manager 2 月 120,000' }).waitFor();
      await page.getByRole('gridcell', { name: 'manager 全年 220,000' }).click();
      await page.keyboard.type('tbd');
      await page.keyboard.press('Enter');
      await page.getByText('“manager 全年 tbd”不是金额或数字，各月没有改动').waitFor();
      await page.getByRole('gridcell', { name: 'manager 2 月 120,000' }).waitFor();
      await page.keyboard.press('Control+s');
      await page.getByText('已保存草稿').waitFor();
      await page.getByRole('button', { name: '提交审批' }).click();
      await page.getByText('已生效并锁定').waitFor();
      await page.getByRole('gridcell', { name: 'alice 全年 6,000,000' }).waitFor();
    });
  });

  test('a draft is thrown away only after a question', async () => {
    const depts = (await office.call('boss', 'GET', '/depts')) as unknown as {
      rows: { id: number; name: string }[];
    };
    const team = depts.rows.find((row) => row.name === '一组')!.id;
    await office.at(`/targets?deptId=${team}`, 'boss', async ({ page }) => {
      const cell = page.getByRole('gridcell', { name: /^manager 3 月/ });
      await cell.click();
      await page.keyboard.type('7');
      await page.keyboard.press('Enter');
      // What is not saved yet outlives the page, and can be taken back as a whole.
      await page.getByRole('gridcell', { name: 'manager 3 月 7' }).waitFor();
      await page.reload();
      await page.getByRole('gridcell', { name: 'manager 3 月 7' }).waitFor();
      await page.keyboard.press('Control+s');
      await page.getByText('第 2 版草稿，boss编制').waitFor();
      const discard = page.getByRole('button', { name: '放弃草稿' });
      await discard.click();
      const asked = page.getByRole('dialog', { name: '放弃第 2 版草稿？' });
      await asked.getByRole('button', { name: /取\s*消/ }).click();
      await asked.waitFor({ state: 'hidden' });
      await page.getByRole('gridcell', { name: 'manager 3 月 7' }).waitFor();
      await discard.click();
      await asked.getByRole('button', { name: '放弃草稿' }).click();
      await discard.waitFor({ state: 'detached' });
      await page.getByRole('gridcell', { name: 'manager 3 月 7' }).waitFor({ state: 'detached' });
    });
  });

  test('from a number to its document in two clicks', async () => {
    await office.at('/achievement', 'manager', async ({ page }) => {
      const line = page.getByRole('row', { name: /^alice/ });
      await line.getByText('60.0%').waitFor();
      await line.getByRole('button', { name: 'alice 300,000，看单据' }).click();
      await page.getByRole('link', { name: '机床一台' }).click();
      await page.getByRole('heading', { name: '机床一台' }).waitFor();
    });
  });
});

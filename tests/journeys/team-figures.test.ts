import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('ranking, a person, and a sales plan', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const pipelines = (await office.call('alice', 'GET', '/pipelines')) as unknown as {
      rows: { id: number }[];
    };
    for (const [login, name, region, amountFen] of [
      ['alice', '东区公司', '华东', 30_000_000],
      ['bob', '南区公司', '华南', 10_000_000],
    ] as const) {
      const { id: customerId } = await office.call(login, 'POST', '/customers', { name, region });
      const deal = await office.call(login, 'POST', '/deals', {
        name: `${name}的设备`,
        pipelineId: pipelines.rows[0]!.id,
        customerId,
        amountFen,
      });
      await office.call(login, 'POST', `/deals/${deal.id}/close`, { version: 1, outcome: 'won' });
    }
  });
  afterAll(async () => {
    await office.close();
  });

  test('a ranking has names and no amounts, and opens nothing', async () => {
    await office.at('/ranking?metric=won', 'bob', async (screen) => {
      const { page } = screen;
      await page.getByRole('row', { name: /^1 alice/ }).waitFor();
      const own = page.getByRole('row', { name: /^2 bob/ });
      await own.waitFor();
      expect(await own.getByRole('link').count()).toBe(0);
      expect(await page.getByText('300,000').count()).toBe(0);
      await screen.expectAccessible();
    });
  });

  test('from the scorecards to a person, the region and the document', async () => {
    await office.at('/scorecards', 'manager', async (screen) => {
      const { page } = screen;
      await page.getByText(/^按您现在看得到的客户和单据计算/).waitFor();
      await page.getByRole('link', { name: 'alice', exact: true }).click();
      await page.getByRole('heading', { name: 'alice' }).waitFor();
      await page.getByRole('link', { name: '各月业绩' }).click();
      await page.getByText('按地区', { exact: true }).click();
      await page.getByRole('button', { name: '华东 300,000，看单据' }).click();
      await page.getByRole('link', { name: '东区公司的设备' }).waitFor();
      expect(await page.getByText('南区公司').count()).toBe(0);
    });
  });

  test('a plan is written, and two people at it see what the other saves', async () => {
    await office.at('/sales-plans', 'boss', async ({ page }) => {
      await page.getByRole('button', { name: '新方案' }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /保\s?存/ })
        .click();
      const strategy = page.getByRole('textbox', { name: '策略' });
      await strategy.fill('先做老客户');
      const { rows } = (await office.call('boss', 'GET', '/sales-plans')) as unknown as {
        rows: { id: number; version: number }[];
      };
      const { id, version } = rows[0]!;
      const theirs = { version, strategy: '先做新客户', segments: [] };
      await office.call('boss', 'PUT', `/sales-plans/${id}`, theirs);
      await page.getByText(/别人保存了这份方案/).waitFor();
      expect(await strategy.inputValue()).toBe('先做老客户');
      await page.getByRole('button', { name: '换成别人保存的' }).click();
      expect(await strategy.inputValue()).toBe('先做新客户');
      await page.getByRole('button', { name: '提交审批' }).click();
      await page.getByText('已生效并锁定').waitFor();
    });
  });

  test('a target is split by region against its own sum', async () => {
    await office.at('/targets', 'boss', async ({ page }) => {
      await page
        .getByRole('gridcell', { name: / 1 月$/ })
        .first()
        .click();
      await page.keyboard.type('100');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+s');
      await page.getByText('已保存草稿').waitFor();
      await page
        .getByRole('button', { name: /按地区分解：未分/ })
        .first()
        .click();
      const drawer = page.getByRole('dialog');
      await drawer.getByRole('gridcell', { name: '华东 1 月', exact: true }).click();
      await page.keyboard.type('60');
      await page.keyboard.press('Enter');
      await drawer.getByRole('row', { name: /^差额 -40/ }).waitFor();
      await page.keyboard.press('Control+s');
      await page.getByText('已保存草稿').last().waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /按地区分解：有差额/ }).waitFor();
    });
  });
});

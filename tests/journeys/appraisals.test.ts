import type { Scheme } from '@xinhang/shared/appraisal-schemes.ts';
import { appraisalPeriodOf } from '@xinhang/shared/appraisal-rules.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

const INDICATOR = {
  key: 'won',
  kind: 'auto',
  name: '成交',
  weight: 100,
  figure: 'wonFen',
  scoring: { rule: 'linear', floor: 0, target: 300_00, cap: 100 },
};
const MONTH_MS = 31 * 86_400_000;

journeys('appraisals', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const { id } = await office.call('alice', 'POST', '/customers', { name: '考核公司' });
    await office.call('alice', 'POST', '/follow-ups', { customerId: id, content: '谈了' });
  });
  afterAll(async () => {
    await office.close();
  });

  test('an owner makes a scheme, its sheet goes from the person to the head and back', async () => {
    await office.at('/appraisals?tab=schemes', 'boss', async ({ page }) => {
      await page.getByRole('button', { name: '新方案' }).click();
      await page.getByLabel('方案名称').fill('销售月度');
      await page.getByRole('combobox', { name: '岗位' }).fill('业务员');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '加一个指标' }).click();
      const first = page.getByRole('group', { name: '指标 1', exact: true });
      await first.getByText('自动取数').click();
      await first.getByRole('combobox', { name: '取什么数 1' }).click();
      await page.getByTitle('跟进次数', { exact: true }).click();
      await first.getByRole('spinbutton', { name: '权重 1' }).fill('40');
      await first.getByRole('spinbutton', { name: '满分 1' }).fill('2');
      await page.getByRole('button', { name: '加一个指标' }).click();
      const second = page.getByRole('group', { name: '指标 2', exact: true });
      await second.getByRole('textbox', { name: '指标名称 2' }).fill('态度');
      await page.getByText('权重合计 100%', { exact: true }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: '销售月度' }).waitFor();
    });
    const today = businessDate(office.company.clock.now, 'Asia/Shanghai');
    const { rows } = (await office.call('boss', 'GET', '/appraisals/schemes')) as unknown as {
      rows: Scheme[];
    };
    await office.call('boss', 'POST', '/appraisals/sheets', {
      schemeId: rows[0]!.id,
      period: appraisalPeriodOf('month', today).key,
      personIds: [office.company.users['alice']],
    });
    await office.as('alice', async ({ page }) => {
      await page.getByRole('region', { name: '我的考核表' }).getByRole('link').last().click();
      await page.getByRole('button', { name: '提交自评', disabled: true }).waitFor();
      await page.getByText(/^期间到 .* 为止/).waitFor();
    });
    // It is handed in once the month is over.
    office.company.clock.now += MONTH_MS;
    await office.as('alice', async ({ page }) => {
      await page.getByRole('region', { name: '我的考核表' }).getByRole('link').last().click();
      // One of two follow-ups: half of the marks.
      await page.getByRole('cell', { name: '50.00' }).first().waitFor();
      await page.getByRole('spinbutton', { name: '态度 自评' }).fill('90');
      await page.keyboard.press('Control+s');
      await page.getByText('已暂存').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText('待评分').first().waitFor();
    });
    await office.as('manager', async ({ page }) => {
      await page.getByRole('region', { name: '待评分的考核表' }).getByRole('link').last().click();
      await page.getByRole('spinbutton', { name: '态度 主管评分' }).fill('80');
      await page.getByRole('spinbutton', { name: '态度 主管评分' }).press('Control+Enter');
      await page.getByText('待确认').first().waitFor();
    });
    await office.as('alice', async ({ page }) => {
      await page.getByRole('region', { name: '我的考核表' }).getByRole('link').last().click();
      // 40 % of 50 and 60 % of 80.
      await page.getByRole('cell', { name: '68.00 C' }).waitFor();
      // An objection that is typed outlives a browser that was closed, until it is sent or taken out.
      const objection = page.getByRole('textbox', { name: '异议' });
      await objection.fill('电话没有全算');
      await page.reload();
      await expect.poll(async () => await objection.inputValue()).toBe('电话没有全算');
      await objection.fill('');
      await page.getByRole('button', { name: '确认已阅' }).click();
      await page.getByText('本人确认').waitFor();
      expect(await page.getByRole('button', { name: '确认已阅' }).count()).toBe(0);
    });
  });

  test('what is credited by shares opens the shares, and not deals by owner', async () => {
    const customerId = (
      (await office.call('bob', 'POST', '/customers', { name: '合作公司' })) as { id: number }
    ).id;
    const { rows } = (await office.call('bob', 'GET', '/pipelines')) as unknown as {
      rows: { id: number }[];
    };
    const deal = await office.call('bob', 'POST', '/deals', {
      name: '合作的单子',
      pipelineId: rows[0]!.id,
      customerId,
      amountFen: 1_000_00,
    });
    const { alice, bob } = office.company.users;
    const shared = await office.call('bob', 'PATCH', `/deals/${deal.id}`, {
      version: deal.version,
      shares: [
        { userId: bob, shareBp: 7000 },
        { userId: alice, shareBp: 3000 },
      ],
    });
    const closed = { version: shared.version, outcome: 'won' };
    await office.call('bob', 'POST', `/deals/${deal.id}/close`, closed);
    const { id: schemeId } = await office.call('boss', 'POST', '/appraisals/schemes', {
      name: '业绩月度',
      posts: ['业务员'],
      deptIds: [],
      span: 'month',
      indicators: [INDICATOR],
    });
    const today = businessDate(office.company.clock.now, 'Asia/Shanghai');
    await office.call('boss', 'POST', '/appraisals/sheets', {
      schemeId,
      period: appraisalPeriodOf('month', today).key,
      personIds: [alice],
    });
    await office.as('alice', async ({ page }) => {
      await page.getByRole('region', { name: '我的考核表' }).getByRole('link').last().click();
      await page.getByRole('button', { name: /¥300，看单据/ }).click();
      const behind = page.getByRole('dialog');
      await behind.getByRole('row', { name: /合作的单子.*30%.*300\.00/ }).waitFor();
      await behind.getByRole('row', { name: /^合计 300\.00/ }).waitFor();
    });
  });
});

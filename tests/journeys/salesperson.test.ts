import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '../helpers/password.ts';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

/** Given back, its page reads once more what belongs to its owner alone. */
const noLonger = /^40[34] GET \/api\/v1\/(?:messages\/customer|customers)\/\d+/;

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

  test('is warned of what drops, keeps it by a talk, and claims what is not cooling down', async () => {
    const customer = (name: string, ownerId?: null) =>
      office.call(ownerId === null ? 'boss' : 'alice', 'POST', '/customers', {
        name,
        ...(ownerId === null && { ownerId }),
      });
    await customer('南京雨花建材有限公司');
    const lost = await customer('苏州吴中机械有限公司');
    const free = await customer('无锡太湖水泵有限公司', null);
    const rule = { cause: 'lastFollowUp', grades: ['none'], sparesOpenDeals: true, active: true };
    await office.call('admin', 'PATCH', '/pools/1', {
      version: 1,
      coolDownDays: 7,
      rules: [{ ...rule, days: 5, warnDays: 4 }],
    });
    await office.company.jobs.idle();
    const back = { version: 1, reason: '暂无需求' };
    await office.call('alice', 'POST', `/customers/${lost.id}/give-back`, back);
    office.company.clock.now += 2 * 86_400_000;
    await office.as(
      'alice',
      async (screen) => {
        const { page } = screen;
        const block = page.getByRole('region', { name: '公海预警' });
        await block.getByText('还剩 4 天 · 5 天没有跟进').first().waitFor();
        // What waits for somebody who sells stands before the figures.
        const money = page.getByRole('region', { name: '经营概况' });
        const [work, figures] = [await block.boundingBox(), await money.boundingBox()];
        expect(work!.y).toBeLessThan(figures!.y);
        await screen.expectAccessible();
        await block.getByRole('button', { name: '登记跟进 南京雨花建材有限公司' }).click();
        await page.keyboard.type('约了下周看样');
        await page.keyboard.press('Control+Enter');
        await block
          .getByRole('link', { name: '南京雨花建材有限公司' })
          .waitFor({ state: 'detached' });

        await page.getByRole('menuitem', { name: '公海', exact: true }).click();
        const grid = page.getByRole('grid', { name: '公海' });
        await grid.getByText('苏州吴中机械有限公司').click();
        const claim = page.getByRole('button', { name: '领取' });
        const cooling = '您之前负责过这位客户，2026-12-01 起才能领回。';
        await page.locator(`button[title="${cooling}"]:disabled`).waitFor();
        await page.getByText(cooling).waitFor();
        await screen.expectAccessible();
        await page.goBack();
        await grid.getByText('无锡太湖水泵有限公司').click();
        await claim.click();
        await page.getByText('已领取，归您负责').waitFor();
        await page.getByRole('button', { name: '退回公海' }).waitFor();
        const { owner } = (await office.call(
          'boss',
          'GET',
          `/customers/${free.id}`,
        )) as unknown as {
          owner: { name: string };
        };
        expect(owner.name).toBe('alice');
        // Given back by two clicks: a common reason needs no typing.
        await page.getByRole('button', { name: '退回公海' }).click();
        await screen.expectAccessible();
        await page.getByRole('button', { name: '联系不上' }).click();
        await page.getByText('已退回公海').waitFor();
        await page.getByText('公海客户：联系方式已隐藏').waitFor();

        // In a form Enter takes what is marked in a list, and goes on to the next field.
        await page.getByRole('menuitem', { name: '看板', exact: true }).click();
        await page.getByText('还没有进行中的商机').waitFor();
        // Where another pipeline has deals, the way to it stands on the empty board.
        const { rows } = (await office.call('boss', 'GET', '/pipelines')) as unknown as {
          rows: { id: number; name: string; stages: { id: number }[] }[];
        };
        const [, other] = rows;
        const deal = { name: '老客户的备件', pipelineId: other!.id, stageId: other!.stages[0]!.id };
        await office.call('alice', 'POST', '/deals', deal);
        await page.getByRole('button', { name: `打开“${other!.name}”` }).click();
        await page.getByRole('link', { name: '老客户的备件' }).waitFor();
        await page.keyboard.press('Alt+n');
        const form = page.getByRole('dialog', { name: '新建商机' });
        await form.waitFor();
        await page.keyboard.type('水泵改造');
        await page.keyboard.press('Enter');
        await page.keyboard.type('南京雨花');
        await page.getByTitle('南京雨花建材有限公司', { exact: true }).last().waitFor();
        await page.keyboard.press('Enter');
        const after = form.getByRole('combobox', { name: '流程' });
        await expect
          .poll(async () => await after.evaluate((field) => field === document.activeElement))
          .toBe(true);

        // The menu is longer than the screen: where one is stands in sight.
        await page.goto(`${office.address}/work-logs`);
        const here = page.getByRole('menuitem', { name: '工作日志' });
        await here.waitFor();
        const bottom = async () =>
          await here.evaluate((item) => item.getBoundingClientRect().bottom);
        const height = await page.evaluate(() => window.innerHeight);
        await expect.poll(bottom).toBeLessThanOrEqual(height);
      },
      { expected: [noLonger] },
    );
  });
});

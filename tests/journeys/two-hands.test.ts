import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importer } from '../helpers/import-files.ts';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('two people at the same thing', () => {
  let office: Office;
  let id: number;
  beforeAll(async () => {
    office = await Office.open();
    const contact = { name: '王经理', phones: [{ number: '13612345678' }] };
    id = (await office.call('alice', 'POST', '/customers', { name: '南京甲有限公司', contact })).id;
    await office.call('alice', 'POST', '/follow-ups', { customerId: id, content: '谈了价格' });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a collaborator sees the customer, and nothing of it once taken off again', async () => {
    const share = async (page: Page, pick: () => Promise<void>) => {
      const people = page.getByRole('region', { name: '协作人' });
      await people.getByRole('button', { name: '修改' }).click();
      await pick();
      await page.keyboard.press('Escape');
      await people.getByRole('button', { name: '保存' }).click();
      return people;
    };
    await office.at(`/customers/${id}`, 'alice', async ({ page: owner }) => {
      const people = await share(owner, async () => {
        await owner.keyboard.type('bob');
        await owner.locator('.ant-select-item-option', { hasText: 'bob' }).click();
      });
      await people.getByText('bob').waitFor();
      await office.at(
        '/customers?view=team',
        'bob',
        async ({ page }) => {
          await page.getByRole('grid').getByText('南京甲有限公司').click();
          await page.getByText('谈了价格').waitFor();
          await page.getByText('王经理').first().waitFor();
          await share(owner, async () => {
            await owner.keyboard.press('Backspace');
          });
          await people.getByText('没有协作人').waitFor();
          await page.getByText('内容不存在，或您无权查看').first().waitFor();
          await expect
            .poll(async () => await page.getByText(/南京甲|谈了价格|王经理/).count())
            .toBe(0);
          await page.goto('/customers?view=team');
          await page.getByText('还没有客户').waitFor();
        },
        { expected: [/^404 GET \/api\/v1\/(customers|messages)\//] },
      );
    });
  });

  test('a flow is made, and of two who are asked the first decides before the other’s eyes', async () => {
    await office.at('/approval-flows', 'boss', async (screen) => {
      const { page } = screen;
      await page.getByRole('button', { name: '新建流程' }).click();
      await page.getByLabel('名称', { exact: true }).fill('付款申请');
      await page.getByRole('combobox', { name: '审批人', exact: true }).click();
      await page.getByTitle('指定的人').click();
      for (const name of ['bob', 'manager']) {
        await page.getByRole('combobox', { name: '人员' }).click();
        await page.keyboard.type(name);
        await page.locator('.ant-select-item-option', { hasText: name }).click();
      }
      await screen.expectAccessible();
      await page.getByLabel('名称', { exact: true }).press('Control+s');
      await page.getByText('付款申请', { exact: true }).waitFor();
    });
    await office.at('/approvals?new=true', 'alice', async ({ page }) => {
      const apply = async (title: string) => {
        await page.getByRole('combobox', { name: '申请类型' }).click();
        await page.getByTitle('付款申请').last().click();
        await page.getByLabel('标题').fill(title);
        await page.getByLabel('金额（元，可不填）').fill('3500');
        await page.keyboard.press('Control+Enter');
        await page.getByRole('region', { name: '审批过程' }).getByText('bob').waitFor();
      };
      await apply('买投影仪');
      await office.at('/approvals', 'manager', async (screen) => {
        const { page: second } = screen;
        await second.getByRole('grid').getByText('买投影仪').click();
        await second.getByRole('button', { name: '驳回' }).waitFor();
        await screen.expectAccessible();
        await office.at('/home', 'bob', async ({ page: first }) => {
          const desk = first.getByRole('region', { name: '待审批' });
          await desk.getByText('¥3,500.00').waitFor();
          await desk.getByRole('button', { name: '同意 买投影仪' }).click();
          await first.getByText('已处理').waitFor();
        });
        // Nothing was reloaded.
        await second.getByText('已通过', { exact: true }).waitFor();
        await expect
          .poll(async () => await second.getByRole('button', { name: '驳回' }).count())
          .toBe(0);
      });
      await page.getByText('审批通过，已生效').waitFor();
      await page.goto('/approvals?new=true');
      await apply('买幕布');
      // By keys alone: whoever opened it approves it from wherever the focus is.
      await office.at('/approvals', 'bob', async ({ page: third }) => {
        await third.getByRole('grid').getByText('买幕布').waitFor();
        await third.keyboard.press('ArrowDown');
        await third.keyboard.press('Enter');
        await third.getByRole('button', { name: '加签' }).press('Enter');
        await third.getByRole('dialog', { name: '加签' }).waitFor();
        await third.keyboard.type('boss');
        await third.locator('.ant-select-item-option', { hasText: 'boss' }).waitFor();
        await third.keyboard.press('Enter');
        await third.getByRole('radio', { name: '我审批后，再由对方审批' }).press('Space');
        await third.keyboard.press('Control+Enter');
        await third.getByText('加签 · 等候中').waitFor();
        // Back where one goes on, and not at the top of the page.
        const said = third.getByRole('textbox', { name: '意见' });
        await expect.poll(() => said.evaluate((one) => one === document.activeElement)).toBe(true);
        await third.keyboard.press('Control+Enter');
        await third.getByText('已处理').waitFor();
      });
      await page.getByText('加签 · 待处理').waitFor();
      await page.goto('/approvals?new=true');
      await apply('买支架');
      await office.at('/approvals', 'bob', async ({ page: third }) => {
        await third.getByRole('grid').getByText('买支架').click();
        await third.getByRole('button', { name: '转交' }).press('Enter');
        await third.getByRole('dialog', { name: '转交' }).waitFor();
        await third.keyboard.type('boss');
        await third.locator('.ant-select-item-option', { hasText: 'boss' }).waitFor();
        await third.keyboard.press('Enter');
        await third.keyboard.press('Control+Enter');
        await third.getByRole('button', { name: '转交' }).waitFor({ state: 'detached' });
      });
      // The next line has the focus when one is done, at its name: a held Enter approves no more.
      await office.at('/home', 'boss', async ({ page: last }) => {
        const desk = last.getByRole('region', { name: '待审批' });
        await desk.getByRole('button', { name: '同意 买幕布' }).press('Enter');
        await desk.getByText('买幕布').waitFor({ state: 'detached' });
        const next = desk.getByRole('link', { name: '买支架' });
        await expect.poll(() => next.evaluate((one) => one === document.activeElement)).toBe(true);
      });
    });
  });

  test('two administrators keep each other’s days, and choose where they differ', async () => {
    await office.as('admin', async ({ page: first }) => {
      const day = (page: typeof first, date: string) => page.locator(`[data-date="${date}"]`);
      const open = async (page: typeof first, name: string) => {
        await page.goto('/settings?tab=calendar');
        await day(page, '2026-11-25').waitFor();
        await page.getByLabel('节日名称').fill(name);
      };
      await open(first, '甲日');
      await day(first, '2026-11-25').click();
      await day(first, '2026-11-26').click();
      await office.as(
        'boss',
        async ({ page: second }) => {
          await open(second, '乙日');
          await day(second, '2026-11-26').click();
          await day(second, '2026-11-27').click();
          await first.keyboard.press('Control+s');
          await first.getByText('已保存').waitFor();
          // What the other has typed stands, whatever the news.
          expect(await day(second, '2026-11-27').getAttribute('aria-pressed')).toBe('true');
          await second.keyboard.press('Control+s');
          const choice = second.getByRole('dialog');
          await choice.getByText('2026-11-26').waitFor();
          expect(await choice.getByText('2026-11-25').count()).toBe(0);
          await choice.getByText('对方的').last().click();
          await choice.getByRole('button', { name: '保存' }).click();
          await second.getByText('已保存').waitFor();
        },
        { expected: [/^409 PUT \/api\/v1\/calendar/] },
      );
      const { days } = (await office.call('admin', 'GET', '/calendar/2026')) as unknown as {
        days: { date: string; name: string }[];
      };
      const november = days.filter(({ date }) => date >= '2026-11-01' && date < '2026-12-01');
      expect(november.map(({ date, name }) => `${date} ${name}`)).toEqual([
        '2026-11-25 甲日',
        '2026-11-26 甲日',
        '2026-11-27 乙日',
      ]);
      // The first window hears of it by itself.
      await day(first, '2026-11-27').and(first.locator('[aria-pressed=true]')).waitFor();
    });
  });

  test('who comes second to an import is shown what became of it', async () => {
    const imports = importer(office.company, await office.company.login('admin'));
    const { json } = await imports.upload('名单.csv', '客户名称\n同时导入的客户\n');
    await imports.start('check', json);
    await office.at(
      `/imports/${json.id}`,
      'boss',
      async ({ page }) => {
        const run = page.getByRole('button', { name: '导入 1 行', disabled: false });
        await run.waitFor();
        // The other is quicker by a moment: the page would hear of it before a hand could move.
        await page.route('**/run', async (route) => {
          await imports.start('run', json);
          await route.continue();
        });
        await run.click();
        await page.getByText('当前状态不允许').waitFor();
        await page.getByRole('button', { name: '撤销整批导入', disabled: false }).waitFor();
      },
      { expected: [/^409 POST .*\/run/] },
    );
  });
});

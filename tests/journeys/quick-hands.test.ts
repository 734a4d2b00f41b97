import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

/** Holds what is posted to these paths; each of the returned functions lets one of them go. */
async function held(page: Page, ...paths: readonly string[]) {
  const answers: (() => void)[] = [];
  for (const path of paths) {
    await page.route(path, async (route) => {
      if (!['POST', 'PUT'].includes(route.request().method())) return await route.fallback();
      await new Promise<void>((go) => answers.push(go));
      await route.fallback();
    });
  }
  return answers;
}

journeys('a hand that is quicker than the machine', () => {
  let office: Office;
  let id: number;
  beforeAll(async () => {
    office = await Office.open();
    id = (await office.call('alice', 'POST', '/customers', { name: '南京甲有限公司' })).id;
  });
  afterAll(async () => {
    await office.close();
  });

  test('what is typed while a talk or a word to colleagues is being saved stays', async () => {
    await office.at(`/customers/${id}`, 'alice', async ({ page }) => {
      const answers = await held(page, '**/api/v1/follow-ups', '**/api/v1/messages');
      for (const name of ['内容', '讨论']) {
        const box = page.getByRole('textbox', { name, exact: true });
        await box.click();
        await page.keyboard.type('报了价');
        await page.keyboard.press('Control+Enter');
        await expect.poll(() => answers.length).toBe(1);
        await page.keyboard.type('约好周五');
        answers.pop()!();
        await page.getByText('报了价', { exact: true }).last().waitFor();
        await expect.poll(async () => await box.inputValue()).toBe('约好周五');
      }
    });
  });

  test('what is typed while a tag or an action of a plan is being saved stays', async () => {
    await office.at(`/customers/${id}`, 'alice', async ({ page }) => {
      const answers = await held(page, '**/api/v1/tags');
      const box = page.getByRole('combobox', { name: '标签' });
      await box.click();
      await page.keyboard.type('重点');
      await page.getByRole('button', { name: '新建标签“重点”' }).click();
      await expect.poll(() => answers.length).toBe(1);
      await page.keyboard.type('外贸');
      answers.pop()!();
      await page.getByTitle('重点', { exact: true }).first().waitFor();
      await expect.poll(async () => await box.inputValue()).toBe('外贸');
    });
    const depts = (await office.call('boss', 'GET', '/depts')) as unknown as {
      rows: { id: number; name: string }[];
    };
    const plan = await office.call('boss', 'POST', '/sales-plans', {
      deptId: depts.rows.find((row) => row.name === '一组')!.id,
      span: 'quarter',
      on: '2026-12-01',
    });
    await office.at(`/sales-plans/${plan.id}`, 'boss', async ({ page }) => {
      const answers = await held(page, '**/api/v1/sales-plans/*/actions');
      const box = page.getByRole('textbox', { name: '做什么' });
      await box.fill('走访老客户');
      const to = page.getByRole('combobox', { name: '交给谁' });
      await to.fill('alice');
      await page.getByTitle('alice').first().waitFor();
      await to.press('Enter');
      await page.getByRole('button', { name: '布置', exact: true }).click();
      await expect.poll(() => answers.length).toBe(1);
      await box.press('End');
      await page.keyboard.type('再约新客户');
      answers.pop()!();
      await page.getByRole('cell', { name: '走访老客户', exact: true }).waitFor();
      await expect.poll(async () => await box.inputValue()).toBe('再约新客户');
    });
  });
});

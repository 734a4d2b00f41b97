import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

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
      const answers: (() => void)[] = [];
      const held = async (path: string) =>
        await page.route(path, async (route) => {
          if (route.request().method() !== 'POST') return await route.fallback();
          await new Promise<void>((go) => answers.push(go));
          await route.fallback();
        });
      await held('**/api/v1/follow-ups');
      await held('**/api/v1/messages');
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
});

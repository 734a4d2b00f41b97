import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('what is asked and typed once', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(async () => {
    await office.close();
  });

  test('a page that is refused asks the server once', async () => {
    const refused = {
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: '', status: 403, code: 'forbidden' }),
    };
    await office.as(
      'boss',
      async ({ page }) => {
        let asked = 0;
        await page.route('**/api/v1/follow-ups?*', async (route) => {
          asked += 1;
          await route.fulfill(refused);
        });
        // The stream opens beside the page and tells it to read anew.
        const told = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/events'));
        await page.goto('/follow-ups');
        await page.getByRole('alert').waitFor();
        await told;
        // Whatever the stream set off has been answered by the time that another page stands.
        await page.getByRole('menuitem', { name: '联系人' }).click();
        await page
          .getByText('这里显示您能看到的客户的联系人')
          .or(page.getByRole('grid'))
          .first()
          .waitFor();
        expect(asked).toBe(1);
      },
      { expected: [/^403 GET \/api\/v1\/follow-ups/] },
    );
  });

  test('a choice that was typed and not confirmed is saved with the form', async () => {
    await office.at('/settings?tab=fields', 'admin', async (screen) => {
      const { page } = screen;
      await page.getByRole('button', { name: '新建字段' }).click();
      const form = page.getByRole('dialog');
      await form.getByLabel('名称').fill('客户性质');
      await form.getByLabel('类型').focus();
      await page.keyboard.type(' ');
      await page.locator('.ant-select-item-option', { hasText: '单选' }).click();
      await form.getByLabel('选项').focus();
      await page.keyboard.type('国企，民企');
      await page.keyboard.press('Control+Enter');
      await form.waitFor({ state: 'hidden' });
      const { rows } = (await office.call('admin', 'GET', '/custom-fields')) as unknown as {
        rows: { label: string; options: string[] }[];
      };
      await expect
        .poll(() => rows.map(({ label, options }) => [label, options]))
        .toEqual([['客户性质', ['国企', '民企']]]);
    });
  });
});

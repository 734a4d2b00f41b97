import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';
import type { Screen } from './harness/screen.ts';

/** Answers to a finder wait until they are let through. */
async function holdAnswers({ page }: Screen, path: string) {
  const asked = Promise.withResolvers<void>();
  const through = Promise.withResolvers<void>();
  await page.route(
    (url) => url.pathname === `/api/v1${path}` && url.searchParams.get('q') !== '',
    async (route) => {
      asked.resolve();
      await through.promise;
      await route.continue();
    },
  );
  return { asked: asked.promise, answer: through.resolve };
}

journeys('Enter that comes before the answer', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const { company } = office;
    const boss = await company.login('boss');
    const units = await company.call(boss, 'GET', '/units');
    const unitId = (units.json as { rows: { id: number }[] }).rows[0]!.id;
    for (const code of ['B01', 'B02', 'B03']) {
      const body = { name: `螺栓 ${code}`, code, unitId };
      expect((await company.call(boss, 'POST', '/products', body)).status).toBe(201);
    }
    for (const name of ['重庆长江贸易有限公司', '昆山恒力泵业有限公司']) {
      await office.call('alice', 'POST', '/customers', { name });
    }
  });
  afterAll(async () => {
    await office.close();
  });

  test('takes the first line of that answer in the filter of a list', async () => {
    await office.at('/stock-ledger', 'boss', async (screen) => {
      const { page } = screen;
      const finder = page.getByRole('combobox', { name: '商品', exact: true });
      await finder.click();
      await page.getByRole('option', { name: /B01/ }).waitFor({ state: 'attached' });
      const held = await holdAnswers(screen, '/product-picks');
      await page.keyboard.type('b02\n');
      await held.asked;
      expect(await finder.inputValue()).toBe('b02');
      held.answer();
      await page.locator('.page-bar .ant-select', { hasText: '螺栓 B02' }).waitFor();
      // The keyboard goes on from where it chose.
      expect(await finder.evaluate((input) => input === document.activeElement)).toBe(true);
    });
  });

  test('takes the customer that a talk is written for', async () => {
    await office.as('alice', async (screen) => {
      const { page } = screen;
      await page.keyboard.press('Alt+f');
      const dialog = page.getByRole('dialog');
      const finder = dialog.getByRole('combobox').first();
      await finder.waitFor();
      const held = await holdAnswers(screen, '/search');
      await page.keyboard.type('hlby\n');
      await held.asked;
      expect(await finder.inputValue()).toBe('hlby');
      held.answer();
      await dialog.getByText('昆山恒力泵业有限公司').first().waitFor();
      await dialog.getByRole('textbox').first().waitFor();
    });
  });
});

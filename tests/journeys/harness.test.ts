import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessFaults } from './harness/axe.ts';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

// The guards themselves, each seen red once.
journeys('the journey harness notices', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(async () => {
    await office.close();
  });

  test.each([
    [
      'an uncaught error',
      () =>
        void setTimeout(() => {
          throw new Error('oops');
        }),
      'uncaught: oops',
    ],
    ['an error on the console', () => console.error('broken'), 'console: broken'],
    [
      'a breach of the policy',
      () => document.body.setAttribute('style', 'color:red'),
      'console: policy: style-src',
    ],
    ['an answer of 404', () => void fetch('/api/v1/nothing'), '404 GET /api/v1/nothing'],
  ])('%s', async (_name, act, fault) => {
    await office.visit(async (screen) => {
      await screen.page.goto('/');
      await screen.page.evaluate(act);
      await expect.poll(() => screen.faults().join('\n')).toContain(fault);
      screen.forgetFaults();
    });
  });

  test('a picture without words', async () => {
    await office.visit(async ({ page }) => {
      await page.goto('/');
      await page.locator('input').first().waitFor();
      expect(await accessFaults(page)).toEqual([]);
      await page.evaluate(() => document.body.append(document.createElement('img')));
      expect((await accessFaults(page)).join('\n')).toContain('image-alt');
    });
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

/** What has the focus in each picture until a dialog stands: the tag of a field, or its cross. */
async function focusUntilItStands(page: Page, key: string): Promise<string[]> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    const look = () => {
      const at = document.activeElement!;
      if (at.closest('[role=dialog]'))
        seen.add(at.matches('[class*=-close]') ? 'cross' : at.tagName);
      requestAnimationFrame(look);
    };
    look();
  });
  await page.keyboard.press(key);
  const dialog = page.getByRole('dialog');
  await dialog.locator('input:focus').waitFor();
  // Moving things are on their way, and what is asked at the end of it comes after the last of them.
  await dialog.evaluate(async (node) => {
    const moving = () =>
      node.closest('[class*=-root],[class*=drawer]')!.getAnimations({ subtree: true });
    while (moving().length > 0) await Promise.allSettled(moving().map(({ finished }) => finished));
    await new Promise(requestAnimationFrame);
  });
  return page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
}

journeys('typing in a dialog', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(async () => {
    await office.close();
  });

  test('begins in its first field while the dialog still comes up', async () => {
    await office.as('alice', async ({ page }) => {
      for (const key of ['Alt+n', 'Alt+f']) {
        expect(await focusUntilItStands(page, key)).toEqual(['INPUT']);
        // Who goes back to the cross by Shift+Tab stays on it, and Enter shuts the dialog there.
        await page.keyboard.press('Shift+Tab');
        const cross = page.locator('.ant-drawer-close, .ant-modal-close');
        await expect
          .poll(() => cross.evaluate((node) => node === document.activeElement))
          .toBe(true);
        await page.keyboard.press('Enter');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    });
  });
});

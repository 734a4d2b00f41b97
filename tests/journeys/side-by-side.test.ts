import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('several windows and records', () => {
  let office: Office;
  const ids: number[] = [];
  beforeAll(async () => {
    office = await Office.open();
    for (const name of ['第一家', '第二家', '第三家']) {
      ids.push((await office.call('alice', 'POST', '/customers', { name })).id);
    }
  });
  afterAll(async () => {
    await office.close();
  });

  test('open records stay over a reload, and going on to the next one opens no further', async () => {
    await office.as('alice', async ({ page }) => {
      const tabs = page.getByRole('navigation', { name: '已打开' });
      const names = async () => (await tabs.getByRole('link').allTextContents()).join(' ');
      await page.getByRole('menuitem', { name: '客户列表' }).click();
      await page.getByRole('grid').getByText('第一家').click();
      await page.getByRole('heading', { name: '第一家' }).waitFor();
      await expect.poll(names).toBe('第一家');
      await page.reload();
      await expect.poll(names).toBe('第一家');

      await page.goBack();
      await page.getByRole('grid').getByText('第三家').click();
      await expect.poll(names).toBe('第一家 第三家');
      await page.keyboard.press('j');
      await expect.poll(names).toBe('第一家 第二家');
      await page.keyboard.press('Alt+w');
      await expect.poll(names).toBe('第一家');
      await page.getByRole('heading', { name: '第一家' }).waitFor();
    });
  });

  test('one stream serves all windows of a person', async () => {
    await office.as('alice', async (screen) => {
      const streams: string[] = [];
      const second = await screen.secondTab();
      second.on('request', (request) => {
        if (request.url().endsWith('/events')) streams.push(request.url());
      });
      await second.goto(`/customers/${ids[0]}`);
      await second.getByRole('heading', { name: '第一家' }).waitFor();
      await office.call('manager', 'PATCH', `/customers/${ids[0]}`, { version: 1, city: '拉萨' });
      await second.getByText('拉萨').waitFor();
      expect(streams).toEqual([]);

      // The window with the stream closes: the other one takes over.
      await screen.page.close();
      await expect.poll(() => streams.length).toBe(1);
      await office.call('manager', 'PATCH', `/customers/${ids[0]}`, { version: 2, city: '三亚' });
      await second.getByText('三亚').waitFor();
    });
  });
});

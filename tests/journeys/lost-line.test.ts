import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { lost } from './harness/lost.ts';
import { Office } from './harness/office.ts';

journeys('the line is lost', () => {
  let office: Office;
  let id: number;
  beforeAll(async () => {
    office = await Office.open();
    id = (await office.call('alice', 'POST', '/customers', { name: '远方客户' })).id;
  });
  afterAll(async () => {
    await office.close();
  });

  const saved = async (content: string) => {
    const token = await office.company.login('alice');
    const { json } = await office.company.call(token, 'GET', `/follow-ups?customerId=${id}`);
    return (json as { rows: { content: string }[] }).rows.filter((row) => row.content === content)
      .length;
  };
  const write = async (page: Page, content: string) => {
    await page.goto(`/customers/${id}`);
    await page.getByRole('heading', { name: '远方客户' }).waitFor();
    await page.keyboard.press('Alt+f');
    await page.keyboard.type(content);
  };
  const timeline = (page: Page) => page.getByRole('region', { name: '往来记录' });

  test('the text is kept, sent again by itself when the line returns, and saved once', async () => {
    await office.as(
      'alice',
      async (screen) => {
        const { page } = screen;
        await write(page, '断线时写的');
        await screen.setOffline(true);
        await page.keyboard.press('Control+Enter');
        await page.getByText('内容已留在本机').waitFor();
        expect(await saved('断线时写的')).toBe(0);
        await screen.setOffline(false);
        await timeline(page).getByText('断线时写的').waitFor();
        expect(await saved('断线时写的')).toBe(1);
      },
      { expected: lost },
    );
  });

  test('everybody sees at once that the disk is full, that it is well, and that the line is out', async () => {
    const { hub } = office.company.app;
    await office.as('alice', async ({ page }) => {
      await page.getByText('已连接').waitFor();
      const banner = page.getByText('服务器磁盘已满，暂时不能保存');
      expect(await banner.count()).toBe(0);
      hub.tellDisk('full');
      await banner.waitFor();
      // Whoever comes later learns of it too.
      await page.reload();
      await banner.waitFor();
      hub.tellDisk('stopped');
      await page.getByText('服务器磁盘出现故障').waitFor();
      hub.tellDisk('well');
      await page.getByText('服务器磁盘出现故障').waitFor({ state: 'detached' });
      // A cable that is out for a moment: the browser knows, and the stream, which is open by now,
      // hears nothing of it.
      await page.evaluate(() => window.dispatchEvent(new Event('offline')));
      await page.getByText('连接断开，正在重试').waitFor();
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
      await page.getByText('已连接').waitFor();
    });
  });

  test('an answer that never arrived is not saved a second time', async () => {
    await office.as(
      'alice',
      async ({ page }) => {
        let cut = 0;
        await page.route('**/api/v1/follow-ups', async (route) => {
          if (route.request().method() !== 'POST' || cut > 0) return await route.continue();
          cut += 1;
          await route.fetch();
          await route.abort('connectionreset');
        });
        await write(page, '回答丢失');
        await page.keyboard.press('Control+Enter');
        await timeline(page).getByText('回答丢失').waitFor();
        await page.getByText('跟进已保存').waitFor();
        expect(cut).toBe(1);
        expect(await saved('回答丢失')).toBe(1);
      },
      { expected: lost },
    );
  });

  test('a reload gives the text back, and saving it then still saves it once', async () => {
    await office.as(
      'alice',
      async ({ page }) => {
        let cut = 0;
        await page.route('**/api/v1/follow-ups', async (route) => {
          if (route.request().method() !== 'POST') return await route.continue();
          cut += 1;
          if (cut === 1) await route.fetch();
          await route.abort('connectionreset');
        });
        await write(page, '重新打开后保存');
        await page.keyboard.press('Control+Enter');
        await page.getByText('内容已留在本机').waitFor();
        await page.reload();
        const box = page.getByRole('textbox', { name: '内容' });
        await expect.poll(async () => await box.inputValue()).toBe('重新打开后保存');
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        await box.focus();
        await page.keyboard.press('Control+Enter');
        await page.getByText('跟进已保存').waitFor();
        expect(await saved('重新打开后保存')).toBe(1);
      },
      { expected: lost },
    );
  });
});

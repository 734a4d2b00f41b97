import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('looking after the attachments', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(async () => {
    await office.close();
  });

  async function upload(customerId: number, name: string, size: number): Promise<void> {
    const answer = await office.company.app.inject({
      method: 'POST',
      url: `/api/v1/customers/${customerId}/files?name=${encodeURIComponent(name)}`,
      headers: {
        authorization: `Bearer ${await office.company.login('boss')}`,
        'content-type': 'application/octet-stream',
        'idempotency-key': `upload-${size}`,
      },
      payload: Buffer.alloc(size, name),
    });
    expect(answer.statusCode).toBe(201);
  }

  test('the owner sees what is stored, finds the biggest, opens its customer, by keyboard', async () => {
    await office.at('/files', 'boss', async (screen) => {
      const { page } = screen;
      await page.getByText('还没有附件。在客户页').waitFor();
      await screen.expectAccessible();

      const { id } = await office.call('boss', 'POST', '/customers', {
        name: '杭州云栖科技有限公司',
      });
      await upload(id, '年度框架合同.pdf', 300_000);
      await upload(id, '样品照片.jpg', 40_000);
      await page.goto('/files');
      const grid = page.getByRole('grid', { name: '附件' });
      await grid.getByText('年度框架合同.pdf').waitFor();
      await page.getByText('2 个 · 340 KB').first().waitFor();
      await screen.expectAccessible();

      // Typed, not clicked: the name is the first field of the bar.
      await page.keyboard.press('/');
      await page.keyboard.type('合同');
      await page.keyboard.press('Enter');
      await grid.getByText('样品照片.jpg').waitFor({ state: 'detached' });
      expect(new URL(page.url()).searchParams.get('q')).toBe('合同');
      await grid.focus();
      await page.keyboard.press('Enter');
      const file = page.getByRole('dialog', { name: '附件' });
      await file.getByText('300 KB').waitFor();
      await screen.expectAccessible();
      const download = page.waitForEvent('download');
      await file.getByRole('link', { name: '下载文件' }).focus();
      await page.keyboard.press('Enter');
      expect((await download).suggestedFilename()).toBe('年度框架合同.pdf');
      await file.getByRole('button', { name: '打开客户' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: '杭州云栖科技有限公司' }).waitFor();
    });
  });

  test('the administrator sees how much there is, and no file of any customer', async () => {
    await office.as('admin', async (screen) => {
      const { page } = screen;
      await page.getByRole('menuitem', { name: '附件' }).click();
      await page.getByText('您的角色不能查看客户').waitFor();
      await page.getByText('2 个 · 340 KB').first().waitFor();
      expect(await page.locator('body').innerText()).not.toContain('合同');
      await page.getByRole('button', { name: /0 个/ }).click();
      await page.getByText('没有待清理的文件').waitFor();
      await screen.expectAccessible();
    });
  });
});

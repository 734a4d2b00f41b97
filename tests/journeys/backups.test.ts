import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdirSync } from 'node:fs';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

/** A backup and its rehearsal take a while on a busy machine. */
const PATIENCE_MS = 240_000;

journeys('looking after backups', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    mkdirSync(office.company.drive);
  });
  afterAll(async () => {
    await office.close();
  });

  test(
    'the administrator backs up, reads what came of it, copies it away and may restore it',
    async () => {
      await office.as('admin', async (screen) => {
        const { page } = screen;
        await page.getByRole('menuitem', { name: '备份与还原' }).click();
        await page.getByText('还没有备份').first().waitFor();
        await page.getByText('还没有恢复密钥').waitFor();
        await screen.expectAccessible();

        await page.getByRole('button', { name: '立即备份' }).click();
        const row = page.getByRole('row', { name: /手动/ });
        await row.getByText('已验证').waitFor({ timeout: PATIENCE_MS });
        await page
          .getByRole('button', { name: '立即备份' })
          .and(page.locator(':enabled'))
          .waitFor();

        await page.getByRole('button', { name: '复制到 U 盘' }).click();
        const drive = page.getByRole('dialog', { name: '复制到 U 盘' });
        await drive.getByText('USB').waitFor();
        await screen.expectAccessible();
        await drive.getByRole('button', { name: '复制', exact: true }).click();
        await expect
          .poll(() => page.locator('.backup-figures').innerText(), { timeout: PATIENCE_MS })
          .not.toContain('从未');

        await page.getByRole('button', { name: '保留规则' }).click();
        await page.getByText('不会删除任何备份').waitFor();
        await screen.expectAccessible();
        await page.keyboard.press('Escape');

        await page.getByRole('button', { name: '恢复密钥与加密' }).click();
        await page.getByRole('button', { name: '生成恢复密钥' }).last().click();
        const sheet = page.getByRole('dialog', { name: '恢复密钥', exact: true });
        await sheet.getByText(/^AGE-SECRET-KEY-1/).waitFor();
        await screen.expectAccessible();
        await sheet.getByRole('button', { name: '已保存好' }).click();
        await page.keyboard.press('Escape');

        await row.dblclick();
        const file = page.getByRole('dialog', { name: '备份文件' });
        await file.getByText('最新的，永不删除').waitFor();
        await file.getByRole('button', { name: '用它还原' }).click();
        const restore = page.getByRole('dialog', { name: /^还原到/ });
        await restore.getByRole('textbox').first().waitFor();
        await screen.expectAccessible();
        const go = restore.getByRole('button', { name: '用它还原' });
        expect(await go.isDisabled()).toBe(true);
        await page.keyboard.type('20261123');
        expect(await go.isDisabled()).toBe(true);
        await restore.getByRole('textbox').first().fill('20261124');
        await restore.getByRole('columnheader', { name: '还原后' }).waitFor();
        await screen.expectAccessible();
        expect(await go.isEnabled()).toBe(true);
        await restore.getByRole('button', { name: '取消' }).click();

        await page.goto('/home');
        const block = page.getByRole('region', { name: '备份' });
        await block.getByText(/^最近通过验证：今天/).waitFor();
        await screen.expectAccessible();
      });
    },
    PATIENCE_MS * 2,
  );

  test('who may not look after backups has neither the page nor the block', async () => {
    await office.as('alice', async (screen) => {
      await screen.page.getByRole('heading', { level: 1 }).waitFor();
      expect(await screen.page.getByRole('menuitem', { name: '备份与还原' }).count()).toBe(0);
      expect(await screen.page.getByRole('region', { name: '备份' }).count()).toBe(0);
    });
  });
});

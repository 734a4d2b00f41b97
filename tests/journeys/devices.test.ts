import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readAuthority } from '@xinhang/server/ops/tls/office-keys.ts';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outer } from '../helpers/outer.ts';
import { PASSWORD } from '../helpers/password.ts';
import { journeys, theBrowser } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('a browser as a device of the office', () => {
  let office: Office;
  let network: string;
  beforeAll(async () => {
    office = await Office.open();
    const { app, clock } = office.company;
    // Certificates are judged by the clock of the machine.
    clock.now = Date.now();
    const hosts = [outer ?? '127.0.0.1'];
    [network = ''] = await app.tls.open(app, { hosts, port: 0, names: () => hosts });
    const { version } = await office.call('admin', 'GET', '/settings');
    const values = { 'network.lanRanges': hosts };
    await office.call('admin', 'PATCH', '/settings', { version, values });
  });
  afterAll(async () => {
    await office.close();
  });

  /** A browser on another machine of the office. */
  async function elsewhere(
    options: BrowserContextOptions,
    doing: (page: Page) => Promise<void>,
  ): Promise<void> {
    const browser = await theBrowser();
    const context = await browser.newContext({
      ...options,
      baseURL: network,
      ignoreHTTPSErrors: true,
      locale: 'zh-CN',
    });
    try {
      context.setDefaultTimeout(30_000);
      await doing(await context.newPage());
    } finally {
      await context.close();
    }
  }

  async function login(page: Page): Promise<void> {
    await page.goto('/');
    await page.locator('input[autocomplete=username]').fill('alice');
    await page.locator('input[autocomplete=current-password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
  }

  test.skipIf(outer === undefined)(
    'it is let in by its certificate, and out once that is revoked',
    async () => {
      await elsewhere({}, async (page) => {
        await login(page);
        await page.getByText('这台电脑还没有登记').waitFor();
        await page.getByText('从这个网络登录需要已批准的设备').waitFor();
        await page.getByRole('button', { name: '浏览器提示不安全？' }).click();
        const own = readAuthority(office.company.paths)!.certificate;
        await page.getByText(own.fingerprint256).waitFor();
        const saved = page.waitForEvent('download');
        await page.getByRole('button', { name: '下载证书' }).click();
        const file = readFileSync(await (await saved).path(), 'utf8');
        expect(new X509Certificate(file).fingerprint256).toBe(own.fingerprint256);
      });
      let pfx: Buffer | undefined;
      let passphrase = '';
      await office.as('admin', async (screen) => {
        const { page } = screen;
        await page.getByRole('menuitem', { name: '设备' }).click();
        await page.getByText('还没有设备').waitFor();
        await page.getByRole('button', { name: '给浏览器发证书' }).click();
        const dialog = page.getByRole('dialog', { name: '给浏览器发证书' });
        await dialog.getByLabel('名称').fill('前台电脑');
        await dialog.getByText('多人共用').click();
        await dialog.getByRole('button', { name: '生成证书' }).click();
        const shown = page.getByRole('dialog', { name: '浏览器证书' });
        passphrase = (await shown.locator('code').textContent()) ?? '';
        const saved = page.waitForEvent('download');
        await shown.getByRole('button', { name: /\.p12$/ }).click();
        pfx = readFileSync(await (await saved).path());
        await shown.getByRole('button', { name: '我已记下' }).click();
        await page.getByRole('row').filter({ hasText: '前台电脑' }).getByText('已批准').waitFor();
        await screen.expectAccessible();

        const certificate = { origin: network, pfx: pfx!, passphrase };
        await elsewhere({ clientCertificates: [certificate] }, async (other) => {
          await login(other);
          await other.getByRole('menuitem', { name: '客户列表' }).waitFor();
          await page.getByRole('checkbox', { name: '选择 前台电脑' }).click();
          await page.getByRole('button', { name: '吊销' }).click();
          await page.getByRole('dialog').getByRole('button', { name: '吊销' }).click();
          await page.getByRole('row').filter({ hasText: '前台电脑' }).getByText('已吊销').waitFor();
          // Without a click, because its stream ended: whoever sits there sees that he is out.
          await other.locator('input[autocomplete=username]').waitFor();
          await other.getByText('这台电脑已被吊销').first().waitFor();
        });
      });
    },
  );

  test('a code for a desktop client is shown as text and picture, once', async () => {
    await office.as('admin', async ({ page }) => {
      await page.getByRole('menuitem', { name: '设备' }).click();
      await page.getByRole('button', { name: '登记桌面客户端' }).click();
      await page.getByRole('button', { name: '生成登记码' }).click();
      const line = await page.locator('.device-code').textContent();
      expect(line).toMatch(/^[\d.]+:\d+\/\d+-[A-Z2-7]{10}\/[0-9A-F]{32}$/);
      await page.getByRole('img', { name: '登记码二维码' }).waitFor();
    });
  });

  test('a branch gets its tunnel on the screen, once, and is taken out of it', async () => {
    const { version } = await office.call('admin', 'GET', '/settings');
    const values = { 'branches.endpoint': 'vpn.example.com:51820' };
    await office.as('admin', async (screen) => {
      const { page } = screen;
      await page.getByRole('menuitem', { name: '分公司' }).click();
      await page.getByText('填写办公室的公网地址').waitFor();
      await office.call('admin', 'PATCH', '/settings', { version, values });
      await page.getByText('还没有分公司').waitFor();
      await page.getByRole('button', { name: '添加分公司' }).click();
      const dialog = page.getByRole('dialog', { name: '添加分公司' });
      await dialog.getByLabel('名称').fill('广州分公司');
      await dialog.getByRole('button', { name: '生成配置' }).click();
      const shown = page.getByRole('dialog', { name: '分公司的配置' });
      await shown.getByRole('img', { name: 'WireGuard 配置二维码' }).waitFor();
      const saved = page.waitForEvent('download');
      await shown.getByRole('button', { name: /\.conf$/ }).click();
      const config = readFileSync(await (await saved).path(), 'utf8');
      expect(config).toContain('Endpoint = vpn.example.com:51820');
      await shown.getByRole('button', { name: '我已记下' }).click();
      const row = page.getByRole('row').filter({ hasText: '广州分公司' });
      await row.getByText('使用中').waitFor();
      await page.getByText('Linux').click();
      await page.getByText('systemctl restart wg-quick@xinhang').waitFor();
      await screen.expectAccessible();
      await row.getByRole('button', { name: '吊销' }).click();
      await page.getByRole('tooltip').getByRole('button', { name: '吊销' }).click();
      await row.getByText('已吊销').waitFor();
    });
  });
});

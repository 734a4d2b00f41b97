import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

/** What stands on paper, while the page is shown as paper shows it. */
const onPaper = async (page: Page) =>
  await page.evaluate(() => document.body.innerText.replaceAll(/\s+/g, ' '));
const sheets = (pdf: Buffer) => [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length;

/** Takes the place of the browser's dialog, and counts how often it was asked for. */
const countPrints = async (page: Page) =>
  await page.addInitScript(() => {
    Object.assign(globalThis, { prints: 0 });
    window.print = () => {
      (globalThis as unknown as { prints: number }).prints += 1;
    };
  });
const prints = async (page: Page) =>
  await page.evaluate(() => (globalThis as unknown as { prints: number }).prints);

journeys('printing', () => {
  let office: Office;
  let id: number;
  beforeAll(async () => {
    office = await Office.open();
    const words = '东西南北春夏秋冬山水风云金木火土日月星辰'.match(/./g)!;
    for (let n = 0; n < 70; n += 1) {
      const own = `${words[n % 20]}${words[(n * 7 + 3) % 20]}${words[Math.floor(n / 20)]}`;
      const name = `${own}${n + 10}号商行`;
      const made = await office.call('alice', 'POST', '/customers', { name, region: '华南' });
      if (n === 0) id = made.id;
    }
    await office.call('alice', 'POST', '/follow-ups', { customerId: id, content: '谈了付款方式' });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a list becomes a table of all its rows, with the company, the day and the person', async () => {
    await office.as('alice', async (screen) => {
      const { page } = screen;
      await countPrints(page);
      await page.goto('/customers');
      await page.getByText('共 70 条').waitFor();
      await page.keyboard.press('Control+p');
      await expect.poll(async () => await prints(page)).toBe(1);
      await page.emulateMedia({ media: 'print' });
      const text = await onPaper(page);
      for (const part of ['测试公司', '客户列表', '2026-11-24', 'alice', '79号商行', '10号商行']) {
        expect(text).toContain(part);
      }
      expect(text).not.toMatch(/Ctrl\+K|新建客户|公海|筛选/);
      expect(await page.locator('.print-table tbody tr').count()).toBe(70);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(sheets(pdf)).toBeGreaterThan(1);
      // A4, lying: 842 points wide.
      expect(pdf.toString('latin1')).toMatch(/MediaBox\s*\[\s*0 0 84[12]/);
      await page.emulateMedia({ media: 'screen' });

      // Chosen rows are printed alone.
      await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
      await expect.poll(async () => await page.locator('.print-table').count()).toBe(0);
      await page.getByRole('grid').focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Space');
      await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
      expect(await page.locator('.print-table tbody tr').count()).toBe(2);
    });
  });

  test('a customer is printed with its facts and its timeline, without buttons', async () => {
    await office.as('alice', async (screen) => {
      const { page } = screen;
      await countPrints(page);
      await page.goto(`/customers/${id}`);
      await page.getByText('谈了付款方式').waitFor();
      await page.getByRole('button', { name: 'alice' }).click();
      await page.getByRole('button', { name: /^打印/ }).click();
      await expect.poll(async () => await prints(page)).toBe(1);
      await page.emulateMedia({ media: 'print' });
      const text = await onPaper(page);
      for (const part of ['测试公司', '10号商行', '2026-11-24', '谈了付款方式', '华南']) {
        expect(text).toContain(part);
      }
      expect(text).not.toMatch(/保存跟进|归档|Ctrl\+K|退出登录/);
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.toString('latin1')).toMatch(/MediaBox\s*\[\s*0 0 59[45]/);
    });
  });

  test('in the desktop client both go through the bridge, ready for paper when they do', async () => {
    await office.as('alice', async (screen) => {
      const { page } = screen;
      await page.addInitScript(() => {
        const asked: unknown[] = [];
        const ask = (what: string) => (input: unknown) => {
          asked.push([what, input, document.querySelectorAll('.print-table tbody tr').length]);
          return Promise.resolve({ printed: true, saved: true });
        };
        Object.assign(globalThis, { asked });
        // What the preload puts there, as far as these pages call it.
        Object.assign(window, {
          xinhang: {
            on: () => () => undefined,
            app: { language: () => Promise.resolve() },
            server: { current: () => Promise.resolve({ address: location.origin }) },
            notify: {
              show: () => Promise.resolve({ shown: true }),
              waiting: () => Promise.resolve(),
            },
            print: { page: ask('page'), pdf: ask('pdf') },
          },
        });
      });
      const asked = async () =>
        await page.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked);
      await page.goto('/customers');
      await page.getByText('共 70 条').waitFor();
      await page.keyboard.press('Control+p');
      await expect.poll(asked).toEqual([['page', { landscape: true }, 70]]);
      await page.getByRole('button', { name: 'alice' }).click();
      await page.getByRole('button', { name: '另存为 PDF' }).click();
      await expect
        .poll(async () => (await asked())[1])
        .toEqual(['pdf', { fileName: '客户列表.pdf', landscape: true }, 70]);
      // Afterwards nothing of it is left on the screen.
      await expect.poll(async () => await page.locator('.print-table').count()).toBe(0);
    });
  });

  test('a stock document comes out on three-part paper as the administrator wrote it', async () => {
    const unit = await office.call('boss', 'GET', '/units');
    const { rows } = unit as unknown as { rows: { id: number }[] };
    const places = (await office.call('boss', 'GET', '/locations')) as unknown as {
      rows: { id: number; kind: string }[];
    };
    const product = await office.call('boss', 'POST', '/products', {
      name: '法兰盘',
      unitId: rows[0]!.id,
    });
    const doc = await office.call('boss', 'POST', '/stock-documents', {
      kind: 'otherIn',
      businessDate: '2026-11-24',
      toLocationId: places.rows.find(({ kind }) => kind === 'warehouse')!.id,
      reason: 'opening',
      lines: Array.from({ length: 30 }, () => ({
        productId: product.id,
        unitId: rows[0]!.id,
        qtyE4: 2_0000,
        priceE4: 50_0000,
      })),
    });
    await office.call('boss', 'POST', `/stock-documents/${doc.id}/confirm`, { version: 1 });
    await office.as('boss', async (screen) => {
      const { page } = screen;
      await countPrints(page);
      await page.goto('/print-templates');
      await page.getByRole('button', { name: '复制 其他入库单 三联纸 241×140' }).click();
      const drawer = page.getByRole('dialog');
      await drawer.getByRole('textbox', { name: /标题$/ }).fill('入库凭证');
      await drawer.getByRole('figure', { name: '预览' }).getByText('入库凭证').waitFor();
      await drawer.getByRole('switch', { name: '默认模板' }).click();
      await drawer.getByRole('button', { name: '保存' }).click();
      await page.getByRole('cell', { name: '三联纸 241×140 副本', exact: true }).waitFor();

      await page.goto(`/stock-documents/${doc.id}`);
      await page
        .getByRole('gridcell', { name: /法兰盘/ })
        .first()
        .waitFor();
      await page.keyboard.press('Control+p');
      const dialog = page.getByRole('dialog', { name: /^打印 QTRK/ });
      await dialog.getByText('还没有打印过').waitFor();
      await page.emulateMedia({ media: 'print' });
      const text = await onPaper(page);
      for (const part of ['入库凭证', '第1联 存根', '本页小计', '叁仟元整', '第 1 次打印']) {
        expect(text).toContain(part);
      }
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(sheets(pdf)).toBe(2);
      // 241 × 140 mm in points.
      expect(pdf.toString('latin1')).toMatch(/MediaBox\s*\[\s*0 0 683(\.\d+)? 39[67]/);
      await page.emulateMedia({ media: 'screen' });
      await dialog.getByRole('button', { name: /^打\s?印$/ }).click();
      await expect.poll(async () => await prints(page)).toBe(1);
      await expect.poll(async () => await page.locator('.doc-sheet').count()).toBe(0);
      await page.keyboard.press('Control+p');
      await dialog.getByText('已打印 1 次').waitFor();
    });
  });
});

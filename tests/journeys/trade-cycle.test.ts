import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Hands } from './harness/hands.ts';
import { Office } from './harness/office.ts';

const E4 = 10_000;
const CUSTOMER = '昆山恒力泵业有限公司';
const LINES = 10;
const NOVEMBER = 'from=2026-11-01&to=2026-11-30';

/** The rows of what would come out of the printer. */
const rowsOnPaper = async (page: Page) =>
  await page.locator('.doc-sheets tbody tr').allInnerTexts();

journeys('a trade from the order to the statement', () => {
  let office: Office;
  let customerId: number;
  beforeAll(async () => {
    office = await Office.open();
    const { company } = office;
    const boss = await company.login('boss');
    const done = async (path: string, body: object) => {
      const answer = await company.call(boss, 'POST', path, body);
      expect([answer.status < 300, answer.text]).toEqual([true, answer.text]);
      return answer.json as { id: number; version: number };
    };
    const rows = async (path: string) =>
      ((await company.call(boss, 'GET', path)).json as { rows: { id: number; kind: string }[] })
        .rows;
    const unitId = (await rows('/units'))[0]!.id;
    const toLocationId = (await rows('/locations')).find(({ kind }) => kind === 'warehouse')!.id;
    const lines = [];
    for (let n = 1; n <= LINES; n += 1) {
      const code = `F${String(n).padStart(2, '0')}`;
      const { id } = await done('/products', { name: `球阀 ${n} 号`, code, unitId, taxBp: 1300 });
      await done('/price-rules', { productId: id, priceE4: 113 * E4, release: true });
      lines.push({ productId: id, unitId, qtyE4: 20 * E4, priceE4: 60 * E4 });
    }
    const goods = await done('/stock-documents', {
      kind: 'otherIn',
      businessDate: '2026-11-24',
      toLocationId,
      reason: 'opening',
      lines,
    });
    await done(`/stock-documents/${goods.id}/confirm`, { version: 1 });
    await done('/cash-accounts', { name: '工行基本户', kind: 'bank' });
    const owned = { name: CUSTOMER, ownerId: company.users['alice']!, creditLimitFen: 10_000_00 };
    customerId = (await done('/customers', owned)).id;
  });
  afterAll(async () => {
    await office.close();
  });

  /** What is on the board, as much of the first product as is said, goes out. */
  async function deliver(page: Page, first: string | null): Promise<void> {
    await page.getByRole('checkbox', { name: '选择 球阀 1 号', exact: true }).waitFor();
    for (const box of await page.getByRole('checkbox', { name: /^选择 球阀/ }).all()) {
      await box.check();
    }
    await page.getByRole('button', { name: /^发货（/ }).click();
    const grid = page.getByRole('grid', { name: '发货单', exact: true });
    const cell = grid.getByRole('textbox', { name: '本次发货 1', exact: true });
    await cell.and(page.locator(':focus')).waitFor();
    if (first !== null) await page.keyboard.type(first);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: /发货单 FH-\d{6}-\d{4}/ }).waitFor();
  }

  /** The statement of November on paper. */
  async function statement(page: Page): Promise<string[]> {
    await page.goto(`/receivables/${customerId}?${NOVEMBER}`);
    await page.getByRole('button', { name: /^打\s?印$/ }).click();
    await page.getByRole('dialog').getByText('还没有打印过').waitFor();
    return await rowsOnPaper(page);
  }

  test('ten lines are written by keys, stopped, released, delivered, returned, paid and stated', async () => {
    const { company } = office;
    const stopped = { expected: [/^409 POST \/api\/v1\/sales-orders\/\d+\/confirm/] };
    await office.at(
      '/sales-orders/new',
      'alice',
      async ({ page }) => {
        const hands = new Hands(page);
        await page.getByRole('combobox', { name: '客户', exact: true }).waitFor();
        await hands.type('hlby');
        await page.getByRole('option', { name: /恒力泵业/ }).waitFor({ state: 'attached' });
        await hands.press('Enter');
        const grid = page.getByRole('grid', { name: '订单明细' });
        await hands.press('PageDown');
        for (let n = 1; n <= LINES; n += 1) {
          if (n > 1) {
            await grid.getByRole('combobox', { name: `商品 ${n}`, exact: true }).waitFor();
          }
          await hands.type(`f${String(n).padStart(2, '0')}\n`);
          await grid.getByRole('textbox', { name: `数量 ${n}`, exact: true }).waitFor();
          await hands.type('10\n');
        }
        await grid
          .getByRole('gridcell', { name: `含税金额 ${LINES} 1,130.00`, exact: true })
          .waitFor();
        await hands.press('Control+Enter');
        console.log(`An order of ${LINES} lines: ${hands.toString()}`);
        expect(hands.clicks).toBe(0);
        expect(hands.seconds).toBeLessThan(60);
        const panel = page.getByRole('dialog', { name: '订单被拦下' });
        await panel.getByRole('textbox', { name: '为什么要放行' }).fill('年底结清');
        // Until then its deliveries pass as well.
        await page.keyboard.press('Tab');
        await page.keyboard.type('1231');
        await page.keyboard.press('Enter');
        await page.keyboard.press('Control+Enter');
        await page.getByText(/^等待审批/).waitFor();
        await office.at('/approvals', 'manager', async ({ page: second }) => {
          await second.getByRole('grid').getByText(CUSTOMER).first().click();
          await second.getByRole('button', { name: '驳回' }).waitFor();
          await second.keyboard.press('Control+Enter');
          await second.getByText('已处理').waitFor();
        });
        await page.getByRole('heading', { name: /销售订单 XSDD-\d{6}-0001/ }).waitFor();
      },
      stopped,
    );

    let november: string[] = [];
    await office.at('/delivery-board', 'boss', async ({ page }) => {
      await deliver(page, '4');
      await page.keyboard.press('Control+p');
      const dialog = page.getByRole('dialog', { name: /^打印 FH/ });
      await dialog.getByRole('combobox', { name: '模板' }).click();
      await page.locator('.ant-select-item-option', { hasText: '三联纸' }).first().click();
      await expect
        .poll(async () => (await page.locator('.doc-sheets').innerText()).replaceAll(/\s+/g, ' '))
        .toMatch(/壹万零陆佰贰拾贰元整.*第1联 存根/);
      november = await statement(page);
      expect(november.join('\n')).toContain('10,622.00');
    });

    company.clock.now = Date.UTC(2026, 11, 10, 1, 0);
    await office.at('/delivery-board', 'boss', async ({ page }) => {
      await deliver(page, null);
      await page.getByRole('button', { name: '退货', exact: true }).click();
      await page.getByRole('textbox', { name: '退货数量 球阀 1 号', exact: true }).fill('2');
      await page.getByLabel('退货原因').fill('划伤');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: '确认退货', exact: true }).click();
      await page.getByRole('heading', { name: /销售退货 XSTH-\d{6}-0001/ }).waitFor();

      await page.goto(`/receivables/${customerId}`);
      await page.getByRole('button', { name: '登记收款', exact: true }).click();
      await page.getByRole('textbox', { name: '金额', exact: true }).waitFor();
      await page.keyboard.type('11074');
      // What came back was taken off; the rest of both deliveries is paid.
      await expect
        .poll(
          async () =>
            await page.getByRole('textbox', { name: '本次核销 1', exact: true }).inputValue(),
        )
        .toBe('10,622.00');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: /收款 SK-\d{6}-0001/ }).waitFor();

      expect(await statement(page)).toEqual(november);
    });
    const account = await office.call('boss', 'GET', `/customers/${customerId}/receivables`);
    const { items } = account as unknown as { items: { balanceFen: number }[] };
    expect(items.at(-1)?.balanceFen).toBe(0);
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';
import type { Screen } from './harness/screen.ts';

const E4 = 10_000;

journeys('sales orders', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const { company } = office;
    const boss = await company.login('boss');
    const made = async (path: string, body: object) => {
      const answer = await company.call(boss, 'POST', path, body);
      expect([answer.status, answer.text]).toEqual([201, answer.text]);
      return answer.json as { id: number };
    };
    const units = await company.call(boss, 'GET', '/units');
    const unitId = (units.json as { rows: { id: number }[] }).rows[0]!.id;
    for (const [at, name] of ['球阀', '闸阀', '止回阀'].entries()) {
      const { id } = await made('/products', { name, code: `F0${at + 1}`, unitId, taxBp: 1300 });
      const price = { productId: id, priceE4: 113 * E4, floorE4: 100 * E4, release: true };
      await made('/price-rules', price);
    }
    const whole = { shareBp: 10_000, trigger: 'monthEnd', days: 30, fixedDay: null };
    await made('/payment-terms', { name: '月结30天', lines: [whole] });
    const ownerId = company.users['alice']!;
    await made('/customers', { name: '昆山恒力泵业有限公司', ownerId });
  });
  afterAll(async () => {
    await office.close();
  });

  test('an order is written by keys, stopped below the floor, approved and seen on the customer', async () => {
    const { company } = office;
    const stopped = { expected: [/^409 POST \/api\/v1\/sales-orders\/\d+\/confirm/] };
    const write = async ({ page }: Screen) => {
      const { keyboard } = page;
      const customer = page.getByRole('combobox', { name: '客户', exact: true });
      await customer.waitFor();
      await keyboard.type('hlby');
      await page.getByRole('option', { name: /恒力泵业/ }).waitFor({ state: 'attached' });
      await keyboard.press('Enter');
      // Enter goes through a field that may stay empty, and takes nothing there.
      await page.getByRole('combobox', { name: '付款条件', exact: true }).focus();
      await keyboard.press('Enter');
      await page.locator('.ant-select-item-option', { hasText: '月结30天' }).waitFor();
      await keyboard.press('Enter');
      await page.locator('.doc-field', { hasText: '付款条件' }).getByText('无').waitFor();
      const grid = page.getByRole('grid', { name: '订单明细' });
      await grid.getByRole('gridcell', { name: '商品 1', exact: true }).click();
      for (const [at, code] of ['f01', 'f02', 'f03'].entries()) {
        await grid.getByRole('combobox', { name: `商品 ${at + 1}`, exact: true }).waitFor();
        await keyboard.type(code);
        await keyboard.press('Enter');
        await grid.getByRole('textbox', { name: `数量 ${at + 1}`, exact: true }).waitFor();
        await grid
          .getByRole('gridcell', { name: `含税单价 ${at + 1} 113.00`, exact: true })
          .waitFor();
        if (at === 0) {
          // What cannot be read is not saved without a word.
          await keyboard.type('1o');
          await keyboard.press('Control+S');
          await grid.locator('[aria-invalid="true"]:focus').waitFor();
          await grid.getByText('读不懂这个数').waitFor();
          await keyboard.press('Escape');
          await keyboard.type('999999999');
          await keyboard.press('Enter');
          await grid.getByText('最大 100,000,000').waitFor();
          await keyboard.press('Control+A');
        }
        await keyboard.type('2*5');
        await keyboard.press('Enter');
      }
      await grid.getByRole('gridcell', { name: '含税金额 3 1,130.00', exact: true }).waitFor();
      await grid.getByRole('gridcell', { name: '含税单价 2 113.00', exact: true }).click();
      await keyboard.type('90');
      await keyboard.press('Enter');
      await grid.getByRole('gridcell', { name: '含税金额 2 900.00', exact: true }).waitFor();
      await keyboard.press('Control+Enter');
      const panel = page.getByRole('dialog', { name: '订单被拦下' });
      await panel.getByText('第 2 行 闸阀：90.00').waitFor();
      await panel.getByRole('textbox', { name: '为什么要放行' }).fill('清库存');
      await panel.getByRole('button', { name: '提请审批', exact: true }).click();
      await page.getByText('等待审批：低于最低价').waitFor();

      const manager = await company.login('manager');
      const found = await company.call(manager, 'GET', '/approvals?box=todo');
      const { rows } = found.json as { rows: { id: number }[] };
      const approval = await company.call(manager, 'GET', `/approvals/${rows[0]!.id}`);
      const { tasks } = approval.json as { tasks: { id: number; state: string }[] };
      const task = tasks.find((one) => one.state === 'pending')!.id;
      const decided = { decision: 'approve', comment: '' };
      await company.call(manager, 'POST', `/approval-tasks/${task}/decide`, decided);
      // It comes by the stream of changes.
      await page.getByRole('heading', { name: /销售订单 XSDD-\d{6}-0001/ }).waitFor();
      await grid.getByRole('gridcell', { name: '未交 1 10', exact: true }).waitFor();

      // Nobody waits any more for one of its lines; of the others they do.
      await page.getByRole('button', { name: '关闭未交', exact: true }).click();
      const closing = page.getByRole('dialog', { name: /^关闭 XSDD-\d{6}-0001/ });
      await closing.getByRole('textbox').and(page.locator(':focus')).waitFor();
      await closing.getByRole('checkbox', { name: '全部未交的行', exact: true }).uncheck();
      await closing.getByRole('checkbox', { name: /^关闭 F03 / }).check();
      await closing.getByRole('textbox').fill('改用别的');
      await keyboard.press('Control+Enter');
      await grid.getByRole('gridcell', { name: '未交 3 已关闭', exact: true }).waitFor();
      await grid.getByRole('gridcell', { name: '未交 1 10', exact: true }).waitFor();

      await page.getByRole('link', { name: '昆山恒力泵业有限公司', exact: true }).click();
      const orders = page.getByRole('region', { name: '销售订单' });
      await orders.getByRole('link', { name: /^XSDD-\d{6}-0001$/ }).waitFor();
      await orders.getByText('¥3,160.00').waitFor();
    };
    await office.at('/sales-orders/new', 'alice', write, stopped);
  });

  test('a hand that is faster than every answer finds each key where it belongs', async () => {
    const { company } = office;
    const boss = await company.login('boss');
    const units = await company.call(boss, 'GET', '/units');
    const unitId = (units.json as { rows: { id: number }[] }).rows[0]!.id;
    for (const code of ['600001', '600002']) {
      const body = { name: `蝶阀 ${code}`, code, unitId, taxBp: 1300 };
      expect((await company.call(boss, 'POST', '/products', body)).status).toBe(201);
    }
    await office.at('/sales-orders/new', 'alice', async ({ page }: Screen) => {
      const { keyboard } = page;
      await page.getByRole('combobox', { name: '客户', exact: true }).waitFor();
      await keyboard.type('hlby');
      await page.getByRole('option', { name: /恒力泵业/ }).waitFor({ state: 'attached' });
      // The list of customers is still about to shut when the second of the two comes; React drew
      // what the first one did.
      await page.evaluate(async () => {
        const field = document.activeElement!;
        const press = (key: string, keyCode: number) => {
          const init = { key, keyCode, bubbles: true, cancelable: true };
          field.dispatchEvent(new KeyboardEvent('keydown', init));
        };
        press('Enter', 13);
        await Promise.resolve();
        press('PageDown', 34);
      });
      const grid = page.getByRole('grid', { name: '订单明细' });
      const written = ['600001', 'f02', '600002', 'f03', 'f01'];
      const keys = written.map((code, at) => `${code}\n${at + 1}\n`).join('');
      await keyboard.type(keys, { delay: 5 });
      const found = ['蝶阀 600001', '闸阀', '蝶阀 600002', '止回阀', '球阀'];
      for (const [at, name] of found.entries()) {
        const n = at + 1;
        await grid.getByRole('gridcell', { name: new RegExp(`^商品 ${n} .*${name}`) }).waitFor();
        await grid.getByRole('gridcell', { name: `数量 ${n} ${n}`, exact: true }).waitFor();
      }
      await grid.getByRole('combobox', { name: '商品 6', exact: true }).waitFor();
      // What turned out to have no price is gone through from the blank line.
      await grid.getByRole('gridcell', { name: '含税单价 3 还没有填', exact: true }).waitFor();
      await keyboard.press('Enter');
      await grid.getByRole('textbox', { name: '含税单价 1', exact: true }).waitFor();
      await keyboard.type('8*11');
      // Nothing of it was left or saved: neither a price in its cell nor the word of a product.
      await page.reload();
      await grid.getByRole('gridcell', { name: '含税单价 1 88.00', exact: true }).waitFor();
      await grid.getByRole('gridcell', { name: '商品 6', exact: true }).click();
      await keyboard.type('f0');
      await page.reload();
      await grid.getByRole('gridcell', { name: '商品 6 f0', exact: true }).click();
      await page.getByRole('option', { name: /止回阀/ }).waitFor();
      await keyboard.press('Enter');
      await grid.getByRole('gridcell', { name: /^商品 6 F01 / }).waitFor();
    });
  });

  test('what is refused of a new order stays, on its own page, at the cell that is wrong', async () => {
    const refused = { expected: [/^4\d\d POST \/api\/v1\/sales-orders\/\d+\/confirm/] };
    const write = async ({ page }: Screen) => {
      const { keyboard } = page;
      await page.getByRole('combobox', { name: '客户', exact: true }).waitFor();
      await keyboard.type('hlby');
      await page.getByRole('option', { name: /恒力泵业/ }).waitFor({ state: 'attached' });
      await keyboard.press('Enter');
      const grid = page.getByRole('grid', { name: '订单明细' });
      await grid.getByRole('gridcell', { name: '商品 1', exact: true }).click();
      await grid.getByRole('combobox', { name: '商品 1', exact: true }).waitFor();
      await keyboard.type('f01\n2\nf02\n\n', { delay: 5 });
      await grid.getByRole('combobox', { name: '商品 3', exact: true }).waitFor();
      await keyboard.press('Control+Enter');
      await page.waitForURL(/\/sales-orders\/\d+$/);
      await page.getByRole('alert').getByText('第 2 行 闸阀 · 数量：必须填写').waitFor();
      await grid.getByRole('textbox', { name: '数量 2', exact: true }).waitFor();
      await keyboard.type('3');
      await keyboard.press('Control+S');
      await grid.getByRole('gridcell', { name: '含税金额 2 339.00', exact: true }).waitFor();
      await page.reload();
      await grid.getByRole('gridcell', { name: '数量 2 3', exact: true }).waitFor();
      // Places that are not sold from are refused: they are not offered.
      await page.getByRole('combobox', { name: '发货仓库', exact: true }).click();
      await page.locator('.ant-select-item-option', { hasText: '主仓库' }).waitFor();
      expect(await page.locator('.ant-select-item-option', { hasText: '不良品仓' }).count()).toBe(
        0,
      );
      await keyboard.press('Escape');
      // What a button adds comes below what is written, and its price or quantity is written next.
      await page.getByRole('button', { name: '加运费', exact: true }).click();
      await grid.getByRole('textbox', { name: '含税单价 3', exact: true }).waitFor();
      await keyboard.type('50\n');
      await page.getByRole('button', { name: '复制上次订单', exact: true }).click();
      await grid.getByRole('textbox', { name: '数量 4', exact: true }).waitFor();
      await grid.getByRole('gridcell', { name: '含税金额 3 50.00', exact: true }).waitFor();
      await grid.getByRole('gridcell', { name: '数量 2 3', exact: true }).waitFor();
    };
    await office.at('/sales-orders/new', 'alice', write, refused);
  });
});

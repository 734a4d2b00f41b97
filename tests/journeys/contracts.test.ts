import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';
import type { Screen } from './harness/screen.ts';

const E4 = 10_000;

journeys('contracts', () => {
  let office: Office;
  let raise: () => Promise<unknown>;
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
    const { id } = await made('/products', { name: '球阀', code: 'F01', unitId, taxBp: 1300 });
    await made('/price-rules', { productId: id, priceE4: 113 * E4, release: true });
    raise = () => made('/price-rules', { productId: id, priceE4: 120 * E4, release: true });
    const ownerId = company.users['alice']!;
    await made('/customers', { name: '昆山恒力泵业有限公司', ownerId });
    // Nobody is asked: what is handed in is in force.
    await company.db.transaction(async (tx) => {
      await tx
        .updateTable('approval_flow')
        .set({ active: 0 })
        .where('kind', '=', 'contract')
        .execute();
    });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a contract is written with its pay plan, signed, called off and amended', async () => {
    await office.at('/contracts/new', 'alice', async ({ page }: Screen) => {
      const { keyboard } = page;
      const press = async (name: string) =>
        await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('combobox', { name: '客户', exact: true }).waitFor();
      await keyboard.type('hlby');
      await page.getByRole('option', { name: /恒力泵业/ }).waitFor({ state: 'attached' });
      await keyboard.press('Enter');
      await page.getByRole('textbox', { name: '合同名称', exact: true }).fill('备件年度采购');
      const grid = page.getByRole('grid', { name: '合同明细' });
      await grid.getByRole('gridcell', { name: '商品 1', exact: true }).click();
      await grid.getByRole('combobox', { name: '商品 1', exact: true }).waitFor();
      await keyboard.type('f01');
      await keyboard.press('Enter');
      await grid.getByRole('textbox', { name: '数量 1', exact: true }).waitFor();
      await grid.getByRole('gridcell', { name: '含税单价 1 113.00', exact: true }).waitFor();
      await keyboard.type('10');
      await keyboard.press('Enter');
      await grid.getByRole('gridcell', { name: '含税金额 1 1,130.00', exact: true }).waitFor();
      await page.getByRole('tab', { name: /^收款计划/ }).click();
      await press('加一个节点');
      await page.getByRole('textbox', { name: '节点', exact: true }).fill('全款');
      await page.getByRole('textbox', { name: '比例%', exact: true }).fill('100');
      await page.getByRole('textbox', { name: '约定/预计日期', exact: true }).fill('2026-12-31');
      await page.getByText('合计 ¥1,130.00，合同金额 ¥1,130.00', { exact: true }).waitFor();
      await keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: /合同 HT-\d{6}-0001/ }).waitFor();
      await press('登记签订');
      const signing = page.getByRole('dialog', { name: /^登记签订/ });
      await signing.getByRole('button', { name: '登记签订', exact: true }).click();
      await signing.waitFor({ state: 'hidden' });
      await press('下单');
      const calling = page.getByRole('dialog', { name: /^从合同/ });
      await calling.getByRole('textbox', { name: /^本次数量/ }).fill('4');
      await calling.getByRole('button', { name: '生成订单草稿', exact: true }).click();
      const order = page.getByRole('grid', { name: '订单明细' });
      await order.getByRole('gridcell', { name: '含税金额 1 452.00', exact: true }).waitFor();
      await page.getByRole('link', { name: /^合同 HT-\d{6}-0001$/ }).click();
      await grid.getByRole('gridcell', { name: '未下单 1 6', exact: true }).waitFor();
      // What was agreed stays so, though the list says more by now.
      await raise();
      await press('变更');
      await page.getByRole('dialog').getByRole('textbox').fill('延期');
      await press('开始变更');
      await page.getByRole('heading', { name: /^合同变更/ }).waitFor();
      await page.getByRole('textbox', { name: '备注', exact: true }).fill('延期三个月');
      await keyboard.press('Control+Enter');
      await page.getByText('已生效', { exact: true }).waitFor();
      await grid.getByRole('gridcell', { name: '含税金额 1 1,130.00', exact: true }).waitFor();
      await press('比较版本');
      const versions = page.getByRole('dialog', { name: /的版本$/ });
      await versions.getByRole('cell', { name: '延期三个月', exact: true }).waitFor();
    });
  });
});

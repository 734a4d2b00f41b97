import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';
import type { Screen } from './harness/screen.ts';

const E4 = 10_000;

journeys('changes of orders', () => {
  let office: Office;
  let order: { id: number };
  beforeAll(async () => {
    office = await Office.open();
    const { company } = office;
    const boss = await company.login('boss');
    const made = async <T extends object = { id: number }>(path: string, body: object) => {
      const answer = await company.call(boss, 'POST', path, body);
      expect([answer.status < 300, answer.text]).toEqual([true, answer.text]);
      return answer.json as T;
    };
    const units = await company.call(boss, 'GET', '/units');
    const unitId = (units.json as { rows: { id: number }[] }).rows[0]!.id;
    const { id } = await made('/products', { name: '球阀', code: 'F01', unitId, taxBp: 1300 });
    await made('/price-rules', { productId: id, priceE4: 113 * E4, release: true });
    const ownerId = company.users['alice']!;
    const { id: customerId } = await made('/customers', { name: '昆山恒力泵业', ownerId });
    const drafted = await made('/sales-orders', {
      customerId,
      businessDate: '2026-11-24',
      lines: [{ productId: id, qtyE4: 10 * E4 }],
    });
    order = await made(`/sales-orders/${drafted.id}/confirm`, { version: 1 });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a confirmed order is changed, and says what it was before', async () => {
    await office.at(`/sales-orders/${order.id}`, 'alice', async ({ page }: Screen) => {
      const { keyboard } = page;
      const press = async (name: string) =>
        await page.getByRole('button', { name, exact: true }).click();
      await press('变更订单');
      await page.getByRole('textbox', { name: '变更原因', exact: true }).fill('客户加量');
      const grid = page.getByRole('grid', { name: '变更明细' });
      await grid.getByRole('gridcell', { name: '数量 1 10', exact: true }).click();
      await grid.getByRole('textbox', { name: '数量 1', exact: true }).waitFor();
      await keyboard.press('Control+A');
      await keyboard.type('12');
      await keyboard.press('Enter');
      await page.getByText('+226.00', { exact: true }).waitFor();
      await keyboard.press('Control+Enter');
      await press('变更记录（1）');
      const change = page.getByRole('region', { name: '第 1 次变更', exact: true });
      await change.getByText('1,130.00', { exact: true }).first().waitFor();
      await change.getByText('1,356.00', { exact: true }).first().waitFor();
      await change.getByText('客户加量', { exact: true }).waitFor();
    });
  });
});

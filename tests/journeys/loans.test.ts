import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

const E4 = 10_000;

journeys('loans', () => {
  let office: Office;
  let loanId: number;
  beforeAll(async () => {
    office = await Office.open();
    const { id: unitId } = await office.call('boss', 'POST', '/units', { name: '只' });
    const meter = { name: '测厚仪', code: 'M1', unitId };
    const { id: productId } = await office.call('boss', 'POST', '/products', meter);
    const { company } = office;
    const boss = await company.login('boss');
    const { rows } = (await company.call(boss, 'GET', '/locations')).json as {
      rows: { id: number; kind: string }[];
    };
    const toLocationId = rows.find(({ kind }) => kind === 'warehouse')!.id;
    const businessDate = '2026-11-24';
    const lines = [{ productId, unitId, qtyE4: 2 * E4, priceE4: 60 * E4 }];
    const { id: docId } = await office.call('boss', 'POST', '/stock-documents', {
      kind: 'otherIn',
      businessDate,
      toLocationId,
      reason: 'opening',
      lines,
    });
    await office.call('boss', 'POST', `/stock-documents/${docId}/confirm`, { version: 1 });
    const customer = { name: '深圳信翔光电有限公司' };
    const { id: customerId } = await office.call('boss', 'POST', '/customers', customer);
    loanId = (
      await office.call('boss', 'POST', '/loans', {
        customerId,
        businessDate,
        dueOn: businessDate,
        lines: [{ productId, unitId, qtyE4: 2 * E4 }],
      })
    ).id;
    await office.call('boss', 'POST', `/loans/${loanId}/confirm`, { version: 1 });
  });
  afterAll(async () => {
    await office.close();
  });

  test('what is refused of goods that come back names them, and what is typed stays', async () => {
    const expected = [/^422 POST \/api\/v1\/loans\/\d+\/take-back$/];
    await office.at(
      `/loans/${loanId}`,
      'boss',
      async ({ page }) => {
        await page.getByRole('button', { name: '归还', exact: true }).click();
        const dialog = page.getByRole('dialog', { name: /^归还/ });
        const qty = dialog.getByRole('textbox', { name: '归还数量 测厚仪', exact: true });
        await qty.fill('3');
        await dialog.getByRole('textbox', { name: '备注', exact: true }).fill('外壳有划痕');
        await dialog.getByRole('button', { name: '归还', exact: true }).click();
        await dialog.getByRole('alert').getByText('测厚仪：只有 2 未还').waitFor();
        const note = dialog.getByRole('textbox', { name: '备注', exact: true });
        expect(await note.inputValue()).toBe('外壳有划痕');
        await qty.fill('1');
        await dialog.getByRole('button', { name: '归还', exact: true }).click();
        await page.getByText(/JCGH-\d{6}-0001/).waitFor();
      },
      { expected },
    );
  });
});

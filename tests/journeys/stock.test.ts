import { addPerson } from '@xinhang/server/ops/found.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { quickHash } from '../helpers/password.ts';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

const LINES = 10;

journeys('stock', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const { company } = office;
    const passwordHash = await quickHash();
    await company.db.transaction(async (tx) => {
      const dept = await tx.selectFrom('dept').select('id').orderBy('id').executeTakeFirstOrThrow();
      const keeper = { login: 'keeper', name: '库管', deptId: dept.id, roleKeys: ['warehouse'] };
      await addPerson(tx, { ...keeper, passwordHash });
      await tx.updateTable('user').set({ must_change_password: 0 }).execute();
    });
    const boss = await company.login('boss');
    const units = await company.call(boss, 'GET', '/units');
    const unitId = (units.json as { rows: { id: number }[] }).rows[0]!.id;
    for (let at = 1; at <= LINES; at += 1) {
      const code = `B${String(at).padStart(2, '0')}`;
      const barcodes = at === 1 ? [{ code: '6901234567892', unitId }] : [];
      const body = { name: `螺栓 ${at}`, code, unitId, barcodes };
      expect((await company.call(boss, 'POST', '/products', body)).status).toBe(201);
    }
    await company.call(boss, 'POST', '/locations', { name: '二号仓', sellable: true });
  });
  afterAll(async () => {
    await office.close();
  });

  test('ten lines come in by the keyboard alone, are counted and moved', async () => {
    await office.at('/stock-documents/new?kind=otherIn', 'keeper', async ({ page }) => {
      const { keyboard } = page;
      const grid = page.getByRole('grid', { name: '明细' });
      const field = (name: string) => page.getByRole('combobox', { name, exact: true });
      await field('到').waitFor();
      await keyboard.type('主仓');
      await page.getByRole('option', { name: '主仓库' }).waitFor({ state: 'attached' });
      await keyboard.press('Enter');
      await expect
        .poll(() => field('原因').evaluate((one) => one === document.activeElement))
        .toBe(true);
      await keyboard.press('Enter');
      await page.getByRole('option', { name: '期初' }).waitFor({ state: 'attached' });
      await keyboard.press('Enter');
      const note = page.getByRole('textbox', { name: '备注' });
      await expect
        .poll(() =>
          page
            .getByRole('textbox', { name: '业务日期' })
            .evaluate((one) => one === document.activeElement),
        )
        .toBe(true);
      await keyboard.press('Enter');
      await expect.poll(() => note.evaluate((one) => one === document.activeElement)).toBe(true);
      await keyboard.press('Enter');
      for (let at = 1; at <= LINES; at += 1) {
        const product = grid.getByRole('combobox', { name: `商品 ${at}`, exact: true });
        await product.waitFor();
        await keyboard.type(`b${String(at).padStart(2, '0')}`);
        await keyboard.press('Enter');
        await grid.getByRole('textbox', { name: `数量 ${at}`, exact: true }).waitFor();
        await keyboard.type(at === 1 ? '2*6' : '10');
        await keyboard.press('Enter');
      }
      // The scanner: the first product is there already and gets one more.
      await grid.getByRole('combobox', { name: '商品 11', exact: true }).waitFor();
      await keyboard.type('6901234567892');
      await keyboard.press('Enter');
      await grid.getByRole('gridcell', { name: '数量 1 13', exact: true }).waitFor();
      await grid.getByRole('combobox', { name: '商品 11', exact: true }).waitFor();
      await keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: /其他入库 QTRK-\d{6}-0001/ }).waitFor();
      expect(await page.getByText('金额').count()).toBe(0);
    });

    await office.at('/stock-counts?new=true', 'keeper', async ({ page }) => {
      const { keyboard } = page;
      const dialog = page.getByRole('dialog', { name: '开始盘点' });
      await dialog.getByRole('combobox', { name: '盘点仓库' }).click();
      await page.getByTitle('主仓库').click();
      await dialog.getByRole('button', { name: '开始', exact: true }).click();
      const grid = page.getByRole('grid', { name: '明细' });
      await grid.getByRole('gridcell', { name: '实盘 1', exact: true }).click();
      await keyboard.type('12');
      await keyboard.press('Enter');
      await grid.getByRole('textbox', { name: '实盘 2', exact: true }).waitFor();
      await grid.getByRole('gridcell', { name: '差异 1 -1', exact: true }).waitFor();
      await keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: /盘点 PD-\d{6}-0001/ }).waitFor();
    });

    await office.at(
      '/transfers/new',
      'keeper',
      async ({ page }) => {
        const { keyboard } = page;
        const choose = async (name: string, place: string) => {
          await page.getByRole('combobox', { name, exact: true }).click();
          await page.locator(`.ant-select-dropdown:visible`).getByTitle(place).click();
        };
        await choose('从', '主仓库');
        await choose('到', '二号仓');
        const grid = page.getByRole('grid', { name: '明细' });
        await grid.getByRole('gridcell', { name: '商品 1', exact: true }).click();
        await keyboard.type('b01');
        await keyboard.press('Enter');
        await grid.getByRole('textbox', { name: '数量 1', exact: true }).waitFor();
        await keyboard.type('99');
        await keyboard.press('Enter');
        await keyboard.press('Control+Enter');
        // Refused at the line, with what there is, and the cell waits for another number.
        await page
          .getByRole('alert')
          .getByText(/主仓库只有 12/)
          .waitFor();
        await grid.getByRole('textbox', { name: '数量 1', exact: true }).waitFor();
        await keyboard.type('4');
        await keyboard.press('Enter');
        await keyboard.press('Control+Enter');
        await page.getByRole('heading', { name: /调拨 DB-\d{6}-0001/ }).waitFor();
        await page.goto(`${office.address}/stock`);
        await page.getByRole('grid', { name: '现存量' }).waitFor();
        const row = page.getByRole('row', { name: /B01/ });
        await row.getByText('8', { exact: true }).waitFor();
        await row.getByText('4', { exact: true }).waitFor();
      },
      { expected: [/^409 POST \/api\/v1\/stock-documents\/\d+\/confirm/] },
    );

    // Sales sees what may be promised, and no movement.
    await office.at('/stock', 'alice', async ({ page }) => {
      const row = page.getByRole('row', { name: /B01/ });
      await row.getByText('主仓库 8').waitFor();
      expect(await page.getByRole('menuitem', { name: '出入库流水' }).count()).toBe(0);
    });
  });
});

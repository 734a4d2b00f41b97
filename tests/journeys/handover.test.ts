import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

const CUSTOMERS = 300;
/** Nobody leaves who owns something. */
const keeps = /^409 POST \/api\/v1\/users\/\d+\/state/;

journeys('somebody leaves', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    await office.call('alice', 'POST', '/customers', { name: '重庆第一贸易有限公司' });
    await office.company.db.transaction(async (tx) => {
      const first = await tx.selectFrom('customer').selectAll().executeTakeFirstOrThrow();
      const { id: _id, ...row } = first;
      await tx
        .insertInto('customer')
        .values(
          Array.from({ length: CUSTOMERS - 1 }, (_, at) => ({
            ...row,
            name: `重庆第${at + 2}贸易有限公司`,
          })),
        )
        .execute();
    });
  });
  afterAll(async () => {
    await office.close();
  });

  const owned = async (login: string) => {
    const found = await office.company.db.read
      .selectFrom('customer')
      .select('id')
      .where('owner_id', '=', office.company.users[login]!)
      .execute();
    return found.length;
  };

  test('who owns 300 customers cannot leave; two colleagues get half of them each, and it is taken back', async () => {
    await office.as(
      'boss',
      async (screen) => {
        const { page } = screen;
        await page.getByRole('menuitem', { name: '组织与用户' }).click();
        await page.getByRole('grid').getByText('alice').first().click();
        await page.getByRole('button', { name: '离职' }).click();
        const dialog = page.getByRole('dialog', { name: 'alice 离职' });
        await page.getByRole('radio', { name: /^已离职/ }).click();
        await dialog.getByRole('button', { name: /保\s?存/ }).click();
        await dialog.getByText('客户 300').waitFor();
        await dialog.getByRole('button', { name: '去办理交接' }).click();

        // The receivers have the focus, and the keys are enough from here on.
        await page.getByRole('heading', { name: '交接 alice 的客户和商机' }).waitFor();
        for (const login of ['bob', 'manager']) {
          await page.keyboard.type(login);
          // Until it is narrowed the list shows everybody.
          await page.getByTitle(login, { exact: true }).last().waitFor();
          await page.getByTitle('boss', { exact: true }).waitFor({ state: 'detached' });
          await page.keyboard.press('Enter');
        }
        const preview = page.getByRole('region', { name: '各得多少' });
        await preview.getByRole('row', { name: 'bob 150' }).waitFor();
        await preview.getByRole('row', { name: 'manager 150' }).waitFor();
        await screen.expectAccessible();
        // Confirming in the field of the receivers takes nobody from its list along.
        await page.keyboard.press('Control+Enter');
        const early = page.getByRole('dialog', { name: /300 个客户、0 个商机/ });
        await early.getByRole('button', { name: /取\s?消/ }).click();
        await early.waitFor({ state: 'detached' });
        // The head, the two of them, and their sum.
        expect(await preview.getByRole('row').count()).toBe(4);
        // It was begun where somebody leaves.
        const leaves = page.getByRole('checkbox', { name: /同时办理离职/ });
        expect(await leaves.isChecked()).toBe(true);
        await leaves.uncheck();
        await page.keyboard.press('Control+Enter');
        const ask = page.getByRole('dialog', { name: /300 个客户、0 个商机/ });
        await ask.getByRole('button', { name: /交\s?接/ }).click();

        await page.getByRole('heading', { name: 'alice 的交接' }).waitFor();
        await page.getByRole('gridcell', { name: '重庆第一贸易有限公司' }).waitFor();
        await screen.expectAccessible();
        expect([await owned('alice'), await owned('bob'), await owned('manager')]).toEqual([
          0, 150, 150,
        ]);

        await page.getByRole('button', { name: '撤回交接' }).click();
        await page.getByRole('dialog').getByRole('button', { name: '撤回交接' }).click();
        await page.getByText('已撤回：300 项回到原负责人，0 项保留').waitFor();
        expect(await owned('alice')).toBe(CUSTOMERS);
      },
      { expected: [keeps] },
    );
  });
});

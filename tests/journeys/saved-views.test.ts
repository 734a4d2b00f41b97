import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('lists as a person wants them', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const customer = async (name: string, stage: string) => {
      const contact = { name: '王经理' };
      return await office.call('alice', 'POST', '/customers', { name, stage, contact });
    };
    const { id } = await customer('南京甲有限公司', 'intent');
    await customer('南京乙有限公司', 'dealing');
    await office.call('alice', 'POST', '/follow-ups', { customerId: id, content: '谈了价格' });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a view is kept, renamed, replaced and removed, and is nobody else’s', async () => {
    await office.as('alice', async (screen) => {
      const { page } = screen;
      const views = page.getByRole('group', { name: '视图' });
      const grid = page.getByRole('grid', { name: '客户列表' });
      const keep = async (name: string) => {
        await page.getByRole('button', { name: '保存为视图' }).click();
        await page.getByRole('textbox', { name: '视图名称' }).fill(name);
        await page.keyboard.press('Enter');
        await views.getByRole('button', { name, pressed: true }).waitFor();
      };
      await page.goto('/customers?stage=["intent"]');
      await keep('有意向的');
      await page.getByRole('button', { name: '重命名视图' }).click();
      await page.getByRole('textbox', { name: '视图名称' }).fill('重点');
      await page.keyboard.press('Enter');
      await views.getByRole('button', { name: '重点', pressed: true }).waitFor();
      expect(await views.getByText('有意向的').count()).toBe(0);
      await screen.expectAccessible();

      await page.goto('/customers?stage=["dealing"]');
      await page.getByRole('button', { name: '保存为视图' }).click();
      await page.getByRole('textbox', { name: '视图名称' }).fill('重点');
      await page.getByRole('button', { name: '覆盖' }).click();
      await views.getByRole('button', { name: '重点', pressed: true }).waitFor();
      await page.goto('/customers');
      await views.getByRole('button', { name: '重点' }).click();
      await grid.getByText('南京乙有限公司').waitFor();
      await expect.poll(async () => await grid.getByText('南京甲有限公司').count()).toBe(0);

      await page.goto('/contacts?q=南京');
      await keep('南京的人');
      await page.goto('/follow-ups?type=["call"]');
      await keep('电话');
      await page.getByText('共 1 条').waitFor();
    });
    await office.as('manager', async ({ page }) => {
      for (const path of ['/customers', '/contacts', '/follow-ups']) {
        await page.goto(path);
        await page.getByRole('grid').waitFor();
        for (const name of ['重点', '南京的人', '电话']) {
          expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
        }
      }
    });
  });

  test('columns stay as they were chosen, however soon the page is left', async () => {
    await office.as('alice', async ({ page }) => {
      const heads = async () => await page.getByRole('columnheader').allInnerTexts();
      const picker = page.getByRole('button', { name: '显示的列' });
      await page.goto('/contacts');
      await page.getByRole('grid').waitFor();
      // By the keyboard the focus goes into the small window, and back to its button.
      await picker.press('Enter');
      await page.locator('input[type=checkbox]:focus').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('button:focus[aria-label=显示的列]').waitFor();
      await picker.click();
      await page.getByRole('checkbox', { name: '部门' }).click();
      await page.reload();
      await page.getByRole('grid').waitFor();
      expect(await heads()).not.toContain('部门');
      await page.getByText('共 2 条').waitFor();
      // What was not sent in time is sent by the next page.
      await expect
        .poll(async () => {
          const token = await office.company.login('alice');
          const answer = await office.company.call(token, 'GET', '/me/preferences/list.contacts');
          return JSON.stringify(answer.json);
        })
        .toContain('"hidden":["dept"]');
      // A view brings its columns along.
      await page.getByPlaceholder('查找').fill('王');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '保存为视图' }).click();
      await page.getByRole('textbox', { name: '视图名称' }).fill('少一列');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '少一列', pressed: true }).waitFor();
      await picker.click();
      await page.getByRole('button', { name: '恢复默认' }).click();
      await expect.poll(heads).toContain('部门');
      // Columns become wider without a mouse too.
      const name = page.getByRole('columnheader', { name: '姓名' });
      const wide = async () => Math.round((await name.boundingBox())!.width);
      const before = await wide();
      await page.getByRole('grid').press('Alt+Shift+ArrowRight');
      await expect.poll(wide).toBe(before + 16);
      await page.getByRole('grid').press('Alt+Shift+ArrowLeft');
      await expect.poll(wide).toBe(before);
      await page.getByRole('button', { name: '恢复默认' }).click();
      await page.goto('/contacts?q=没有这个人');
      await page.getByText('没有找到“没有这个人”').waitFor();
      await page.getByRole('button', { name: '少一列' }).click();
      await expect.poll(heads).not.toContain('部门');
    });
  });

  test('a field of the company’s own is a column, and stays one', async () => {
    const field = { label: '员工数', type: 'number' };
    const { key } = await office.call('admin', 'POST', '/custom-fields', field);
    const custom = { [key!]: 120 };
    await office.call('alice', 'POST', '/customers', { name: '苏州丙有限公司', custom });
    await office.as('alice', async ({ page }) => {
      const heads = async () => await page.getByRole('columnheader').allInnerTexts();
      const grid = page.getByRole('grid', { name: '客户列表' });
      await page.goto('/customers');
      await grid.getByText('苏州丙有限公司').waitFor();
      expect(await heads()).not.toContain('员工数');
      await page.getByRole('button', { name: '显示的列' }).click();
      await page.getByRole('checkbox', { name: '员工数' }).click();
      await page.getByRole('checkbox', { name: '在本阶段' }).click();
      await grid.getByRole('gridcell', { name: '120', exact: true }).waitFor();
      await grid.getByRole('gridcell', { name: '0 天' }).first().waitFor();
      await page.reload();
      await grid.getByRole('gridcell', { name: '120', exact: true }).waitFor();
      expect(await heads()).toEqual(expect.arrayContaining(['员工数', '在本阶段']));
    });
  });

  test('filters of an address show names, and nothing for what is not there', async () => {
    await office.at(
      `/customers?view=team&ownerId=[${office.company.users['bob']}]&tagId=[99999]`,
      'alice',
      async ({ page }) => {
        await page.getByText('没有符合筛选条件的客户').waitFor();
        await page.getByRole('button', { name: 'filter 筛选' }).click();
        await page.getByTitle('bob', { exact: true }).waitFor();
        expect(await page.getByText('99999').count()).toBe(0);
      },
    );
  });
});

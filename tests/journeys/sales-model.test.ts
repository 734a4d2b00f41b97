import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('the three sales models', () => {
  let office: Office;
  let id: number;
  beforeAll(async () => {
    office = await Office.open();
    id = (await office.call('alice', 'POST', '/customers', { name: '苏州远大机械' })).id;
  });
  afterAll(async () => {
    await office.close();
  });

  const sell = async (salesModel: string) => {
    const { version } = await office.call('boss', 'GET', '/company');
    await office.call('boss', 'PATCH', '/company', { version, salesModel });
  };

  test('show their own fields and stages, and hide nothing that is there', async () => {
    await office.as('alice', async ({ page }) => {
      const facts = page.getByRole('region', { name: '资料' });
      const stages = async () => {
        await page.keyboard.press('Alt+n');
        const form = page.getByRole('dialog', { name: '新建客户' });
        await form.getByLabel('阶段').click();
        const list = page.locator('.ant-select-dropdown:visible .ant-select-item-option');
        await list.first().waitFor();
        const found = await list.allTextContents();
        await page.keyboard.press('Escape');
        const graded = await form.getByLabel('机会等级').count();
        await form.getByRole('button', { name: '取消' }).click();
        await form.waitFor({ state: 'hidden' });
        return { found, graded };
      };
      await page.goto('/customers');
      await page.getByRole('columnheader', { name: '机会等级' }).waitFor();
      expect(await stages()).toEqual({
        found: ['潜在', '有意向', '成交', '流失', '无意向'],
        graded: 1,
      });
      await page.goto(`/customers/${id}`);
      await facts.getByRole('button', { name: /^机会等级/ }).waitFor();
      await facts.getByText('销售模式').waitFor();

      await sell('retain');
      await page.goto(`/customers/${id}`);
      await facts.getByText('维护型').waitFor();
      expect(await facts.getByRole('button', { name: /^机会等级/ }).count()).toBe(0);
      await page.goto('/customers');
      await page.getByRole('grid').getByText('苏州远大机械').waitFor();
      expect(await page.getByRole('columnheader', { name: '机会等级' }).count()).toBe(0);
      expect(await stages()).toEqual({ found: ['潜在', '成交', '沉睡', '流失'], graded: 0 });

      // A grade that was given before stays where it can be seen and taken away.
      await office.call('alice', 'PATCH', `/customers/${id}`, { version: 1, chanceGrade: 'B' });
      await page.goto(`/customers/${id}`);
      await facts.getByRole('button', { name: '机会等级 B' }).waitFor();
    });
  });

  test('are chosen for two departments in the first start, and lay out the screens of each', async () => {
    await sell('dev');
    const settings = await office.call('boss', 'GET', '/settings');
    await office.call('boss', 'PATCH', '/settings', {
      version: settings.version,
      values: { 'setup.step': 'model' },
    });
    await office.at('/setup', 'boss', async (screen) => {
      const { page } = screen;
      const choose = async (dept: string, model: string) => {
        await page.getByLabel(`销售模式 ${dept}`, { exact: true }).click();
        await page
          .locator('.ant-select-dropdown:visible')
          .getByText(model, { exact: true })
          .click();
      };
      await choose('一组', '维护型');
      // Saved at once: the switch belongs to what is not the development model.
      await page.getByText('同时开发新客户', { exact: true }).waitFor();
      await choose('二组', '项目型');
      await page.getByPlaceholder('新部门名称').fill('电商组');
      await page.getByRole('button', { name: '添加部门' }).click();
      await page.getByLabel('销售模式 电商组', { exact: true }).waitFor();
      await screen.expectAccessible();
      await page.getByRole('button', { name: '下一步' }).click();
      for (const dept of ['一组', '二组']) {
        const part = page.getByRole('region', { name: dept, exact: true });
        await part.getByText('客户没有跟进', { exact: true }).first().waitFor();
      }
      await screen.expectAccessible();
      await page.getByRole('button', { name: '建立' }).click();
      await page.getByRole('heading', { name: '备份放在哪里？' }).waitFor();
    });
    const presets = (await office.call('boss', 'GET', '/presets')) as unknown as {
      rows: { dept: { id: number; name: string }; items: { state: string }[] }[];
    };
    expect(presets.rows.map(({ dept }) => dept.name)).toEqual(
      expect.arrayContaining(['一组', '二组']),
    );
    expect(presets.rows.flatMap(({ items }) => items).every(({ state }) => state === 'kept')).toBe(
      true,
    );

    await office.at('/customers', 'alice', async ({ page }) => {
      const menu = (name: string) => page.getByRole('menuitem', { name, exact: true });
      const views = page.getByRole('group', { name: '视图' });
      await views.getByText('沉睡客户', { exact: true }).waitFor();
      await menu('客户关怀').waitFor();
      expect(await menu('公海').count()).toBe(0);
      // Nothing is locked away: what the model does not work with stands at the end.
      await menu('更多').click();
      await menu('公海').waitFor();
      // S70: the department develops as well, and her screen follows at once.
      const { id } = presets.rows.find(({ dept }) => dept.name === '一组')!.dept;
      const depts = (await office.call('boss', 'GET', '/depts')) as unknown as {
        rows: { id: number; version: number }[];
      };
      const { version } = depts.rows.find((dept) => dept.id === id)!;
      await office.call('boss', 'PATCH', `/depts/${id}`, { version, development: true });
      await views.getByText('潜在与意向', { exact: true }).waitFor();
      await menu('更多').waitFor({ state: 'detached' });
      await menu('公海').waitFor();
    });
    await office.at('/customers', 'bob', async ({ page }) => {
      await page.getByRole('group', { name: '视图' }).getByText('重点客户（A、B）').waitFor();
      const items = await page.getByRole('menuitem').allTextContents();
      expect(items.indexOf('商机')).toBeLessThan(items.indexOf('客户'));
      await page.getByText('超期未联系', { exact: true }).click();
      await page.waitForURL(/overdue=true/);
      // What the department says itself takes the place of the preset, on screens that are open.
      const { id } = presets.rows.find(({ dept }) => dept.name === '二组')!.dept;
      await office.call('boss', 'PATCH', `/depts/${id}/home`, { version: 0, views: ['prospects'] });
      const views = page.getByRole('group', { name: '视图' });
      await views.getByText('潜在与意向', { exact: true }).waitFor();
      expect(await views.getByText('重点客户（A、B）').count()).toBe(0);
    });
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('a duplicate', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const contact = { name: '王小明', primary: true, phones: [{ number: '13812345678' }] };
    await office.call('alice', 'POST', '/customers', { name: '深圳华强科技有限公司', contact });
  });
  afterAll(async () => {
    await office.close();
  });

  test('is told while typing, with its owner and without its secrets, and needs a reason', async () => {
    await office.as('bob', async (screen) => {
      const { page } = screen;
      await page.keyboard.press('Alt+n');
      const form = page.getByRole('dialog', { name: '新建客户' });
      await form.getByLabel('客户名称').fill('深圳华强电子');
      await form.getByLabel('联系电话').fill('138 1234 5678');
      const verdict = form.getByRole('alert');
      await verdict.getByText('同事的客户').waitFor();
      const said = await verdict.textContent();
      expect(said).toContain('alice');
      expect(said).toContain('电话相同');
      expect(said).not.toContain('华强科技');
      await screen.expectAccessible();

      await page.keyboard.press('Control+Enter');
      await form.getByText('请填写').waitFor();
      await form.getByLabel('仍要登记的原因').fill('同一集团的另一家公司');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: '深圳华强电子' }).waitFor();
    });
  });

  test('is told when a customer is renamed, and when a phone is changed where it stands', async () => {
    const made = await office.call('bob', 'POST', '/customers', { name: '东莞蓝天贸易' });
    await office.at(
      `/customers/${made.id}`,
      'bob',
      async (screen) => {
        const { page } = screen;
        await page.locator('header.page-bar').getByRole('button', { name: '修改' }).click();
        const form = page.getByRole('dialog');
        // The name that it has is no news.
        expect(await form.getByRole('alert').count()).toBe(0);
        await form.getByLabel('客户名称').fill('广州华强科技');
        const verdict = form.getByRole('alert');
        await verdict.getByText('同事的客户').waitFor();
        expect(await verdict.textContent()).toContain('名称相似');
        await screen.expectAccessible();
        await page.keyboard.press('Control+Enter');
        await form.getByText('请填写').waitFor();
        await form.getByLabel('仍要登记的原因').fill('同名不同公司');
        await page.keyboard.press('Control+Enter');
        await page.getByRole('heading', { name: '广州华强科技' }).waitFor();

        const facts = page.getByRole('region', { name: '资料' });
        await facts.getByRole('button', { name: /^电话/ }).click();
        await facts.getByLabel('电话', { exact: true }).fill('13812345678');
        await page.keyboard.press('Enter');
        await facts.getByRole('alert').getByText('alice · 电话相同').waitFor();
        await page.keyboard.type('共用总机');
        await page.keyboard.press('Enter');
        await facts.getByRole('button', { name: '电话 13812345678' }).waitFor();
      },
      { expected: [`409 PATCH /api/v1/customers/${made.id}`] },
    );
  });

  test('that got in all the same is made one of two by the boss, and two again', async () => {
    const why = { duplicateReason: '测试' };
    const kept = { name: '无锡恒力泵业', city: '无锡' };
    const { id } = await office.call('alice', 'POST', '/customers', { ...kept, ...why });
    const other = { name: '无锡恒力泵业', industry: '机械', contact: { name: '孙工' } };
    await office.call('bob', 'POST', '/customers', { ...other, ...why });
    await office.at('/duplicates', 'boss', async (screen) => {
      const { page } = screen;
      const group = page.getByRole('region', { name: '重复客户：无锡恒力泵业' });
      await group.getByText('alice').waitFor();
      await screen.expectAccessible();
      await group.getByRole('button', { name: '保留这条 无锡恒力泵业' }).first().click();
      const drawer = page.getByRole('dialog', { name: '合并重复客户' });
      await drawer.getByText('联系人 1').waitFor();
      // What the kept one lacks is taken from the other without a click.
      expect(await drawer.getByRole('radio', { name: '行业：取“机械”' }).isChecked()).toBe(true);
      await screen.expectAccessible();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: '无锡恒力泵业' }).waitFor();
      await page.getByText('孙工').first().waitFor();
      await page.getByRole('button', { name: '合并', exact: true }).click();
      await drawer.getByRole('button', { name: '撤销合并' }).click();
      const question = page.getByRole('dialog', { name: '撤销与“无锡恒力泵业”的合并？' });
      await question.getByRole('button', { name: '撤销合并' }).click();
      await page.getByText('已恢复为两条客户').waitFor();
      await drawer.getByText('已撤销').waitFor();
    });
    const page = await office.call('boss', 'GET', `/customers/${id}`);
    expect(page).toMatchObject({ industry: '', city: '无锡' });
  });

  test('is refused where the company says so', async () => {
    await office.call('boss', 'PATCH', '/settings', {
      version: 1,
      values: { 'customers.duplicate': 'refuse' },
    });
    await office.at('/customers?new=true', 'bob', async ({ page }) => {
      const form = page.getByRole('dialog', { name: '新建客户' });
      await form.getByLabel('客户名称').fill('深圳华强科技 有限公司');
      await form.getByText('已有相同或相似的客户').waitFor();
      expect(await form.getByRole('button', { name: '保存' }).isDisabled()).toBe(true);
      await page.keyboard.press('Escape');
      await form.waitFor({ state: 'hidden' });
      expect(new URL(page.url()).search).toBe('');
    });
  });
});

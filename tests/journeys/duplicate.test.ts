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

  test('is refused where the company says so', async () => {
    await office.call('boss', 'PATCH', '/settings', {
      version: 1,
      values: { 'customers.duplicate': 'refuse' },
    });
    await office.as('bob', async ({ page }) => {
      await page.goto('/customers?new=true');
      const form = page.getByRole('dialog', { name: '新建客户' });
      await form.getByLabel('客户名称').fill('深圳华强科技 有限公司');
      await form.getByText('已有相同的客户').waitFor();
      expect(await form.getByRole('button', { name: '保存' }).isDisabled()).toBe(true);
      await page.keyboard.press('Escape');
      await form.waitFor({ state: 'hidden' });
      expect(new URL(page.url()).search).toBe('');
    });
  });
});

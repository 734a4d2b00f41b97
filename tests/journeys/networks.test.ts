import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('who is let in from where', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(async () => {
    await office.close();
  });

  test('the administrator says which addresses are the office, and cannot mistype one', async () => {
    await office.as('admin', async (screen) => {
      const { page } = screen;
      await page.getByRole('menuitem', { name: '设置' }).click();
      await page.getByRole('tab', { name: '网络' }).click();
      await page.getByText('您现在从这里访问：服务器本机，127.0.0.1').waitFor();
      await screen.expectAccessible();

      const ranges = page.getByRole('combobox', { name: 'VPN 的地址' });
      await ranges.fill('10.8.0/24');
      await ranges.press('Enter');
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByText('不是地址：10.8.0/24').waitFor();
      const wrong = page.locator('.ant-select-selection-item', { hasText: '10.8.0/24' });
      await ranges.press('Backspace');
      await wrong.waitFor({ state: 'detached' });
      await ranges.fill('10.8.0.0/24@10.8.0.1');
      await ranges.press('Enter');
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByText('已保存').first().waitFor();
    });
    const { values } = (await office.call('admin', 'GET', '/settings')) as unknown as {
      values: object;
    };
    expect(values).toMatchObject({
      'network.vpnRanges': ['10.8.0.0/24@10.8.0.1'],
      'network.elsewhereAccess': 'refused',
    });
  });
});

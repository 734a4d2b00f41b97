import { readSheet } from '@xinhang/server/sheets/read-sheet.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { journeys } from './harness/browser.ts';
import { importer } from '../helpers/import-files.ts';
import { Office } from './harness/office.ts';
import { saved } from './harness/saved.ts';

// Files are written in threads of their own, which have to be started.
const PATIENCE_MS = 60_000;
vi.setConfig({ testTimeout: 240_000 });

const list = [
  '公司名称,联系人,手机',
  '深圳市华瑞科技有限公司,王伟,13812345678',
  '重庆长江贸易有限公司,李娜,13912345678',
  '杭州西湖电子有限公司,赵六,1.38E+10',
].join('\n');

async function drop(page: Page, name: string, content: string | Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '选择文件' }).click();
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(content) };
  await (await chooser).setFiles(file);
  await page.getByRole('heading', { name }).waitFor();
}

journeys('imports and exports', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(async () => {
    await office.close();
  });

  test('a list is checked, imported, mended from its error file, and taken back', async () => {
    await office.as('boss', async (screen) => {
      const { page } = screen;
      page.setDefaultTimeout(PATIENCE_MS);
      await page.getByRole('menuitem', { name: '导入', exact: true }).click();
      await page.getByText('还没有导入过').waitFor();
      await drop(page, '展会名单.csv', list);
      // The columns were guessed from their headers.
      await page.getByRole('row', { name: /手机/ }).getByText('联系人电话').waitFor();
      await screen.expectAccessible();
      await page.keyboard.press('Control+Enter');
      const rows = page.getByRole('grid', { name: '逐行结果' });
      await rows.getByText('联系人电话已被表格软件舍去数字：1.38E+10').waitFor();
      expect(await office.company.db.read.selectFrom('customer').select('id').execute()).toEqual(
        [],
      );
      await screen.expectAccessible();

      await page.getByRole('button', { name: '导入 2 行', disabled: false }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: '撤销整批导入', disabled: false }).waitFor();
      const link = page.getByRole('link', { name: '下载未导入的 1 行' });
      const errors = await saved(page, async () => await link.click());
      const sheet = (await readSheet(errors, 'x.xlsx', {})).rows;
      expect(sheet[1]!.slice(0, 2)).toEqual(['杭州西湖电子有限公司', '赵六']);

      // Mended and dropped in again, it is one more customer and no question.
      const mended = sheet.map((row) => row.join(',').replace('1.38E+10', '13712345678'));
      await page.getByRole('menuitem', { name: '导入', exact: true }).click();
      await page.getByRole('grid', { name: '导入' }).getByText('展会名单.csv').waitFor();
      await drop(page, '展会名单-改.csv', mended.join('\n'));
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: '导入 1 行', disabled: false }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByRole('button', { name: '撤销整批导入' }).waitFor();
      await page.getByRole('menuitem', { name: '公海', exact: true }).click();
      const customers = page.getByRole('grid', { name: '公海' });
      await customers.getByText('杭州西湖电子有限公司').waitFor();

      await page.getByRole('menuitem', { name: '导入', exact: true }).click();
      // The list first shows what it knew: the newer import pushes the older one down.
      const imports = page.getByRole('grid', { name: '导入' });
      await imports.getByText('展会名单-改.csv').waitFor();
      await imports.getByText('展会名单.csv').click();
      await page.getByRole('button', { name: '撤销整批导入' }).click();
      const question = page.getByRole('dialog', { name: '撤销“展会名单.csv”导入的 2 行？' });
      await question.getByRole('button', { name: '撤销整批导入' }).click();
      await rows.getByText('已撤销').first().waitFor();
      await page.getByRole('menuitem', { name: '公海', exact: true }).click();
      await customers.getByText('杭州西湖电子有限公司').waitFor();
      // What the list showed before it was taken back may stand there until the answer comes.
      await expect
        .poll(async () => await customers.getByText('深圳市华瑞科技有限公司').count())
        .toBe(0);

      await page.getByRole('button', { name: '通知', exact: true }).click();
      const notices = page.getByRole('dialog', { name: '通知' });
      await notices.getByText('“展会名单.csv”的导入已撤销').waitFor();
      await screen.expectAccessible();
      await notices.getByRole('button', { name: '全部标为已读' }).click();
      await notices.getByRole('button', { name: '全部通知' }).click();
      const all = page.getByRole('grid', { name: '通知' });
      await all.getByText('“展会名单.csv”的导入已撤销').waitFor();
      await screen.expectAccessible();
      // By keys: the first line, selected and put off, is in the list of those and in no other.
      const first = await all.getByRole('row').nth(1).locator('[data-column="0"]').innerText();
      await all.focus();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: '稍后提醒' }).click();
      await page.getByRole('menuitem', { name: '明天 9:00' }).click();
      await expect.poll(async () => await all.getByText(first).count()).toBe(0);
      await page.getByText('已推迟', { exact: true }).click();
      await all.getByText(first).waitFor();
    });
  });

  test('a colleague’s import shows by itself, a similar name is a warning, a wrong file goes', async () => {
    await office.call('boss', 'POST', '/customers', { name: '北京远大科技有限公司' });
    const colleague = importer(office.company, await office.company.login('admin'));
    await office.as('boss', async (screen) => {
      const { page } = screen;
      page.setDefaultTimeout(PATIENCE_MS);
      await page.getByRole('menuitem', { name: '导入', exact: true }).click();
      const imports = page.getByRole('grid', { name: '导入' });
      await page.getByRole('button', { name: '选择文件' }).waitFor();
      await colleague.all('同事的.csv', '客户名称\n成都蓝天印刷厂\n');
      await imports.getByText('同事的.csv').waitFor();
      await imports.getByText('已导入').first().waitFor();

      await drop(page, '发错了.csv', '公司名称\n广州远大科技公司\n');
      await page.keyboard.press('Control+Enter');
      await page.getByText('与已有客户名称相似：北京远大科技有限公司（boss）').waitFor();
      await page.getByRole('button', { name: '导入 1 行', disabled: false }).waitFor();
      await screen.expectAccessible();
      await page.getByRole('button', { name: '丢弃', disabled: false }).click();
      await page.getByRole('dialog').getByRole('button', { name: '丢弃' }).click();
      await imports.getByText('同事的.csv').waitFor();
      await imports.getByText('发错了.csv').waitFor({ state: 'detached' });
    });
  });

  test('an export holds the own rows alone, a bulk action says what became of each', async () => {
    const contact = { name: '王小明', phones: [{ number: '13612345678' }] };
    await office.call('alice', 'POST', '/customers', { name: '南京甲有限公司', contact });
    await office.call('alice', 'POST', '/customers', { name: '南京乙有限公司' });
    await office.call('bob', 'POST', '/customers', { name: '上海金丝雀有限公司' });
    await office.as('manager', async (screen) => {
      const { page } = screen;
      page.setDefaultTimeout(PATIENCE_MS);
      await page.getByRole('menuitem', { name: '客户列表' }).click();
      const grid = page.getByRole('grid', { name: '客户列表' });
      await grid.getByText('南京甲有限公司').waitFor();
      await page.getByRole('button', { name: '导出' }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('CSV').click();
      await dialog.getByRole('button', { name: '导出' }).click();
      const file = await saved(page, async () => {
        await page.getByRole('link', { name: /下载文件 客户-/ }).click();
      });
      const names = (await readSheet(file, 'x.csv', {})).rows.slice(1).map((row) => row[0]);
      expect(new Set(names)).toEqual(new Set(['南京乙有限公司', '南京甲有限公司']));
      await page.keyboard.press('Escape');

      await grid.focus();
      await page.keyboard.press('Control+a');
      const bar = page.getByRole('toolbar', { name: '批量操作' });
      await bar.getByRole('button', { name: '归档' }).click();
      await page.getByText('已修改 2').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: '撤销' }).click();
      await page.getByText('撤销批量操作').or(page.getByText('已修改 2')).first().waitFor();
      await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
      await grid.getByText('南京甲有限公司').waitFor();

      await page.getByRole('menuitem', { name: '任务' }).click();
      const jobs = page.getByRole('grid', { name: '任务' });
      await jobs.getByText('导出客户').waitFor();
      await screen.expectAccessible();
      await jobs.getByText('批量操作', { exact: true }).click();
      await page.getByRole('grid', { name: '逐行结果' }).getByText('南京甲有限公司').waitFor();

      // Of the pool an export would hold nothing for whoever reaches a team alone.
      await page.getByRole('menuitem', { name: '公海', exact: true }).click();
      await page.getByRole('button', { name: '导出', disabled: true }).waitFor();
    });
  });
});

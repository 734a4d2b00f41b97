import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('training', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(async () => {
    await office.close();
  });

  test('a course is made, put into a path, assigned, studied and seen in the results', async () => {
    await office.at('/training?tab=courses', 'boss', async ({ page }) => {
      await page.getByRole('button', { name: '新课程' }).click();
      const form = page.getByRole('dialog', { name: '新课程' });
      await form.getByLabel('课程名称').fill('谈价');
      await form.getByRole('button', { name: '文字' }).click();
      await form.getByRole('textbox', { name: '课时名称' }).fill('先问和谁比');
      await form.getByRole('textbox', { name: '内容' }).fill('配置一样吗？\n逐行对。');
      await form.getByRole('button', { name: '保存' }).click();
      await page.getByRole('heading', { name: '谈价' }).waitFor();
      await page.goto(`${office.address}/training?tab=paths`);
      await page.getByRole('button', { name: '新路径' }).click();
      const path = page.getByRole('dialog', { name: '新路径' });
      await path.getByLabel('路径名称').fill('新人');
      await path.getByRole('combobox', { name: '课程 1' }).click();
      await page.getByTitle('谈价').last().click();
      await path.getByRole('button', { name: '保存' }).click();
      await page.getByRole('button', { name: '分配', exact: true }).click();
      const assign = page.getByRole('dialog', { name: '分配“新人”' });
      await assign.getByRole('combobox', { name: '同事' }).fill('alice');
      await page.getByTitle('alice').click();
      await page.keyboard.press('Escape');
      await assign.getByRole('button', { name: '保存' }).click();
      await page.getByText('已分配给 1 人，0 人原来就有').waitFor();
    });
    await office.as('alice', async ({ page }) => {
      const block = page.getByRole('region', { name: '要学的课程' });
      await block.getByRole('link', { name: '谈价' }).click();
      await page.getByRole('button', { name: '阅读' }).click();
      await page.getByText('逐行对。').waitFor();
      await page.getByRole('button', { name: '学完了' }).click();
      await page.getByText('已学完').waitFor();
      expect(await page.getByRole('button', { name: '学完了' }).count()).toBe(0);
    });
    await office.at('/training?tab=results', 'manager', async ({ page }) => {
      const row = page.getByRole('row', { name: /alice/ });
      await row.getByText('100%').waitFor();
      await row.getByRole('button', { name: 'alice' }).click();
      await page.getByRole('dialog').getByText('1 / 1').waitFor();
    });
  });
});

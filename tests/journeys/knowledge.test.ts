import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('knowledge', () => {
  let office: Office;
  let customer: number;
  beforeAll(async () => {
    office = await Office.open();
    customer = (await office.call('alice', 'POST', '/customers', { name: '知识公司' })).id;
  });
  afterAll(async () => {
    await office.close();
  });

  test('an article is written, published, read, acknowledged and named in a follow-up', async () => {
    await office.at('/knowledge', 'alice', async ({ page }) => {
      await page.getByRole('button', { name: '写文章' }).first().click();
      await page.getByRole('textbox', { name: '标题' }).fill('怎样谈价');
      await page.getByRole('textbox', { name: '正文' }).click();
      await page.keyboard.type('先问和谁比');
      await page.keyboard.press('Control+b');
      await page.keyboard.type('，再谈价。');
      await page.getByRole('combobox', { name: '分类' }).click();
      await page.getByTitle('客户异议').click();
      await page.getByText('必读：每个人读完都要确认').click();
      await page.getByRole('button', { name: '提交发布' }).click();
      await page.getByRole('heading', { name: '怎样谈价' }).waitFor();
      await page.getByText('还没有发布').first().waitFor();
    });
    await office.as('boss', async ({ page }) => {
      await page.getByRole('button', { name: /通知/ }).click();
      await page.getByText('“怎样谈价”等您发布').click();
      await page.getByRole('link', { name: '打开草稿' }).click();
      await page.getByRole('button', { name: '发布', exact: true }).click();
      await page.getByRole('button', { name: '发布第 1 版' }).click();
      const bold = page.getByText('，再谈价。');
      await bold.waitFor();
      expect(await bold.evaluate((element) => element.tagName)).toBe('STRONG');
      await page.getByRole('button', { name: '阅读情况' }).click();
      await page.getByText('没有读 6').waitFor();
    });
    await office.as('alice', async ({ page }) => {
      const block = page.getByRole('region', { name: '必读文章' });
      await block.getByRole('link', { name: '怎样谈价' }).click();
      await page.getByRole('button', { name: '我已读完' }).click();
      await page.getByText('已确认').waitFor();
      await page.getByRole('button', { name: /有用 0$/ }).click();
      await page.getByRole('button', { name: /有用 1$/ }).waitFor();
      await page.keyboard.press('Control+k');
      await page.keyboard.type('zytj');
      await page.getByRole('option', { name: /怎样谈价/ }).waitFor();
      await page.keyboard.press('Escape');
    });
    await office.at(`/customers/${customer}`, 'alice', async ({ page }) => {
      const box = page.getByRole('group', { name: '登记跟进' });
      await box.getByRole('textbox', { name: '内容' }).fill('谈了价');
      await box.getByRole('button', { name: '引用知识库' }).click();
      await page.getByTitle('怎样谈价').last().waitFor();
      // As fast as a hand that knows the title, twice: Enter waits for the answer, and takes neither
      // the article that stood first before nor the one that is chosen already.
      for (const title of ['谈价', '怎样谈']) {
        await page.keyboard.type(title);
        await page.keyboard.press('Enter');
        await box.locator('.ant-select-selection-item', { hasText: '怎样谈价' }).waitFor();
        await page.waitForTimeout(600);
      }
      await page.keyboard.press('Escape');
      await box.getByRole('button', { name: '保存跟进' }).click();
      await page.getByRole('article').getByRole('link', { name: '怎样谈价' }).click();
      await page.getByText('用于 1 条跟进').waitFor();
    });
  });
});

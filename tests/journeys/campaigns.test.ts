import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';
import type { Screen } from './harness/screen.ts';

journeys('campaigns', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const phones = [{ number: '13800000001' }];
    const contact = { name: '王强', gender: 'male', phones };
    await office.call('alice', 'POST', '/customers', { name: '群发公司', contact });
    const none = { name: '没号码公司', contact: { name: '李梅' } };
    await office.call('alice', 'POST', '/customers', none);
  });
  afterAll(async () => {
    await office.close();
  });

  test('a greeting is written, looked at, submitted, and marked as sent by hand', async () => {
    const doing = async ({ page }: Screen) => {
      await page.getByRole('button', { name: '新建群发' }).first().click();
      await page.getByRole('textbox', { name: '名称' }).fill('新年祝福');
      await page.getByRole('textbox', { name: '内容' }).fill('新年，！');
      // The field goes where one left the text, and one writes on behind it.
      await page.keyboard.press('ArrowLeft');
      await page.getByRole('button', { name: '{称呼}' }).click();
      await expect
        .poll(async () => await page.getByRole('textbox', { name: '内容' }).inputValue())
        .toBe('新年，{称呼}！');
      await page.keyboard.type('好');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: '新年祝福' }).waitFor();
      await page.getByText('发给 1 人').waitFor();
      await page.getByText('不发：1 人没有手机号或邮箱').waitFor();
      await page.getByText(/新年，王先生好！ 拒收请回复R/).waitFor();
      await page.getByRole('button', { name: '提交' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '提交' }).click();
      await page.getByRole('article', { name: '王强' }).waitFor();
      await page.getByRole('button', { name: '全部标为已发' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '全部标为已发' }).click();
      await page.getByText('已完成').first().waitFor();
      await expect
        .poll(async () => await page.getByRole('article', { name: '王强' }).count())
        .toBe(1);
    };
    // The preview that lies open when its draft is submitted may be asked for once more.
    await office.at('/campaigns', 'alice', doing, {
      expected: [/^409 GET \/api\/v1\/campaigns\/\d+\/preview/],
    });
  });
});

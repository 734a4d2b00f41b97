import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('exams', () => {
  let office: Office;
  let examId = 0;
  beforeAll(async () => {
    office = await Office.open();
    const ask = async (path: string, body: object) =>
      (await office.call('boss', 'POST', `/training/${path}`, body)) as { id: number };
    const { id: categoryId } = await ask('question-categories', { name: '谈价' });
    const written = { categoryId, publish: true };
    const one = await ask('questions', {
      ...written,
      kind: 'single',
      text: '第一步做什么？',
      options: ['问和谁比', '报最低价'],
      right: [0],
    });
    const two = await ask('questions', { ...written, kind: 'text', text: '怎么答太贵？' });
    ({ id: examId } = await ask('exams', {
      title: '谈价考试',
      minutes: 30,
      shuffleQuestions: false,
      shuffleOptions: false,
      items: [{ questionId: one.id }, { questionId: two.id }],
    }));
    const userIds = [office.company.users['alice']];
    await ask('assignments', { examId, userIds, dueOn: '2026-12-24' });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a pasted block becomes questions', async () => {
    await office.at('/training?tab=questions', 'boss', async ({ page }) => {
      await page.getByRole('button', { name: '粘贴导入', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: '粘贴导入' });
      await dialog.getByRole('combobox', { name: '类别' }).click();
      await page.getByTitle('谈价', { exact: true }).click();
      const pasted = dialog.getByRole('textbox', { name: '粘贴的内容' });
      await pasted.fill('单选\t带伺服的是？\t甲|乙\tC');
      await dialog.getByText('答案不对').waitFor();
      await pasted.fill('单选\t带伺服的是？\t甲|乙\tB\n判断\t可以徒手装\t\t错');
      await dialog.getByRole('button', { name: '导入 2 题' }).click();
      await page.getByRole('row', { name: /可以徒手装/ }).waitFor();
    });
  });

  test('taken by keys, marked by keys, and told on the page of the person', async () => {
    await office.at(`/training/exams/${examId}`, 'alice', async ({ page }) => {
      await page.getByRole('button', { name: '开始考试', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: '开始考试', exact: true }).click();
      await page.getByText('第一步做什么？').waitFor();
      await page.keyboard.press('1');
      await page.getByText('已答 1 / 2 · 已保存').waitFor();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('textbox', { name: '您的回答' }).fill('逐行对');
      await page.getByText('已答 2 / 2 · 已保存').waitFor();
      // A browser that was closed loses nothing.
      await page.reload();
      await page.getByText('已答 2 / 2 · 已保存').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.locator('[role=dialog] button:focus').waitFor();
      await page.keyboard.press('Enter');
      await page.getByText('待阅卷', { exact: true }).first().waitFor();
    });
    await office.at('/training/marking', 'manager', async ({ page }) => {
      await page.getByText('逐行对').waitFor();
      await page.getByRole('spinbutton', { name: /给分/ }).waitFor();
      await page.keyboard.type('4');
      await page.getByRole('textbox', { name: /评语/ }).fill('逐行对得好');
      // What is given and not saved outlives a browser that was closed, with its words.
      await page.reload();
      await expect
        .poll(async () => await page.getByRole('textbox', { name: /评语/ }).inputValue())
        .toBe('逐行对得好');
      expect(await page.getByRole('spinbutton', { name: /给分/ }).inputValue()).toBe('4');
      await page.keyboard.press('Control+Enter');
      await page.getByText('没有等您阅卷的卷子。').waitFor();
      await page.goto(`${office.address}/team/${office.company.users['alice']}`);
      const training = page.getByRole('region', { name: '培训' });
      await training.getByRole('row', { name: /谈价考试.*90\.0%.*及格/ }).waitFor();
    });
    await office.at('/notifications', 'alice', async ({ page }) => {
      await page.getByText('“谈价考试”的成绩出来了').first().click();
      await page.getByRole('heading', { name: '谈价考试' }).waitFor();
      await page.getByText('90.0%').first().waitFor();
    });
  });
});

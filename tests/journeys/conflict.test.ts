import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('two people change the same customer', () => {
  let office: Office;
  let id: number;
  beforeAll(async () => {
    office = await Office.open();
    id = (await office.call('alice', 'POST', '/customers', { name: '共同客户' })).id;
  });
  afterAll(async () => {
    await office.close();
  });

  test('both values stand side by side, and each field keeps the one that is chosen', async () => {
    const refused = [`409 PATCH /api/v1/customers/${id}`];
    await office.at(
      `/customers/${id}`,
      'alice',
      async ({ page }) => {
        await page.getByRole('button', { name: '修改', exact: true }).first().click();
        const form = page.getByRole('dialog', { name: '修改' });
        await form.getByLabel('简称').fill('我的简称');
        await form.getByLabel('城市').fill('我的城市');
        await office.call('manager', 'PATCH', `/customers/${id}`, {
          version: 1,
          shortName: '对方简称',
          city: '对方城市',
        });
        await page.keyboard.press('Control+Enter');

        const choice = page.getByRole('dialog', { name: '内容已被他人修改' });
        for (const value of ['我的简称', '对方简称', '我的城市', '对方城市']) {
          await choice.getByText(value).waitFor();
        }
        await choice.getByRole('radiogroup', { name: /城市/ }).getByText('对方的').click();
        await choice.getByRole('button', { name: '保存' }).click();
        await choice.waitFor({ state: 'hidden' });
        const facts = page.getByRole('region', { name: '资料' });
        await facts.getByText('我的简称').waitFor();
        await facts.getByText('对方城市').waitFor();
      },
      { expected: refused },
    );
  });

  test('a talk that was logged meanwhile is no conflict', async () => {
    await office.at(
      `/customers/${id}`,
      'alice',
      async ({ page }) => {
        await page.getByRole('button', { name: '修改', exact: true }).first().click();
        const form = page.getByRole('dialog', { name: '修改' });
        await form.getByLabel('城市').fill('后来的城市');
        const talk = { customerId: id, content: '客户来电' };
        await office.call('manager', 'POST', '/follow-ups', talk);
        await page.getByText('客户来电').first().waitFor();
        await page.keyboard.press('Control+Enter');
        await form.waitFor({ state: 'hidden' });
        await page.getByRole('region', { name: '资料' }).getByText('后来的城市').waitFor();
      },
      { expected: [`409 PATCH /api/v1/customers/${id}`] },
    );
  });

  test('a change that the page heard of meanwhile is not overwritten unasked', async () => {
    const { version } = await office.call('manager', 'GET', `/customers/${id}`);
    await office.at(
      `/customers/${id}`,
      'alice',
      async ({ page }) => {
        await page.getByRole('button', { name: '修改', exact: true }).first().click();
        const form = page.getByRole('dialog', { name: '修改' });
        await form.getByLabel('网站').fill('mine.example');
        await form.getByLabel('城市').fill('我的新城市');
        const theirs = { version, city: '对方新城市', taxNo: '91310000THEIRS' };
        await office.call('manager', 'PATCH', `/customers/${id}`, theirs);
        // The page behind the form shows it already.
        await page.locator('.facts').getByText('对方新城市').waitFor();
        await page.keyboard.press('Control+Enter');

        const choice = page.getByRole('dialog', { name: '内容已被他人修改' });
        await choice.getByText('对方新城市').waitFor();
        await choice.getByRole('radiogroup', { name: /城市/ }).getByText('对方的').click();
        await choice.getByRole('button', { name: '保存' }).click();
        await choice.waitFor({ state: 'hidden' });
        const saved = await office.call('alice', 'GET', `/customers/${id}`);
        const expected = { city: '对方新城市', taxNo: '91310000THEIRS', website: 'mine.example' };
        expect(saved).toMatchObject(expected);
      },
      { expected: [`409 PATCH /api/v1/customers/${id}`] },
    );
  });
});

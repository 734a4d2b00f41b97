import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Hands } from './harness/hands.ts';
import { Office } from './harness/office.ts';

journeys('a limit for some days', () => {
  let office: Office;
  let customerId: number;
  beforeAll(async () => {
    office = await Office.open();
    const { company } = office;
    const boss = await company.login('boss');
    const owned = {
      name: '昆山恒力泵业有限公司',
      ownerId: company.users['alice']!,
      creditLimitFen: 10_000_00,
    };
    const made = await company.call(boss, 'POST', '/customers', owned);
    customerId = (made.json as { id: number }).id;
  });
  afterAll(async () => {
    await office.close();
  });

  test('is given by keys on the page of the customer, told there and in the account, and ended', async () => {
    await office.at(`/customers/${customerId}`, 'boss', async ({ page }) => {
      const hands = new Hands(page);
      const section = page.getByRole('region', { name: '临时额度' });
      await section.getByText('还没有给过临时额度。').waitFor();
      await section.getByRole('button', { name: '给临时额度' }).focus();
      await hands.press('Enter');
      const amount = page.getByRole('textbox', { name: '临时额度', exact: true });
      await amount.and(page.locator(':focus')).waitFor();
      // Enter goes from field to field; the first day is today.
      await hands.type('15000\n');
      await hands.press('Enter');
      await hands.type('2026-12-20\n');
      await hands.type('展会备货');
      await hands.press('Control+Enter');
      await section.getByText('15,000.00 · 2026-11-24 – 2026-12-20').waitFor();
      await section.getByText('生效中').waitFor();
      expect(hands.clicks).toBe(0);
      await page.goto(`/receivables/${customerId}`);
      await page.getByText('15,000.00（临时，到 2026-12-20；平时 10,000.00）').waitFor();
      await page.goto(`/customers/${customerId}`);
      await section.getByRole('button', { name: '提前结束' }).click();
      await page.getByRole('tooltip').getByRole('button', { name: '提前结束' }).click();
      await section.getByText(/boss 于 .* 提前结束/).waitFor();
      expect(await section.getByText('生效中').count()).toBe(0);
    });
  });
});

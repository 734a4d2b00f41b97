import { insertAlert } from '@xinhang/db/repositories/alerts.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import { afterAll, beforeAll, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

journeys('alerts', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const { company } = office;
    const { id } = await office.call('alice', 'POST', '/customers', { name: '久未联系公司' });
    // As a morning opened it; the nights have a test of their own.
    await company.db.transaction(async (tx) => {
      await insertAlert(tx, {
        rule_id: 1,
        kind: 'customerIdle',
        customer_id: id,
        deal_id: null,
        cause: '0',
        base_at: company.clock.now,
        days: 9,
        opened_on: businessDate(company.clock.now, 'Asia/Shanghai'),
        asked_id: null,
        state: 'open',
        head_id: null,
        head_on: null,
        above_id: null,
        above_on: null,
        next_on: null,
        handled_by: null,
        closed_at: null,
        closed_on: null,
        note: '',
      });
    });
  });
  afterAll(async () => {
    await office.close();
  });

  test('an alert stands on the desk and is settled with words, which the head reads', async () => {
    await office.as('alice', async ({ page }) => {
      const block = page.getByRole('region', { name: '业务预警' });
      await block.getByRole('link', { name: '久未联系公司', exact: true }).waitFor();
      await block.getByRole('link', { name: '全部' }).click();
      await page.getByRole('button', { name: '处理 久未联系公司' }).click();
      await page.getByRole('textbox', { name: '怎么处理的' }).fill('客户出国，下月再约');
      await page.keyboard.press('Control+Enter');
      await page.getByText('没有等您处理的预警。').waitFor();
    });
    await office.at('/alerts?whose=team&closed=true', 'manager', async ({ page }) => {
      const entry = page.getByRole('article', { name: '久未联系公司' });
      await entry.getByText('客户出国，下月再约').waitFor();
      await entry.getByText('已处理').waitFor();
    });
  });
});

import { readSheet } from '@xinhang/server/sheets/read-sheet.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';
import { saved } from './harness/saved.ts';
import type { Screen } from './harness/screen.ts';

const NAMES = ['东线改造', '西线改造', '南线改造'] as const;
const refusedByGate = /^409 POST \/api\/v1\/deals\/\d+\/stage/;

journeys('deals at work', () => {
  let office: Office;
  const deals: number[] = [];
  beforeAll(async () => {
    office = await Office.open();
    const pipeline = await office.call('boss', 'POST', '/pipelines', {
      name: '产线',
      stages: [
        { name: '初谈', chance: 10 },
        { name: '方案', chance: 40, gate: [{ kind: 'check', title: '方案已确认' }] },
      ],
    });
    for (const name of NAMES) {
      const body = { name, pipelineId: pipeline.id };
      deals.push((await office.call('alice', 'POST', '/deals', body)).id);
    }
  });
  afterAll(async () => {
    await office.close();
  });

  test('a gate is passed and a file hung on the page; many move, move back and leave as a file', async () => {
    const doing = async (screen: Screen) => {
      const { page } = screen;
      const stages = page.getByRole('list', { name: '阶段', exact: true });
      await stages.getByRole('button', { name: '2 方案' }).click();
      const told = page.getByRole('dialog', { name: '还不能进入“方案”' });
      await told.getByText('方案已确认').waitFor();
      await page.keyboard.press('Escape');
      await told.waitFor({ state: 'detached' });
      // It is ticked once the server says so.
      await page.getByRole('checkbox', { name: '方案已确认' }).click();
      await page.getByText('已齐备').waitFor();
      await stages.getByRole('button', { name: '2 方案' }).click();
      await stages.locator('[aria-current=step]').filter({ hasText: '2 方案' }).waitFor();
      const files = page.getByRole('region', { name: '附件' });
      await files.locator('input[type=file]').setInputFiles({
        name: '方案.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('两台机器人'),
      });
      await files.getByRole('link', { name: '方案.txt' }).waitFor();
      await screen.expectAccessible();

      await page.getByRole('menuitem', { name: '商机列表' }).click();
      const list = page.getByRole('grid', { name: '商机列表' });
      await list.getByText(NAMES[2], { exact: true }).waitFor();
      await list.focus();
      await page.keyboard.press('Control+a');
      const bar = page.getByRole('toolbar', { name: '批量操作' });
      await bar.getByRole('button', { name: '移到阶段' }).click();
      await page.getByRole('menuitem', { name: '方案', exact: true }).click();
      const ask = page.getByRole('dialog', { name: /移到“方案”/ });
      await ask.getByRole('button', { name: '移到“方案”' }).click();
      // One stands there already; the gate holds the others, each with its reason.
      const job = page.getByRole('dialog', { name: '批量操作商机' });
      await job.getByText('进入这个阶段还缺必备内容。').first().waitFor();
      await job.getByRole('button', { name: '关闭' }).last().click();
      await bar.getByRole('button', { name: '改预计成交' }).click();
      const date = page.getByRole('dialog', { name: /改预计成交日期/ });
      await date.getByRole('textbox', { name: '预计成交' }).fill('2027-03-01');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+Enter');
      await job.getByText('已修改 3').waitFor();
      await job.getByRole('button', { name: '撤销' }).click();
      await job.getByRole('button', { name: '撤销' }).waitFor({ state: 'detached' });
      await job.getByText('已修改 3').waitFor();
      await job.getByRole('button', { name: '关闭' }).last().click();

      await page.getByRole('button', { name: '导出' }).first().click();
      const export_ = page.getByRole('dialog', { name: '导出商机' });
      await export_.getByText('CSV').click();
      await export_.getByRole('button', { name: '导出' }).click();
      const file = await saved(page, async () => {
        await page.getByRole('link', { name: /下载文件 商机-/ }).click();
      });
      const rows = (await readSheet(file, 'x.csv', {})).rows.slice(1);
      expect(new Set(rows.map((row) => row[0]))).toEqual(new Set(NAMES));
    };
    await office.at(`/deals/${deals[0]}`, 'manager', doing, { expected: [refusedByGate] });
    const dates = office.company.db.read.selectFrom('deal').select('expected_on').distinct();
    expect(await dates.execute()).toEqual([{ expected_on: '9999-12-31' }]);
  });

  test('a competitor nobody has written down before is entered by keyboard alone', async () => {
    await office.at(`/deals/${deals[1]}`, 'manager', async ({ page }) => {
      const rivals = page.getByRole('region', { name: '竞争对手' });
      const change = rivals.getByRole('button', { name: '修改 竞争对手' });
      await change.focus();
      await page.keyboard.press('Enter');
      await rivals.getByRole('combobox', { name: '添加竞争对手' }).waitFor();
      await page.keyboard.type('锐捷');
      await page.getByTitle('新建竞争对手“锐捷”').waitFor();
      await page.keyboard.press('Enter');
      await rivals.getByRole('textbox', { name: '对方报价 锐捷' }).waitFor();
      await page.keyboard.press('Control+Enter');
      await rivals.getByText('报价未知').waitFor();
      // Where it began: Tab goes on from there.
      expect(await change.evaluate((one) => one === document.activeElement)).toBe(true);
      await page.keyboard.press('Enter');
      const price = rivals.getByRole('textbox', { name: '对方报价 锐捷' });
      expect(await price.evaluate((one) => one === document.activeElement)).toBe(true);

      await page.goto(new URL('/deals', page.url()).href);
      const list = page.getByRole('grid', { name: '商机列表' });
      const stuck = await list.getByRole('columnheader', { name: '停留' }).boundingBox();
      const room = await list.boundingBox();
      expect(stuck!.x + stuck!.width).toBeLessThanOrEqual(room!.x + room!.width);
    });
    const rows = office.company.db.read.selectFrom('deal_competitor').selectAll().execute();
    expect(await rows).toMatchObject([{ deal_id: deals[1] }]);
  });
});

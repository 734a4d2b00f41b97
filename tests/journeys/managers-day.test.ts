import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { importCrmPipeline } from '@xinhang/server/imports/crm-pipeline.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeOf } from '../helpers/place.ts';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

const data = resolve(import.meta.dirname, '../../../shared/data/crm-pipeline');
const MANAGER = 'Rocco Neubert';
const LEAVER = 'Cassey Cress';
const RECEIVERS = ['Donn Cantrell', 'Reed Clapper'] as const;
const CUSTOMERS = 300;
const PATIENCE_MS = 300_000;
const HOUR = 3_600_000;

const loginOf = (name: string) => name.toLowerCase().replace(' ', '.');
/** Of files without quotes. */
const rowsOf = (file: string) =>
  readFileSync(join(data, file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
const yuan = (value: number) => value.toLocaleString('en-US');

function walk(): void {
  const team = rowsOf('sales_teams.csv').flatMap(([agent, manager]) =>
    manager === MANAGER ? [agent!] : [],
  );
  /** What each agent won, added up from the file by itself. */
  const won = new Map<string, number>();
  for (const [, agent, , , stage, , , value] of rowsOf('sales_pipeline.csv')) {
    if (stage === 'Won') won.set(agent!, (won.get(agent!) ?? 0) + Number(value));
  }
  let office: Office;
  let users: Map<string, number>;

  beforeAll(async () => {
    office = await Office.open();
    const { company } = office;
    const now = company.clock.now;
    await importCrmPipeline(placeOf(company), data);
    await office.openDoors();
    const rows = await company.db.read.selectFrom('user').select(['id', 'name']).execute();
    users = new Map(rows.map(({ id, name }) => [name, id]));
    // As many as the issue of a leaver has in mind, and a working day of talks before today.
    await company.db.transaction(async (tx) => {
      const owned = await tx
        .selectFrom('customer')
        .selectAll()
        .where('owner_id', '=', users.get(LEAVER)!)
        .execute();
      const { id: _id, ...row } = owned[0]!;
      const more = Array.from({ length: CUSTOMERS - owned.length }, (_, at) => ({
        ...row,
        name: `留下的客户${at}`,
      }));
      await tx.insertInto('customer').values(more).execute();
    });
    company.clock.now = now - 24 * HOUR;
    const agent = loginOf(LEAVER);
    const page = (await office.call(agent, 'GET', '/customers?view=mine&limit=2')) as unknown as {
      rows: { id: number }[];
    };
    for (const [at, { id: customerId }] of page.rows.entries()) {
      await office.call(agent, 'POST', '/follow-ups', {
        customerId,
        content: `昨天第${at + 1}次电话`,
        nextOn: '2026-11-24',
      });
    }
    company.clock.now = now;
  }, PATIENCE_MS);
  afterAll(async () => {
    await office.close();
  });

  const owned = async (name: string) => {
    const found = await office.company.db.read
      .selectFrom('customer')
      .select('id')
      .where('owner_id', '=', users.get(name)!)
      .execute();
    return found.length;
  };

  test(
    'the desk shows what is due, and yesterday is reviewed by keyboard',
    async () => {
      await office.as(loginOf(MANAGER), async ({ page }) => {
        await page.getByText('团队', { exact: true }).first().waitFor();
        const due = page.getByRole('region', { name: '待点评' });
        await due.getByRole('link', { name: '全部' }).click();
        await page.getByText('还剩 2 条未点评').waitFor();
        const talk = page.getByRole('region', { name: '登记跟进' });
        await talk.getByText('昨天第1次电话').waitFor();
        await page.keyboard.press('4');
        await page.getByText('还剩 1 条未点评').waitFor();
        await page.keyboard.press('j');
        await talk.getByText('昨天第2次电话').waitFor();
        await page.keyboard.press('c');
        await page.keyboard.type('把决策人也约上');
        await page.keyboard.press('Control+Enter');
        await page.getByText('还剩 0 条未点评').waitFor();
        await page.keyboard.press('k');
        await talk.getByText('昨天第1次电话').waitFor();
      });
    },
    PATIENCE_MS,
  );

  test(
    'targets are pasted, and achievement leads to deals of the own team alone',
    async () => {
      await office.at('/targets?year=2017', loginOf(MANAGER), async ({ page }) => {
        await page.getByRole('gridcell', { name: `${team[0]!} 1 月` }).click();
        const lines = team.map((agent) => [agent, ...Array.from({ length: 12 }, () => '2万')]);
        const block = lines.map((line) => line.join('\t')).join('\n');
        await page.getByRole('grid').evaluate((grid, copied) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', copied);
          grid.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
        }, block);
        await page.getByRole('gridcell', { name: `${LEAVER} 全年 240,000` }).waitFor();
        await page.getByRole('button', { name: '提交审批' }).click();
        await page.getByText(/已生效并锁定|已提交，等待审批/).waitFor();
      });
      const agents = team.filter((agent) => won.has(agent));
      const whole = agents.reduce((sum, agent) => sum + won.get(agent)!, 0);
      await office.at(
        '/achievement?span=year&on=2017-06-01',
        loginOf(MANAGER),
        async ({ page }) => {
          await page.getByRole('row', { name: new RegExp(`^合计.*${yuan(whole)}`) }).waitFor();
          for (const agent of agents) {
            await page
              .getByRole('row', { name: new RegExp(`^${agent}.*${yuan(won.get(agent)!)}`) })
              .waitFor();
          }
          // Nobody of another team is in it.
          for (const [agent, , manager] of rowsOf('sales_teams.csv').map(
            ([name, head]) => [name!, '', head!] as const,
          )) {
            if (manager === MANAGER) continue;
            expect(await page.getByRole('row', { name: new RegExp(`^${agent}`) }).count()).toBe(0);
          }
          const text = yuan(won.get(LEAVER)!);
          await page
            .getByRole('button', { name: `${LEAVER} ${text}，看单据`, exact: true })
            .click();
          const drawer = page.getByRole('dialog');
          const deal = drawer.getByRole('link').first();
          const name = await deal.textContent();
          await deal.click();
          await page.getByRole('heading', { name: name! }).first().waitFor();
        },
      );
    },
    PATIENCE_MS,
  );

  test(
    'customers of a leaver go to two colleagues in halves, and come back',
    async () => {
      const before = await owned(RECEIVERS[0]);
      await office.at(
        `/handovers/new?user=${users.get(LEAVER)!}`,
        loginOf(MANAGER),
        async ({ page }) => {
          await page.getByRole('heading', { name: `交接 ${LEAVER} 的客户和商机` }).waitFor();
          for (const name of RECEIVERS) {
            // As fast as a hand that knows the name: Enter waits for the answer.
            await page.keyboard.type(name);
            await page.keyboard.press('Enter');
            await page.locator('.ant-select-selection-item', { hasText: name }).waitFor();
          }
          const preview = page.getByRole('region', { name: '各得多少' });
          await preview.getByRole('row', { name: new RegExp(`^${RECEIVERS[0]} 150`) }).waitFor();
          await page.keyboard.press('Escape');
          await page.getByRole('button', { name: /^交\s?接$/ }).click();
          const ask = page.getByRole('dialog', { name: /300 个客户/ });
          await ask.getByRole('button', { name: /交\s?接/ }).click();
          await page.getByRole('heading', { name: `${LEAVER} 的交接` }).waitFor();
          expect([await owned(LEAVER), (await owned(RECEIVERS[0])) - before]).toEqual([0, 150]);
          await page.getByRole('button', { name: '撤回交接' }).click();
          await page.getByRole('dialog').getByRole('button', { name: '撤回交接' }).click();
          await page.getByText(/已撤回：\d+ 项回到原负责人，0 项保留/).waitFor();
          expect(await owned(LEAVER)).toBe(CUSTOMERS);
        },
      );
    },
    PATIENCE_MS,
  );
}

if (existsSync(data)) journeys('the day of a manager on imported deals', walk);
else test.skip('the day of a manager: the data sets are not in ../shared/data', () => undefined);

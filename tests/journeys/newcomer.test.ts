import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readSheet } from '@xinhang/server/sheets/read-sheet.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, xinhang, type ServerProcess } from '../helpers/server-process.ts';
import { journeys, theBrowser } from './harness/browser.ts';
import type { Looks, Screen } from './harness/screen.ts';
import { visit } from './harness/visit.ts';

const data = resolve(import.meta.dirname, '../../../shared/data');
const present = existsSync(data);

/** What the server answers to a person who has to choose a password first. */
const beforeTheOwnPassword = /^403 GET \/api\/v1\//;
const OWN = 'a password of my own';

const linesOf = (file: string) =>
  readFileSync(join(data, file), 'utf8').trim().split(/\r?\n/).slice(1);

/** Of files without quotes. */
const rowsOf = (file: string) => linesOf(file).map((line) => line.split(','));

/** What the import called each customer: the second column, whose commas stand in quotes. */
const namesOf = (file: string) =>
  linesOf(file).map((line) => /^[^,]*,("?)(.*?)\1(?:,|$)/.exec(line)![2]!);

/** Who won most on each account, added up from the file by itself. */
function ownersByFile(): Map<string, string> {
  const won = new Map<string, Map<string, number>>();
  for (const [, agent, , account, stage, , , value] of rowsOf('crm-pipeline/sales_pipeline.csv')) {
    if (!account || stage !== 'Won') continue;
    const sums = won.get(account) ?? new Map<string, number>();
    won.set(account, sums.set(agent!, (sums.get(agent!) ?? 0) + Number(value)));
  }
  return new Map(
    [...won].map(([account, sums]) => [account, [...sums].toSorted((a, b) => b[1] - a[1])[0]![0]]),
  );
}

function walk(): void {
  const directory = mkdtempSync(join(tmpdir(), 'xinhang-newcomer-'));
  const owners = ownersByFile();
  const team = rowsOf('crm-pipeline/sales_teams.csv').filter(
    ([, manager]) => manager === 'Rocco Neubert',
  );
  const accountsOf = (...agents: string[]) =>
    [...owners].filter(([, owner]) => agents.includes(owner)).map(([account]) => account);
  const ofTheTeam = accountsOf(...team.map(([agent]) => agent!));
  const passwords = new Map<string, string>();
  const ofNorthwind = namesOf('northwind/customers.csv');
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(directory), theBrowser()]);
    passwords.set('admin', server.password!);
    for (const set of ['crm-pipeline', 'northwind']) {
      expect(xinhang(directory, 'import', set, join(data, set)).status).toBe(0);
    }
    for (const login of ['cassey.cress', 'rocco.neubert']) {
      const { status, stdout } = xinhang(directory, 'user', 'reset-password', login);
      expect(status).toBe(0);
      passwords.set(login, stdout.trim().split(/\s+/)[1]!);
    }
  });
  afterAll(async () => {
    await server.end();
    rmSync(directory, { recursive: true });
  });

  /** Logs in, replaces the first password where there still is one, and opens the customers. */
  async function as(login: string, doing: (screen: Screen) => Promise<void>, looks: Looks = {}) {
    const first = passwords.get(login);
    await visit(
      browser,
      server.url,
      async (screen) => {
        const { page } = screen;
        await screen.login(login, first ?? OWN);
        if (first !== undefined) {
          await screen.replacePassword(first, OWN);
          passwords.delete(login);
        }
        await page.getByRole('menuitem', { name: '客户列表' }).waitFor();
        await doing(screen);
      },
      { expected: [beforeTheOwnPassword], ...looks },
    );
  }

  async function customersOf(screen: Screen): Promise<string | null> {
    await screen.page.goto('/customers?view=team');
    const grid = screen.page.getByRole('grid', { name: '客户列表' });
    await grid.getByRole('row').nth(1).waitFor();
    return await screen.page.getByRole('status').filter({ hasText: '共' }).textContent();
  }

  test('an agent, a manager and the owner see three companies', async () => {
    const own = accountsOf('Cassey Cress');
    expect([own.length, ofTheTeam.length, owners.size, ofNorthwind.length]).toEqual([
      6, 22, 85, 91,
    ]);
    for (const [login, picture, accounts] of [
      ['cassey.cress', 'company-agent', own],
      ['rocco.neubert', 'company-manager', ofTheTeam],
      ['admin', 'company-owner', [...owners.keys(), ...ofNorthwind]],
    ] as const) {
      await as(login, async (screen) => {
        expect(await customersOf(screen)).toBe(`共 ${accounts.length} 条`);
        const grid = screen.page.getByRole('grid', { name: '客户列表' });
        const name = await grid.getByRole('row').nth(1).getByRole('gridcell').nth(1).textContent();
        expect(accounts).toContain(name);
        await screen.picture(picture);
      });
    }
  });

  test('the agent registers, logs and finds with the keyboard, and is told of a duplicate', async () => {
    await as('cassey.cress', async (screen) => {
      const { page } = screen;
      await page.keyboard.press('Alt+n');
      const form = page.getByRole('dialog', { name: '新建客户' });
      await form.waitFor();
      await page.keyboard.type('重庆长江贸易有限公司');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('heading', { name: '重庆长江贸易有限公司' }).waitFor();
      await page.keyboard.press('Alt+f');
      await page.keyboard.type('王总要一份新报价');
      await page.keyboard.press('Tab');
      await page.keyboard.type('+3');
      await screen.picture('follow-up-typing');
      await page.keyboard.press('Control+Enter');
      const timeline = page.getByRole('region', { name: '往来记录' });
      await timeline.getByText('王总要一份新报价').waitFor();

      await page.keyboard.press('Control+k');
      await page.keyboard.type('cqcj');
      await page.getByRole('option', { name: /重庆长江贸易/ }).waitFor();
      await page.keyboard.press('Escape');

      // One that somebody of another team owns: told whose it is, nothing else of it.
      const [account, owner] = [...owners].find(([name]) => !ofTheTeam.includes(name))!;
      await page.keyboard.press('Alt+n');
      await form.waitFor();
      // What was saved a moment ago is no draft any more.
      expect(await form.getByLabel('客户名称').inputValue()).toBe('');
      await page.keyboard.type(account);
      const verdict = form.getByRole('alert');
      await verdict.getByText('同事的客户').waitFor();
      expect(await verdict.textContent()).toContain(owner);
      await screen.picture('duplicate-told');
    });
  });

  test('the manager exports the team and nobody else', async () => {
    await as('rocco.neubert', async (screen) => {
      const { page } = screen;
      expect(await customersOf(screen)).toBe(`共 ${ofTheTeam.length + 1} 条`);
      await page.getByRole('button', { name: '导出' }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('CSV').click();
      await dialog.getByRole('button', { name: '导出' }).click();
      const link = page.getByRole('link', { name: /下载文件 客户-/ });
      await link.waitFor();
      await screen.picture('export');
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      const { rows } = await readSheet(readFileSync(await download.path()), 'x.csv', {});
      const names = rows.slice(1).map((row) => row[0]);
      expect(new Set(names)).toEqual(new Set([...ofTheTeam, '重庆长江贸易有限公司']));
      expect(names).toHaveLength(ofTheTeam.length + 1);
    });
  });
}

if (present) journeys('a newcomer with the real data', walk);
else {
  console.log('The real data sets are not here: the way of a newcomer is not walked.');
  test('the real data sets are optional', () => expect(present).toBe(false));
}

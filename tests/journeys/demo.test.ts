import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readyRoles } from '@xinhang/shared/ready-roles.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ServerProcess } from '../helpers/server-process.ts';
import { journeys, theBrowser } from './harness/browser.ts';
import { visit } from './harness/visit.ts';

/** A line of the table that the demo prints: role, its key, name, login, password. */
const LINE = /^\S+ (\S+) {2,}\S+ {2,}(\S+) {2,}(\S+)$/gm;

journeys('the demo company', () => {
  const directory = mkdtempSync(join(tmpdir(), 'xinhang-demo-'));
  let server: ServerProcess;
  let browser: Browser;

  beforeAll(async () => {
    const args = ['--demo'];
    [server, browser] = await Promise.all([
      startServer(join(directory, 'd'), { args }),
      theBrowser(),
    ]);
  });
  afterAll(async () => {
    await server.end();
    rmSync(directory, { recursive: true });
  });

  /** The printed logins by the key of their role, once the last of them is printed. */
  async function printed() {
    const last = readyRoles.at(-1)!.key;
    await expect.poll(() => server.said()).toMatch(new RegExp(` ${last} .*\n`));
    const lines = server.said().matchAll(LINE);
    return new Map(
      [...lines].map(([, role, login, password]) => [
        role!,
        { login: login!, password: password! },
      ]),
    );
  }

  test('prints a login for each ready role, and lets each of them in', async () => {
    const logins = await printed();
    expect([...logins.keys()].toSorted()).toEqual(readyRoles.map(({ key }) => key).toSorted());
    for (const { login, password } of logins.values()) {
      const answer = await fetch(`${server.url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': `demo-${login}` },
        body: JSON.stringify({ login, password }),
      });
      expect(answer.status, login).toBe(200);
    }
  });

  test('shows a salesperson a full day, customers with a past, and a duplicate', async () => {
    const { login, password } = (await printed()).get('salesperson')!;
    await visit(browser, server.url, async (screen) => {
      const { page } = screen;
      await screen.login(login, password);
      const due = page.getByRole('region', { name: '今日跟进' });
      await due.getByRole('button', { name: '登记跟进' }).first().waitFor();
      await screen.picture('desk');

      await page.getByRole('menuitem', { name: '客户列表' }).click();
      const grid = page.getByRole('grid', { name: '客户列表' });
      const name = grid.getByRole('row').nth(1).getByRole('gridcell').nth(1);
      const customer = (await name.textContent()) ?? '';
      await screen.picture('customers');
      await name.dblclick();
      await page.getByRole('heading', { name: customer }).waitFor();
      await page.getByRole('region', { name: '往来记录' }).getByRole('article').first().waitFor();
      await screen.picture('customer');

      await page.keyboard.press('Control+k');
      await page.keyboard.type('ks');
      await page.getByRole('option', { name: /昆山/ }).first().waitFor();
      await screen.picture('search');
      await page.keyboard.press('Escape');

      await page.keyboard.press('Alt+n');
      const form = page.getByRole('dialog', { name: '新建客户' });
      await form.waitFor();
      await page.keyboard.type(customer.replace(/(股份)?有限.*$/, ''));
      await form.getByRole('alert').getByText('名称相同').waitFor();
      await form.getByLabel('仍要登记的原因').waitFor();
    });
  });

  test('shows the director deals in every stage, and one of them whole', async () => {
    const { login, password } = (await printed()).get('sales-director')!;
    await visit(browser, server.url, async (screen) => {
      const { page } = screen;
      await screen.login(login, password);
      await page.getByRole('menuitem', { name: '看板', exact: true }).click();
      const columns = page.locator('.board-column');
      const cards = columns.first().locator('.deal-card');
      await cards.first().waitFor();
      expect(await columns.count()).toBe(5);
      await screen.picture('deals-board');
      const name = (await cards.first().getByRole('link').textContent()) ?? '';
      await cards.first().getByRole('link').click();
      await page.getByRole('heading', { name }).waitFor();
      await page.getByText('经过', { exact: true }).first().waitFor();
      await screen.picture('deal');
    });
  });
});

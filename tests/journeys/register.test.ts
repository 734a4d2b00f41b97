import { afterAll, beforeAll, expect, test } from 'vitest';
import type { XinhangBridge } from '../../apps/desktop/src/bridge/window-api.ts';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

/** What the preload gives the page, with a server that refuses the first line and takes the next. */
function bridge() {
  let known = false;
  const told: unknown[] = [];
  const server = { address: 'https://10.0.0.1:7843', serverVersion: '1', apiLevel: 1 };
  const never = () => Promise.resolve(undefined);
  const api = {
    on: () => () => {},
    app: { info: never, language: never },
    server: {
      current: () => Promise.resolve(known ? server : null),
      discover: () => Promise.resolve([]),
      register: (input: { text: string }) => {
        told.push(input);
        if (input.text === 'wrong') {
          const failure = { code: 'registration-invalid', channel: '', issues: [], params: {} };
          return Promise.reject(failure as never);
        }
        known = true;
        return Promise.resolve(server);
      },
      use: never,
      forget: () => {
        known = false;
        return Promise.resolve(undefined);
      },
    },
  };
  Object.assign(window, { xinhang: api as unknown as XinhangBridge, told });
}

journeys('the first start of a desktop client', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(async () => {
    await office.close();
  });

  test('a line that is none says so; a good one leads to the login, and back again', async () => {
    await office.visit(
      async (screen) => {
        const { page } = screen;
        await page.addInitScript(bridge);
        await page.goto('/');
        await page.getByRole('heading', { name: '连接服务器' }).waitFor();
        await screen.expectAccessible();
        await page.getByLabel('登记码').fill('wrong');
        await page.getByRole('button', { name: '申请登记' }).click();
        await page.getByText('请填写').first().waitFor();
        await page.getByLabel('这台电脑的名称').fill('前台电脑');
        await page.getByRole('button', { name: '申请登记' }).click();
        await page.getByRole('alert').getByText('这不是一行完整的登记码').waitFor();
        await page.getByLabel('登记码').fill('10.0.0.1:7843/1-ABCDEFGHIJ/0');
        await page.getByRole('button', { name: '申请登记' }).click();
        await page.locator('input[autocomplete=username]').waitFor();
        expect(await page.evaluate('told')).toEqual([
          { text: 'wrong', name: '前台电脑' },
          { text: '10.0.0.1:7843/1-ABCDEFGHIJ/0', name: '前台电脑' },
        ]);
        await page.getByRole('button', { name: '换一台服务器，或重新登记' }).click();
        await page.getByRole('heading', { name: '连接服务器' }).waitFor();
      },
      { expected: [/^401 GET \/api\/v1\//] },
    );
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PASSWORD } from '../helpers/password.ts';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';
import type { Screen } from './harness/screen.ts';

/** What the server answers to a person who has to choose a password first. */
const beforeTheOwnPassword = /^403 GET \/api\/v1\//;
/** What a page asks between the moment its session ends and the moment it knows. */
const afterTheEnd = /^401 GET \/api\/v1\//;

/** The server wants the password again; and it was not the right one. */
const passwordAgain = /^403 POST \/api\/v1\/users/;
const wrongPassword = /^400 POST \/api\/v1\/auth\/confirm/;
/** After so long a login counts no more as saying the password. */
const CONFIRMED_MS = 5 * 60_000;

const broken = {
  status: 500,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: 'x', status: 500, code: 'internal' }),
};

const OUT_WITHIN_MS = 1000;

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('dialog').getByRole('combobox', { name: label }).click();
  await page.keyboard.type(option);
  await page.getByTitle(option, { exact: true }).last().click();
}

journeys('running the company', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    await office.call('alice', 'POST', '/customers', { name: '重庆长江贸易有限公司' });
    await office.call('bob', 'POST', '/customers', { name: '上海浦江电子有限公司' });
  });
  afterAll(async () => {
    await office.close();
  });

  test('a new department and a new user, who logs in with the first password and replaces it', async () => {
    let password = '';
    await office.as(
      'boss',
      async (screen) => {
        const { page } = screen;
        await page.getByRole('menuitem', { name: '组织与用户' }).click();
        await page.getByRole('button', { name: '新建部门' }).click();
        // The first field has the focus, Enter goes on, Ctrl+Enter saves.
        await page.keyboard.type('华东办事处');
        await page.keyboard.press('Control+Enter');
        const tree = page.getByRole('region', { name: '组织' });
        await tree.getByText('华东办事处').click();
        await page.getByText('这里还没有人').waitFor();
        await screen.expectAccessible();

        await page.keyboard.press('Alt+n');
        await page.keyboard.type('陈晓');
        await page.keyboard.press('Enter');
        await page.keyboard.type('chenxiao');
        await choose(page, '角色', '业务员');
        // The list is still open, its first role highlighted: saving must not take that one along.
        // Meanwhile the login is too long ago for giving somebody rights.
        office.company.clock.now += CONFIRMED_MS;
        await page.keyboard.press('Control+Enter');
        const again = page.getByRole('dialog', { name: '再次输入密码' });
        await again.waitFor();
        await page.keyboard.type('not the password');
        await page.keyboard.press('Enter');
        await again.getByText('当前密码不正确').waitFor();
        // What was typed is marked, so that typing replaces it; the form behind it goes on by itself.
        await page.keyboard.type(PASSWORD);
        await page.keyboard.press('Enter');
        const shown = page.getByRole('dialog', { name: '首次密码' });
        await shown.getByText('chenxiao').waitFor();
        password = (await shown.locator('code').nth(1).textContent()) ?? '';
        expect(password.length).toBeGreaterThanOrEqual(8);
        await shown.getByRole('button', { name: '我已记下' }).click();

        // Found by pinyin; the password is nowhere any more.
        await page.getByRole('dialog').getByText('尚未修改首次密码').waitFor();
        expect(await page.getByText(password).count()).toBe(0);
        await page.keyboard.press('Escape');
        await page.getByRole('searchbox', { name: '查找' }).fill('cx');
        await page.keyboard.press('Enter');
        await page.getByRole('grid').getByText('陈晓').waitFor();
      },
      { expected: [passwordAgain, wrongPassword] },
    );

    await office.as(
      'chenxiao',
      async (screen) => {
        const { page } = screen;
        await page.getByRole('heading', { name: '请先设置新密码' }).waitFor();
        await screen.replacePassword(password, 'a password of my own');
        await page.getByRole('menuitem', { name: '客户列表' }).waitFor();
        expect(await page.getByRole('menuitem', { name: '组织与用户' }).count()).toBe(0);
      },
      { password, expected: [beforeTheOwnPassword] },
    );
  });

  test('a new company is set up step by step: stopped, resumed, and found in the settings afterwards', async () => {
    const before = await office.call('boss', 'GET', '/settings');
    await office.call('boss', 'PATCH', '/settings', {
      version: before.version,
      values: { 'setup.step': 'company' },
    });
    const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click();
    const visit = async (screen: Screen) => {
      const { page } = screen;
      // Nobody has to look for it.
      await page.getByRole('heading', { name: '公司叫什么？' }).waitFor();
      await screen.expectAccessible();
      await page.getByLabel('公司名称').fill('苏州明晟建材有限公司');
      await next(page);
      await page.getByRole('heading', { name: '您是谁？' }).waitFor();
      await page.getByRole('button', { name: '以后再做' }).click();
      await page.getByText('公司还没有设置完').waitFor();
      await page.route('**/api/v1/users/*', (route) => route.fulfill(broken), { times: 1 });
      await page.reload();
      // Where it was left; what cannot be read says so, and is asked for again.
      await page.getByRole('heading', { name: '您是谁？' }).waitFor();
      await page.getByRole('button', { name: '重试' }).click();
      // Opened at its own address: "later" is heard the first time.
      await page.reload();
      await page.getByRole('heading', { name: '您是谁？' }).waitFor();
      await page.getByRole('button', { name: '以后再做' }).click();
      await page.getByText('公司还没有设置完').waitFor();
      await page.getByRole('button', { name: '继续设置' }).click();
      await page.getByLabel('您的姓名').fill('王老板');
      await next(page);
      await page.getByRole('radio', { name: /^项目型/ }).check();
      await screen.expectAccessible();
      await next(page);
      await page.getByText('预计成交推迟', { exact: true }).waitFor();
      await screen.expectAccessible();
      await page.getByRole('button', { name: '建立' }).click();
      await page.getByText('和数据在同一块硬盘上').waitFor();
      await screen.expectAccessible();
      await next(page);
      await page.getByRole('radio', { name: /^不加密/ }).waitFor();
      await next(page);
      await page.getByText('只有这台电脑').click();
      await screen.expectAccessible();
      await next(page);
      await page.getByText('苏州明晟建材有限公司').waitFor();
      await screen.expectAccessible();
      await page.getByRole('button', { name: '完成' }).click();
      await page.getByRole('heading', { name: '王老板，今天要做的事' }).waitFor();
      expect(await page.getByText('公司还没有设置完').count()).toBe(0);
      // What was left out of it, the server says by itself.
      await page.getByRole('menuitem', { name: '服务器' }).click();
      await page.getByText('还没有备份。').waitFor();
      await page.getByRole('region', { name: '网络与证书' }).getByText('只有这台电脑').waitFor();
      await screen.expectAccessible();
    };
    await office.as('boss', visit, { expected: [/^500 GET \/api\/v1\/users/] });
    expect(await office.call('boss', 'GET', '/company')).toMatchObject({
      name: '苏州明晟建材有限公司',
      salesModel: 'project',
    });
    // The salesperson is not asked.
    await office.as('alice', async ({ page }) => {
      await page.getByRole('heading', { name: /今天要做的事/ }).waitFor();
    });
  });

  test('what is changed in the matrix holds from the next request of its holders on', async () => {
    await office.as('manager', async ({ page }) => {
      await page.getByRole('menuitem', { name: '客户列表' }).click();
      await page.getByRole('button', { name: '新建客户' }).first().waitFor();
      await office.at('/roles', 'boss', async (screen) => {
        const { page: roles } = screen;
        await roles.getByRole('button', { name: /^销售主管/ }).click();
        await roles.getByText('manager', { exact: true }).waitFor();
        const none = roles.getByRole('checkbox', { name: '登记客户 无' });
        await none.focus();
        await roles.keyboard.press('Space');
        await roles.getByText('1 处修改未保存').waitFor();
        await screen.expectAccessible();
        await roles.keyboard.press('Control+s');
        await roles.getByText('已保存，持有人立即生效').waitFor();
      });
      // Nothing was reloaded: the page heard of it.
      await expect
        .poll(() => page.getByRole('button', { name: '新建客户' }).first().isDisabled())
        .toBe(true);
      const answer = await page.evaluate(async () => {
        const response = await fetch('/api/v1/auth/me');
        const me = (await response.json()) as { grants: { permission: string }[] };
        return me.grants.map((grant) => grant.permission);
      });
      expect(answer).not.toContain('customers.create');
      expect(answer).toContain('customers.read');
    });
  });

  test('an administrator is told at the row what he cannot grant, and an owner confirms it', async () => {
    await office.at(
      '/roles',
      'admin',
      async ({ page }) => {
        await page.getByRole('button', { name: /^仓库员/ }).click();
        const row = page.getByRole('row', { name: /^查看客户/ });
        await row.getByText('您自己没有这项权限').waitFor();
        await page.getByRole('checkbox', { name: '查看客户 本人' }).check();
        await page.keyboard.press('Control+s');
        await page.getByRole('button', { name: '请老板确认' }).click();
        await page.getByLabel('说明（可不填）').fill('仓库要给客户打电话约送货');
        await page.keyboard.press('Enter');
        await page.getByText('已请老板确认').waitFor();
      },
      { expected: [/^403 PATCH \/api\/v1\/roles\/\d+/] },
    );
    await office.as('boss', async (screen) => {
      const { page } = screen;
      await page.getByRole('button', { name: /通知/ }).first().click();
      await page.getByText('“仓库员”要得到更多权限，请您确认：查看客户').click();
      await page.getByText('新增权限：查看客户（本人）').first().waitFor();
      await page.getByText('仓库要给客户打电话约送货').waitFor();
      await screen.expectAccessible();
      await page.getByRole('button', { name: '确认授权' }).click();
      await page.getByText('已确认', { exact: true }).waitFor();
    });
  });

  test('whoever is locked is out within a second', async () => {
    await office.as(
      'bob',
      async ({ page }) => {
        await page.getByRole('menuitem', { name: '客户列表' }).click();
        await page.getByRole('grid').getByText('上海浦江电子有限公司').waitFor();
        await office.at('/org', 'boss', async ({ page: org }) => {
          await org.getByRole('grid').getByText('bob').first().click();
          await org.getByRole('button', { name: '锁定' }).click();
          const out = page.locator('input[autocomplete=username]').waitFor();
          await org.getByRole('dialog').getByRole('button', { name: '锁定' }).last().click();
          await org.getByText('已锁定，此人的所有页面已退出').waitFor();
          const locked = performance.now();
          await out;
          expect(performance.now() - locked).toBeLessThan(OUT_WITHIN_MS);
          await org.getByRole('button', { name: '解除锁定' }).click();
          await org.getByText('已解除锁定').waitFor();
        });
        expect(await page.getByText('上海浦江电子有限公司').count()).toBe(0);
      },
      { expected: [afterTheEnd] },
    );
  });

  test('the owner looks through other eyes: a bar says so, nothing can be written, and it ends', async () => {
    await office.at(
      '/org',
      'boss',
      async (screen) => {
        const { page } = screen;
        await page.getByRole('grid').getByText('alice').first().click();
        await page.getByRole('button', { name: '以此人身份查看' }).click();
        await page
          .getByRole('dialog')
          .getByRole('button', { name: '以此人身份查看' })
          .last()
          .click();
        const bar = page.getByText('您正以 alice 的身份查看，只能看');
        await bar.waitFor();
        await page.getByRole('menuitem', { name: '客户列表' }).click();
        await page.getByRole('grid').getByText('重庆长江贸易有限公司').waitFor();
        expect(await page.getByText('上海浦江电子有限公司').count()).toBe(0);
        expect(await page.getByRole('menuitem', { name: '组织与用户' }).count()).toBe(0);
        await screen.expectAccessible();

        await page.reload();
        await bar.waitFor();
        await page.keyboard.press('Alt+n');
        await page.keyboard.type('不该写入的客户');
        await page.keyboard.press('Control+Enter');
        await page.getByRole('alert').getByText('以他人身份查看时不能修改').waitFor();
        await page.getByRole('button', { name: '取消' }).click();

        await page.getByRole('button', { name: '结束查看' }).click();
        await bar.waitFor({ state: 'detached' });
        await page.getByRole('menuitem', { name: '组织与用户' }).waitFor();
        await page.getByRole('menuitem', { name: '客户列表' }).click();
        await page.getByTitle('团队', { exact: true }).click();
        await page.getByRole('grid').getByText('上海浦江电子有限公司').waitFor();
        expect(await page.getByText('不该写入的客户').count()).toBe(0);
      },
      { expected: ['403 POST /api/v1/customers', /^403 \w+ \/api\/v1\/me\/preferences/] },
    );
  });

  test('the look follows the account, and logging out everywhere ends the other screen', async () => {
    await office.as(
      'both',
      async ({ page }) => {
        await office.at(
          '/me',
          'both',
          async ({ page: other }) => {
            await other.getByText('深色', { exact: true }).click();
            await expect
              .poll(async () => {
                const token = await office.company.login('both');
                const kept = await office.company.call(token, 'GET', '/me/preferences/look');
                return (kept.json as { value: { theme: string } }).value?.theme;
              })
              .toBe('dark');
            await other.getByRole('button', { name: '退出所有设备' }).click();
            await other.getByRole('dialog').getByRole('button', { name: '退出所有设备' }).click();
            await other.locator('input[autocomplete=username]').waitFor();
          },
          { expected: [afterTheEnd] },
        );
        await page.locator('input[autocomplete=username]').waitFor();
      },
      { expected: [afterTheEnd] },
    );
    await office.as('both', async ({ page }) => {
      const dark = () => page.evaluate(() => document.documentElement.style.colorScheme);
      await expect.poll(dark).toBe('dark');
    });
  });
});

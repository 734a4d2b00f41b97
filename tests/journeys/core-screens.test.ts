import { afterAll, beforeAll, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';
import type { Looks, Screen } from './harness/screen.ts';

journeys('the core screens', () => {
  let office: Office;
  let id: number;
  beforeAll(async () => {
    office = await Office.open();
    const phones = [{ number: '13812345678' }, { number: '0755-26001234', extension: '609' }];
    const contact = { name: '王小明', post: '采购经理', primary: true, phones };
    const first = { name: '深圳长风科技有限公司', industry: '电子', contact };
    id = (await office.call('alice', 'POST', '/customers', first)).id;
    await office.call('alice', 'POST', '/follow-ups', {
      customerId: id,
      content: '谈了付款方式',
      nextOn: '2026-11-24',
    });
    // Agreed for yesterday, and nobody called.
    await office.company.db.transaction(async (tx) => {
      const row = tx.updateTable('customer').set({ next_follow_on: '2026-11-23' });
      await row.where('id', '=', id).execute();
    });
    await office.call('boss', 'POST', '/customers', { name: '公海客户', ownerId: null });
    const ownerId = office.company.users['manager']!;
    await office.call('boss', 'POST', '/customers', { name: '分给经理的客户', ownerId });
    const { rows } = (await office.call('alice', 'GET', '/request-forms')) as unknown as {
      rows: { id: number }[];
    };
    const request = { flowId: rows[0]!.id, title: '买投影仪', amountFen: 350_000 };
    const chosen = [{ key: 'n1', userIds: [ownerId] }];
    await office.call('alice', 'POST', '/requests', { ...request, chosen });
  });
  afterAll(async () => {
    await office.close();
  });

  const pages = () => [
    ['/home', 'section'],
    ['/customers', '[role=grid]'],
    [`/customers/${id}`, '.entry'],
    ['/contacts', '[role=grid]'],
    ['/pool', '[role=grid]'],
    ['/follow-ups', '[role=grid]'],
    ['/notifications', '[role=grid]'],
    ['/customers?new=true', '[role=dialog]'],
  ];

  async function walk(screen: Screen): Promise<void> {
    for (const [path, sign] of pages()) {
      await screen.page.goto(path!);
      await screen.page.locator(sign!).first().waitFor();
      await screen.expectAccessible();
      await screen.expectNoSidewaysScroll();
    }
    await screen.page.goto('/home');
    await screen.page.locator('section').first().waitFor();
    await screen.page.keyboard.press('Control+k');
    await screen.page.keyboard.type('13812');
    await screen.page.getByRole('option').first().waitFor();
    await screen.expectAccessible();
    await screen.page.keyboard.press('Escape');
    await screen.page.keyboard.press('?');
    await screen.page.getByRole('dialog').first().waitFor();
    await screen.expectAccessible();
  }

  const looks: [string, Looks][] = [
    ['in the light, in Chinese', {}],
    [
      'in the dark, in English, on a large screen',
      { theme: 'dark', language: 'en', width: 1920, height: 1080 },
    ],
  ];
  test.each(looks)('are fit for everybody %s', async (_name, look) => {
    await office.as('manager', walk, look);
  });

  test('work on a phone: the desk, the customer, logging a follow-up', async () => {
    await office.as(
      'alice',
      async (screen) => {
        const { page } = screen;
        await page.getByRole('region', { name: '今日跟进' }).waitFor();
        await screen.expectNoSidewaysScroll();
        await screen.expectAccessible();
        const work = page.getByRole('region', { name: '今日跟进' });
        await work.getByRole('button', { name: /登记跟进/ }).tap();
        await page.getByRole('textbox', { name: '内容' }).fill('路上打的电话');
        await page.getByRole('button', { name: '明天', exact: true }).tap();
        await screen.expectNoSidewaysScroll();
        await page.getByRole('button', { name: '保存跟进' }).tap();
        await page.getByText('今天没有要跟进的客户。').waitFor();

        await page.getByRole('button', { name: '菜单' }).tap();
        await page.getByRole('menuitem', { name: '客户列表' }).tap();
        await page.getByRole('grid').getByText('深圳长风科技有限公司').tap();
        await page.getByRole('region', { name: '往来记录' }).getByText('路上打的电话').waitFor();
        await screen.expectNoSidewaysScroll();
        await screen.expectAccessible();

        await page.goto('/approvals?box=mine');
        await page.getByRole('button', { name: /买投影仪/ }).tap();
        await page.getByRole('region', { name: '审批过程' }).getByText('manager').waitFor();
        await screen.expectNoSidewaysScroll();
        await screen.expectAccessible();
      },
      { width: 390, height: 844 },
    );
  });

  test('the login speaks three languages, and the first password must be changed', async () => {
    await office.visit(
      async (screen) => {
        await screen.page.goto('/');
        await screen.page.getByText('登入新航').waitFor();
        await screen.expectAccessible();
      },
      { language: 'zh-TW' },
    );
    await office.company.db.transaction(async (tx) => {
      await tx
        .updateTable('user')
        .set({ must_change_password: 1 })
        .where('login', '=', 'bob')
        .execute();
    });
    await office.as('bob', async (screen) => {
      const { page } = screen;
      await page.getByText('请先设置新密码').waitFor();
      await screen.expectAccessible();
      await page.getByLabel('当前密码').fill('correct horse');
      await page.getByLabel('新密码', { exact: true }).fill('battery staple');
      await page.getByLabel('再次输入新密码').fill('battery staple');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /今天要做的事/ }).waitFor();
    });
  });
});

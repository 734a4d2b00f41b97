import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scriptPayloads } from '../helpers/script-payloads.ts';
import { startCompany } from '../helpers/server.ts';
import { buildWorld, type World } from '../matrix/world.ts';
import { builtScreens, journeys, theBrowser } from './harness/browser.ts';
import { visit } from './harness/visit.ts';

/** Columns that hold what people typed, in whatever words. */
const freeTexts: Readonly<Record<string, string>> = {
  customer:
    'name short_name phone tax_no industry region city address website source note external_no',
  contact: 'name dept post wechat email native_place family hobbies relations taboos note',
  contact_phone: 'number extension label',
  customer_address: 'receiver phone address carrier',
  customer_title: 'title tax_no bank bank_account address phone',
  follow_up: 'content result',
  tag: 'name',
  custom_field: 'label',
  pool: 'name',
  dict: 'label',
  attachment: 'name',
  import_batch: 'file_name',
  import_row: 'label',
  job: 'title',
  job_row: 'label',
  company: 'name',
  legal_entity: 'name',
  dept: 'name',
  user: 'login name post phone external_no',
  role: 'name',
  saved_view: 'name',
  session: 'client',
  device: 'name',
  branch: 'name',
  work_calendar: 'name',
  pipeline: 'name',
  pipeline_stage: 'name',
  gate_item: 'title',
  deal: 'name close_reason close_note source note external_no',
  deal_line: 'product',
  competitor: 'name strengths weaknesses note',
  deal_competitor: 'note',
  approval_flow: 'name',
  approval: 'reason',
  approval_task: 'comment',
  request: 'title text',
  kb_category: 'name',
  kb_article: 'title excerpt',
  kb_draft: 'title',
  kb_file: 'name',
  course: 'title note',
  lesson: 'title place',
  learning_path: 'name note',
  question_category: 'name',
  question: 'text',
  exam: 'title note',
  exam_answer: 'text comment',
};

/** Puts a payload of its own into each such field of each row; how many there were. */
async function plant({ company: { db } }: World): Promise<number> {
  let planted = 0;
  await db.transaction(async (tx) => {
    for (const [table, columns] of Object.entries(freeTexts)) {
      const rows = await sql<{ at: number }>`select rowid as at from ${sql.table(table)}`.execute(
        tx,
      );
      for (const { at } of rows.rows) {
        const values = columns.split(' ').map((column) => {
          const payload = scriptPayloads[planted % scriptPayloads.length]!;
          // Names that must differ do so in each round as well.
          const text = `${payload} ${Math.floor(planted / scriptPayloads.length)}`;
          planted += 1;
          return sql`${sql.ref(column)} = ${text}`;
        });
        await sql`update ${sql.table(table)} set ${sql.join(values)} where rowid = ${at}`.execute(
          tx,
        );
      }
    }
  });
  return planted;
}

/** The numbers of the payloads that stand on the page as text, or in its fields. */
const shown = async (page: Page) =>
  await page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
    const all = [document.body.innerText, ...fields.map((field) => field.value)].join('\n');
    return [...all.matchAll(/[(`/](1\d{3})\b/g)].map(([, number]) => Number(number));
  });

journeys('scripts in every field', () => {
  let world: World;
  let browser: Browser;
  let address: string;
  let boss: string;
  beforeAll(async () => {
    [world, browser] = await Promise.all([
      buildWorld((options) => startCompany({ ...options, screens: builtScreens })),
      theBrowser(),
    ]);
    boss = await world.company.login('boss');
    const sent = { name: scriptPayloads[1]!, note: scriptPayloads[2]!, duplicateReason: '-' };
    // By the way of everybody else as well, so that the audit and the notices quote it.
    const made = await world.company.call(boss, 'POST', '/customers', sent);
    expect(made.status).toBe(201);
    const { id: customer, version } = made.json as { id: number; version: number };
    const given = { version, ownerId: world.company.users['alice'], note: scriptPayloads[3] };
    const assigned = await world.company.call(boss, 'POST', `/customers/${customer}/assign`, given);
    expect(assigned.status).toBe(200);
    expect(await plant(world)).toBeGreaterThan(500);
    address = await world.company.app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(async () => {
    await world.stop();
  });

  test('none of them runs, on any page or on paper', { timeout: 300_000 }, async () => {
    const seen = new Set<number>();
    const { customerId } = world.targets[1]!;
    await visit(browser, address, async (screen) => {
      const { page } = screen;
      const dialogs: string[] = [];
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      await page.addInitScript(() => {
        Object.assign(globalThis, {
          hits: [],
          hit: (n: unknown) => (globalThis as never as { hits: unknown[] }).hits.push(n),
          prints: 0,
        });
        window.print = () => void ((globalThis as never as { prints: number }).prints += 1);
      });
      const look = async () => {
        for (const number of await shown(page)) seen.add(number);
        const hits = await page.evaluate(() => (globalThis as never as { hits: unknown[] }).hits);
        expect({ at: page.url(), hits, dialogs }).toEqual({
          at: page.url(),
          hits: [],
          dialogs: [],
        });
      };
      const open = async (path: string, sign = '[role=grid]') => {
        await page.goto(path);
        await page.locator(sign).first().waitFor();
        await look();
      };
      await screen.enter(boss, '/home');
      await page.locator('section').first().waitFor();
      await look();
      await page.keyboard.press('Control+k');
      await page.keyboard.type('hit');
      await page.keyboard.press('Escape');
      for (const path of [
        '/contacts',
        '/pool',
        '/follow-ups',
        '/notifications',
        '/org',
        '/audit',
      ]) {
        await open(path);
      }
      for (const path of ['/files', '/devices', '/branches', '/imports', '/jobs', '/filings']) {
        await open(path, 'main');
        await expect.poll(async () => (await shown(page)).length).toBeGreaterThan(0);
        await look();
      }
      await open('/deals');
      const deal = world.deals.open[1]!;
      const board = `/deals/board?pipelineId=${world.deals.pipelineId}`;
      for (const path of [
        board,
        `/deals/${deal}`,
        '/deals/outcomes',
        '/competitors',
        '/settings?tab=pipelines',
        '/approvals',
        '/approval-flows',
        '/training?tab=courses',
        '/training?tab=paths',
        '/training?tab=exams',
        '/training?tab=questions',
        '/training?tab=examResults',
        `/training/exams/${world.exams.own}`,
        `/training/courses/${world.training.own.id}`,
        '/knowledge',
        '/knowledge?view=drafts',
        `/knowledge/${world.articles.everybodys.id}`,
        `/knowledge/${world.articles.mine.id}/edit`,
      ]) {
        await open(path, 'main');
        await expect.poll(async () => (await shown(page)).length).toBeGreaterThan(0);
        await look();
      }
      for (const path of ['/roles', '/grants', '/me', '/settings', '/settings?tab=fields']) {
        await open(path, 'main');
      }
      await open('/customers?view=team');
      await page.keyboard.press('Control+p');
      await expect
        .poll(
          async () => await page.evaluate(() => (globalThis as never as { prints: number }).prints),
        )
        .toBe(1);
      await page.emulateMedia({ media: 'print' });
      await look();
      await page.emulateMedia({ media: 'screen' });
      await open(`/customers/${customerId}`, '.entry');
      await page.emulateMedia({ media: 'print' });
      await look();
      await page.emulateMedia({ media: 'screen' });
      await page.getByRole('button', { name: '修改', exact: true }).first().click();
      await page.getByRole('dialog', { name: '修改' }).waitFor();
      await look();
    });
    // They were there: as text.
    expect(seen.size).toBeGreaterThan(200);
    console.log(
      `${seen.size} of ${scriptPayloads.length} script payloads stood on the screens as text.`,
    );
  });
});

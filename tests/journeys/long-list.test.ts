import Sqlite from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journeys } from './harness/browser.ts';
import { Office } from './harness/office.ts';

const ROWS = 100_000;
const TALKS = 12_345;
/** Lines that are drawn at most: those of a large screen, and some ahead and behind. */
const MOST_DRAWN = 80;

/** Copies of one customer of alice, the newest contact first: 客户000001, 客户000002, … */
function multiply(file: string, id: number): void {
  const db = new Sqlite(file);
  const columns = db.prepare('SELECT * FROM customer WHERE id = ?').get(id) as object;
  const made: Record<string, string> = {
    id: 'customer.id + i - 1',
    name: `'客户' || printf('%06d', i)`,
    name_key: `'k' || printf('%06d', i)`,
    name_sort: `'k' || printf('%06d', i)`,
    last_follow_at: 'customer.created_at - i',
  };
  const names = Object.keys(columns).join(', ');
  const values = Object.keys(columns).map((name) => made[name] ?? `customer.${name}`);
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
    INSERT INTO customer (${names}) SELECT ${values.join(', ')} FROM n, customer
    WHERE customer.id = ${id}`);
  db.exec(`UPDATE customer SET last_follow_at = created_at - 1 WHERE id = ${id}`);
  db.close();
}

/** Talks with it, the newest first: 谈话00001, 谈话00002, … */
function talk(file: string, id: number): void {
  const db = new Sqlite(file);
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${TALKS})
    INSERT INTO follow_up (version, customer_id, type, content, result, author_id, at)
    SELECT 1, id, 'call', '谈话' || printf('%05d', i), '', owner_id, created_at - i
    FROM n, customer WHERE customer.id = ${id}`);
  db.close();
}

interface Frame {
  ms: number;
  lines: number;
}

/** Counts, frame by frame, how long each took and how many lines of the table it showed. */
async function record(page: Page): Promise<() => Promise<Frame[]>> {
  await page.evaluate(() => {
    const frames: Frame[] = [];
    Object.assign(globalThis, { frames });
    let before = performance.now();
    const grid = document.querySelector('[role=grid]')!;
    const frame = (now: number) => {
      const { top, bottom } = grid.getBoundingClientRect();
      const lines = [...grid.querySelectorAll('.grid-row')].filter((line) => {
        const box = line.getBoundingClientRect();
        return box.bottom > top && box.top < bottom;
      });
      frames.push({ ms: now - before, lines: lines.length });
      before = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return async () =>
    await page.evaluate(() => {
      const { frames } = globalThis as unknown as { frames: Frame[] };
      return frames.splice(0);
    });
}

function told(name: string, frames: readonly Frame[]): string {
  const times = frames.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (part: number) => (times[Math.floor((times.length - 1) * part)] ?? 0).toFixed(0);
  const empty = frames.filter(({ lines }) => lines === 0).length;
  return `${name}: ${times.length} frames, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms, without a line ${empty}`;
}

journeys('a list of 100,000 customers', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
    const first = await office.call('alice', 'POST', '/customers', { name: '客户000001' });
    multiply(office.company.paths.database, first.id);
    talk(office.company.paths.database, first.id);
  });
  afterAll(async () => {
    await office.close();
  });

  const drawn = async (page: Page) => await page.locator('[role=grid] .grid-row').count();
  const gapsInView = async (page: Page) =>
    await page.locator('[role=grid]').evaluate((grid) => {
      const { top, bottom } = grid.getBoundingClientRect();
      return [...grid.querySelectorAll('.grid-gap')].filter((gap) => {
        const box = gap.getBoundingClientRect();
        return box.bottom > top && box.top < bottom;
      }).length;
    });
  /** The line of a place, by the number that its customer was given. */
  const line = (page: Page, place: number) =>
    page.locator(`[role=row][aria-rowindex="${place + 1}"]`, {
      hasText: `客户${String(place).padStart(6, '0')}`,
    });
  const here = (page: Page) => page.locator('.grid-here');
  async function showsAll(page: Page) {
    await expect.poll(async () => await gapsInView(page)).toBe(0);
    expect(await drawn(page)).toBeLessThan(MOST_DRAWN);
  }

  test('its talks, too long to count, are reached at their end as well', async () => {
    await office.at('/follow-ups', 'alice', async ({ page }) => {
      const grid = page.getByRole('grid', { name: '跟进记录' });
      await grid.getByText('谈话00001').waitFor();
      await page.getByText('共 10,000+ 条').waitFor();
      await grid.focus();
      await page.keyboard.press('End');
      await grid.getByText('谈话12345').waitFor();
      await page.getByText('共 12,345 条').waitFor();
      await page.keyboard.press('Home');
      await grid.getByText('谈话00001').waitFor();
    });
  });

  test('goes from top to end and back by keyboard alone', async () => {
    await office.at('/customers', 'alice', async (screen) => {
      const { page } = screen;
      await line(page, 1).waitFor();
      await page.getByRole('grid').focus();
      const frames = await record(page);
      await page.getByText('共 10,000+ 条').waitFor();
      await page.keyboard.press('End');
      await line(page, ROWS).waitFor();
      expect(await here(page).textContent()).toContain(`客户${ROWS}`);
      await page.getByText('共 100,000 条').waitFor();
      await showsAll(page);
      for (let step = 0; step < 40; step += 1) await page.keyboard.press('PageUp');
      await showsAll(page);
      await page.keyboard.press('Control+Home');
      await line(page, 1).waitFor();
      expect(await here(page).textContent()).toContain('客户000001');
      for (let step = 0; step < 100; step += 1) await page.keyboard.press('PageDown');
      await showsAll(page);
      await page.keyboard.press('Control+End');
      await line(page, ROWS).waitFor();
      console.log(told('by keyboard', await frames()));
      // A row opens from there, and Back finds the list where it was left.
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: `客户${ROWS}` }).waitFor();
      await page.goBack();
      await line(page, ROWS).waitFor();
    });
  });

  test('goes anywhere by the scrollbar, and selects nothing that it did not load', async () => {
    await office.as('alice', async (screen) => {
      const { page } = screen;
      const asked: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/customers')) asked.push(request.url());
      });
      await page.goto('/customers');
      await line(page, 1).waitFor();
      const grid = page.getByRole('grid');
      const frames = await record(page);
      const scrollTo = async (part: number) =>
        await grid.evaluate((box, to) => {
          box.scrollTop = to * (box.scrollHeight - box.clientHeight);
        }, part);
      // The first touch of the scrollbar asks for the length of the list.
      await scrollTo(0.5);
      await page.getByText('共 100,000 条').waitFor();
      for (const part of [0.9, 0.1, 0.5, 1, 0.25, 0.75]) {
        await scrollTo(part);
        const first = async () =>
          Number(await page.locator('[role=grid] [data-row]').first().getAttribute('data-row'));
        await expect.poll(async () => Math.abs((await first()) - part * ROWS)).toBeLessThan(60);
        await showsAll(page);
        await line(page, (await first()) + 1).waitFor();
      }
      // A long pull through all of it, frame by frame.
      await grid.evaluate(async (box) => {
        for (let step = 0; step <= 120; step += 1) {
          box.scrollTop = (step / 120) * box.scrollHeight;
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      });
      await line(page, ROWS).waitFor();
      await showsAll(page);
      console.log(told('by scrollbar', await frames()));
      // What lies under the pointer for a moment is not read: far fewer pages than there are.
      expect(asked.length).toBeLessThan(200);

      await grid.focus();
      await page.keyboard.press('Home');
      await line(page, 1).waitFor();
      await page.keyboard.press('Shift+End');
      const picked = page.getByText(/已选 [\d,]+ 格/);
      const cells = Number(
        /([\d,]+) 格/.exec((await picked.textContent())!)![1]!.replaceAll(',', ''),
      );
      expect(cells).toBeGreaterThan(99);
      expect(cells).toBeLessThan(2_000);
    });
  });

  test('stays whole while others work: what changed is read again where it is seen', async () => {
    await office.at('/customers', 'alice', async (screen) => {
      const { page } = screen;
      await line(page, 1).waitFor();
      await page.getByRole('grid').focus();
      await page.keyboard.press('End');
      await line(page, ROWS).waitFor();
      // The customer of the last line is talked to, and goes to the top.
      const found = await office.call('alice', 'GET', '/customers?dir=asc&limit=1');
      const { rows } = found as unknown as { rows: { id: number; name: string }[] };
      expect(rows[0]!.name).toBe(`客户${ROWS}`);
      await office.call('alice', 'POST', '/follow-ups', { customerId: rows[0]!.id, content: '谈' });
      await page.getByRole('grid').getByText(`客户${ROWS}`).waitFor({ state: 'detached' });
      await page.getByText('共 99,999 条').waitFor();
      await page.keyboard.press('Home');
      await page.getByRole('grid').getByText(`客户${ROWS}`).waitFor();
      await page.keyboard.press('End');
      await page
        .getByRole('grid')
        .getByText(`客户0${ROWS - 1}`)
        .waitFor();
      await page.getByText('共 100,000 条').waitFor();
    });
  });
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { COOKIE } from '@xinhang/server/http/session.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessFaults } from './axe.ts';
import { watch, type Expected } from './watch.ts';

export interface Looks {
  /** 1366x768, the smallest office screen, unless said otherwise. */
  width?: number;
  height?: number;
  language?: 'zh-CN' | 'zh-TW' | 'en';
  theme?: 'light' | 'dark';
  /** Refusals and failures that this visit means to provoke. */
  expected?: readonly Expected[];
}

const shots = join(import.meta.dirname, '../../../docs/screenshots');

/** One person's browser: its own cookies and storage, watched for everything that breaks. */
export class Screen {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #faults: string[];
  /** Faults of its other tabs. */
  readonly #tabs: string[][] = [];
  readonly #address: string;

  private constructor(
    page: Page,
    context: BrowserContext,
    { faults, address }: { faults: string[]; address: string },
  ) {
    this.page = page;
    this.#context = context;
    this.#faults = faults;
    this.#address = address;
  }

  static async open(browser: Browser, address: string, looks: Looks = {}): Promise<Screen> {
    const { width = 1366, height = 768, language = 'zh-CN', theme = 'light' } = looks;
    const context = await browser.newContext({
      baseURL: address,
      viewport: { width, height },
      hasTouch: width < 500,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(60_000);
    await context.addInitScript(
      ([first, second]) => {
        if (localStorage.getItem('xinhang.language') !== null) return;
        localStorage.setItem('xinhang.language', first!);
        localStorage.setItem('xinhang.appearance', second!);
      },
      [language, theme],
    );
    const page = await context.newPage();
    const faults = await watch(page, looks.expected ?? []);
    return new Screen(page, context, { faults, address });
  }

  /** Opens a page in the session that a token stands for, and waits until it is drawn. */
  async enter(token: string, path: string): Promise<void> {
    const { page } = this;
    const url = new URL(path, this.#address);
    await this.#context.addCookies([
      { name: COOKIE, value: token, url: url.origin, httpOnly: true, sameSite: 'Strict' },
    ]);
    await page.goto(url.href);
    await page.getByRole('main').waitFor();
  }

  /** Types name and password into the login page and waits for what is behind it. */
  async login(login: string, password: string, path = '/'): Promise<void> {
    const { page } = this;
    await page.goto(path);
    await page.locator('input[autocomplete=username]').fill(login);
    await page.locator('input[autocomplete=current-password]').fill(password);
    await page.keyboard.press('Enter');
    await page.locator('input[autocomplete=username]').waitFor({ state: 'detached' });
  }

  /** Replaces the password that a person was given with one of their own. */
  async replacePassword(given: string, own: string): Promise<void> {
    const { page } = this;
    await page.getByLabel('当前密码').fill(given);
    await page.getByLabel('新密码', { exact: true }).fill(own);
    await page.getByLabel('再次输入新密码').fill(own);
    await page.keyboard.press('Enter');
  }

  /** Another tab of the same browser, with the same login. */
  async secondTab(): Promise<Page> {
    const page = await this.#context.newPage();
    this.#tabs.push(await watch(page, []));
    return page;
  }

  /** Cuts the line, or gives it back. */
  async setOffline(offline: boolean): Promise<void> {
    await this.#context.setOffline(offline);
  }

  /** Fails with what is wrong for people who use a keyboard or a screen reader. */
  async expectAccessible(): Promise<void> {
    expect(await accessFaults(this.page)).toEqual([]);
  }

  /** Fails when anything sticks out of the window sideways. */
  async expectNoSidewaysScroll(): Promise<void> {
    const sizes = await this.page.evaluate(() => ({
      content: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
    }));
    expect(sizes.content).toBeLessThanOrEqual(sizes.window);
  }

  /** A picture for the README: written only when XINHANG_SCREENSHOTS is set. */
  async picture(name: string): Promise<void> {
    if (!process.env['XINHANG_SCREENSHOTS']) return;
    mkdirSync(shots, { recursive: true });
    await this.page.screenshot({ path: join(shots, `${name}.png`) });
  }

  faults(): readonly string[] {
    return [...this.#faults, ...this.#tabs.flat()];
  }

  /** Forgets them, where they were meant. */
  forgetFaults(): void {
    for (const list of [this.#faults, ...this.#tabs]) list.length = 0;
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}

import type { Browser } from 'playwright-core';
import { quickHash } from '../../helpers/password.ts';
import { startCompany } from '../../helpers/server.ts';
import { builtScreens, theBrowser } from './browser.ts';
import type { Looks, Screen } from './screen.ts';
import { visit } from './visit.ts';

type Company = Awaited<ReturnType<typeof startCompany>>;

/**
 * The real server on a port of its own with the built screens, and a browser in front of it.
 * Everybody in the small company has the password `PASSWORD`; see tests/helpers/password.ts.
 */
export class Office {
  readonly company: Company;
  readonly address: string;
  readonly #browser: Browser;

  private constructor(company: Company, address: string, browser: Browser) {
    this.company = company;
    this.address = address;
    this.#browser = browser;
  }

  static async open(): Promise<Office> {
    const [company, browser] = await Promise.all([
      startCompany({ screens: builtScreens }),
      theBrowser(),
    ]);
    const address = await company.app.listen({ port: 0, host: '127.0.0.1' });
    return new Office(company, address, browser);
  }

  /** What one person does at a screen of their own, from the desk on. */
  async as(
    login: string,
    doing: (screen: Screen) => Promise<void>,
    looks: Looks & { password?: string } = {},
  ): Promise<void> {
    await this.at('/', login, doing, looks);
  }

  /**
   * The same from another page on. Most begin logged in: the login page has journeys of its own,
   * and each load of the screens costs a second or two. A `password` is typed into it.
   */
  async at(
    path: string,
    login: string,
    doing: (screen: Screen) => Promise<void>,
    { password, ...looks }: Looks & { password?: string } = {},
  ): Promise<void> {
    await this.visit(async (screen) => {
      if (password) await screen.login(login, password, path);
      else await screen.enter(await this.company.login(login), path);
      await doing(screen);
    }, looks);
  }

  /** The same without a login. */
  async visit(doing: (screen: Screen) => Promise<void>, looks: Looks = {}): Promise<void> {
    await visit(this.#browser, this.address, doing, looks);
  }

  /** Calls the API as somebody, for what a journey needs to find. */
  async call(login: string, method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: object) {
    const token = await this.company.login(login);
    const answer = await this.company.call(token, method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer.json as { id: number; version: number; key?: string };
  }

  /** Lets everybody in with `PASSWORD`, also those whom an import brought. */
  async openDoors(): Promise<void> {
    const passwordHash = await quickHash();
    await this.company.db.transaction(async (tx) => {
      await tx
        .updateTable('user')
        .set({ password_hash: passwordHash, must_change_password: 0 })
        .execute();
    });
  }

  async close(): Promise<void> {
    await this.company.stop();
  }
}

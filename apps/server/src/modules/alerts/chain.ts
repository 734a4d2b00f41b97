import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import type { AlertRecord } from '@xinhang/db/repositories/alerts.ts';
import { depts } from '@xinhang/db/repositories/company.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import { deptPathsOf, findCustomer } from '../customers/service.ts';
import { findDeal } from '../deals/service.ts';
import { loadActor, peopleOfRole, peopleWho, userById } from '../org/service.ts';

type About = Pick<AlertRecord, 'customer_id' | 'deal_id'>;

/** By the setting: directors and then owners, owners alone, or nobody. */
async function lastPeople(db: Reader): Promise<number[]> {
  const who = await readSetting(db, 'alerts.lastTo');
  if (who === 'nobody') return [];
  const owners = await peopleWho(db, 'system.owner');
  return who === 'owners' ? owners : [...(await peopleOfRole(db, 'sales-director')), ...owners];
}

/** Who heads whom, and who may read what: looked up once in a step of the night. */
export class Chains {
  readonly #db: Reader;
  readonly #actors = new Map<number, Actor | null>();
  #depts: Awaited<ReturnType<typeof depts>> | undefined;
  #paths: Map<number, string> | undefined;
  #last: number[] | undefined;

  constructor(db: Reader) {
    this.#db = db;
  }

  async pathOf(userId: number): Promise<string> {
    this.#paths ??= await deptPathsOf(this.#db);
    return this.#paths.get(userId) ?? '';
  }

  /** Heads of the departments of a person from his own up, himself left out, each once. */
  async headsOf(userId: number): Promise<number[]> {
    const path = await this.pathOf(userId);
    this.#depts ??= await depts(this.#db);
    const above = this.#depts
      .filter((dept) => path.startsWith(dept.path))
      .toSorted((a, b) => b.path.length - a.path.length);
    const heads = above.flatMap((dept) => dept.head_user_id ?? []);
    return [...new Set(heads)].filter((id) => id !== userId);
  }

  /**
   * Whether a person works here and may read what the alert is about. Of the owner the customer is
   * asked; a head reads its follow-ups, since the alert says that there are none.
   */
  async reads(
    userId: number,
    about: About,
    permission: 'customers.read' | 'followUps.read' = 'customers.read',
  ): Promise<boolean> {
    let actor = this.#actors.get(userId);
    if (actor === undefined) {
      const person = await userById(this.#db, userId);
      const works = person !== undefined && person.state !== 'left';
      actor = works ? await loadActor(this.#db, userId) : null;
      this.#actors.set(userId, actor);
    }
    if (!actor) return false;
    const { customer_id: customerId, deal_id: dealId } = about;
    if (customerId !== null) {
      return (await findCustomer(this.#db, actor, permission, customerId)) !== undefined;
    }
    return (await findDeal(this.#db, actor, 'deals.read', dealId!)) !== undefined;
  }

  /** Who hears of it where no head is left: directors, who head no department, and owners. */
  async #lastOf(ownerId: number): Promise<number[]> {
    this.#last ??= await lastPeople(this.#db);
    return this.#last.filter((id) => id !== ownerId);
  }

  /** The next head above the owner who may read it and was not told yet, at last who comes after. */
  async next(ownerId: number, about: About, told: readonly number[]): Promise<number | null> {
    const people = [...(await this.headsOf(ownerId)), ...(await this.#lastOf(ownerId))];
    for (const head of people) {
      if (told.includes(head)) continue;
      if (await this.reads(head, about, 'followUps.read')) return head;
    }
    return null;
  }
}

import { may, reaches, type Actor } from '@xinhang/db/actor.ts';

export interface Person {
  id: number;
  login: string;
  name: string;
  externalNo: string;
  active: boolean;
  /** Whether a role lets this person see customers at all. */
  seesCustomers: boolean;
}

export type Found = { id: number } | 'unknown' | 'ambiguous';

const key = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');

/** Finds colleagues by login, foreign number or name, in this order. */
export class People {
  readonly #indexes: Map<string, Person[]>[];
  readonly #seeing: ReadonlySet<number>;

  constructor(people: readonly Person[]) {
    const by = (field: 'login' | 'externalNo' | 'name') =>
      Map.groupBy(people, (one) => key(one[field]));
    this.#seeing = new Set(people.flatMap((one) => (one.seesCustomers ? one.id : [])));
    this.#indexes = [by('login'), by('externalNo'), by('name')];
  }

  seesCustomers(id: number): boolean {
    return this.#seeing.has(id);
  }

  find(text: string, onlyActive: boolean): Found {
    const wanted = key(text);
    if (wanted === '') return 'unknown';
    for (const index of this.#indexes) {
      const found = (index.get(wanted) ?? []).filter((person) => person.active || !onlyActive);
      if (found.length > 1) return 'ambiguous';
      if (found[0]) return { id: found[0].id };
    }
    return 'unknown';
  }
}

/**
 * Whether the person importing may give customers to this colleague. Whoever may assign does so
 * inside that reach; an administrator, who keeps no customers, brings them in for everybody.
 */
export function mayImportFor(actor: Actor, userId: number): boolean {
  if (may(actor, 'customers.assign') && reaches(actor, 'customers.assign', userId)) return true;
  if (may(actor, 'customers.create')) return userId === actor.userId;
  return userId !== actor.userId && !may(actor, 'customers.read');
}

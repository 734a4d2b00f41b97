import type { Office } from './office.ts';
import { random } from './random.ts';

/** A command as it was sent; the same again gets the answer of the first time. */
export interface Command {
  key: string;
  method: 'POST' | 'PATCH' | 'PUT';
  path: string;
  body: object;
}

interface CustomerRow {
  id: number;
  version: number;
  owner_id: number | null;
  archived_at: number | null;
}

const stages = ['potential', 'intent', 'dealing', 'sleeping', 'lost', 'no_interest'] as const;

/**
 * What the people of an office do next: command `n` of a seed, drawn from what stands in the
 * database. The same seed and the same database draw the same command.
 */
export class SeededDay {
  readonly #office: Office;
  readonly #seed: number;

  constructor(office: Office, seed: number) {
    this.#office = office;
    this.#seed = seed;
  }

  /** `jobs`: also work that goes on after its answer. */
  async next(n: number, { jobs }: { jobs: boolean }): Promise<Command> {
    const draw = random(this.#seed * 1009 + n);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)]!;
    const key = `seeded-${this.#seed}-${n}`;
    const read = this.#office.db.read;
    const customers: CustomerRow[] = await read
      .selectFrom('customer')
      .select(['id', 'version', 'owner_id', 'archived_at'])
      .orderBy('id')
      .execute();
    const users = (await read.selectFrom('user').select('id').orderBy('id').execute()).map(
      ({ id }) => id,
    );
    const one = customers.length === 0 ? null : pick(customers);
    const register: Command = {
      key,
      method: 'POST',
      path: '/customers',
      body: {
        name: `客户 ${key}`,
        stage: pick(stages),
        contact: { name: `联系人${n}`, phones: [{ number: `138${String(n).padStart(8, '0')}` }] },
        duplicateReason: 'test',
      },
    };
    if (!one || draw() < 0.25) return register;
    const { id, version } = one;
    const about = `/customers/${id}`;
    const archived = one.archived_at !== null;
    const to = draw() < 0.2 ? null : pick(users);
    const shared = users.filter((user) => user !== one.owner_id && draw() < 0.5);
    const some = customers.filter(() => draw() < 0.4).map((row) => row.id);
    return pick<Command>([
      { key, method: 'POST', path: '/follow-ups', body: this.#talk(id, n) },
      { key, method: 'PATCH', path: about, body: { version, note: key, stage: pick(stages) } },
      { key, method: 'POST', path: `${about}/assign`, body: { version, ownerId: to } },
      { key, method: 'POST', path: `${about}/archive`, body: { version, archived: !archived } },
      { key, method: 'PUT', path: `${about}/collaborators`, body: { version, userIds: shared } },
      { key, method: 'POST', path: `${about}/contacts`, body: { name: `另一位${n}` } },
      { key, method: 'POST', path: '/tags', body: { name: `标签${n}` } },
      some.length === 0 || !jobs
        ? register
        : {
            key,
            method: 'POST',
            path: '/customers/bulk',
            body: { ids: some, action: { kind: 'archive', archived: draw() < 0.5 } },
          },
    ]);
  }

  #talk(customerId: number, n: number): object {
    return { customerId, type: 'call', content: `拜访 ${n}`.repeat(20), nextOn: '2027-12-01' };
  }
}

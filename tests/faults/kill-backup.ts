import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import BetterSqlite from 'better-sqlite3';
import { customersIn, Shelf, type Customers } from './backup-shelf.ts';
import { Company } from './kill-company.ts';
import { random } from './random.ts';

export interface BackupKillReport {
  inBackups: number;
  inRestores: number;
  /** Kills after which the office was the restored one. */
  restored: number;
  /** Kills that left a half of a file, or a copy that was worked on. */
  halves: number;
  acknowledged: number;
  sentAgain: number;
  restartMs: { p50: number; max: number };
  found: string[];
}

/** What the negative controls do to the disk after the kill, as a program without care would. */
export type Careless =
  /** The half of a backup has the name of a finished one. */
  | 'half'
  /** The pointer was switched before the copy was ready. */
  | 'pointer';

type Kind = 'backup' | 'restore';
interface Job {
  state: string;
  progress: number;
  total: number;
  error: string | null;
}

/** So much of the drawn moments lies after the job, in parts of it: a restore switches only then. */
const MOMENTS_AFTER: Record<Kind, number> = { backup: 0.2, restore: 0.7 };
const AFTER_MS = 1500;
const JITTER_MS = 150;
const STARTED_WRITING_MS = 200;
/** Clients that ask without a rest would leave no processor to the backup, which gives way to them. */
const REST_MS = 2000;
/** A daily backup that fell due in between is waited for. */
const BUSY_MS = 120_000;
const LEFT_COPY = /^(backup|rehearsal)-/;

class Scene {
  readonly company = new Company();
  readonly shelf = new Shelf(this.company.data);
  readonly #draw: () => number;
  #asked = 0;

  constructor(draw: () => number) {
    this.#draw = draw;
  }

  /** Asks for long work and answers its job, or why there is none. */
  async begin(path: string, body: object): Promise<number | string> {
    const until = performance.now() + BUSY_MS;
    for (;;) {
      const key = `backup-${(this.#asked += 1)}-${this.company.starts.length}`;
      const answer = await this.company.post(path, key, body);
      const json = (await answer.json()) as { jobId: number; code?: string };
      if (answer.status === 202) return json.jobId;
      const passes = json.code === 'backup-busy' || json.code === 'overloaded';
      if (!passes || performance.now() > until) return `${path} answered ${json.code}`;
      await pause(100);
    }
  }

  /** Looks at a job until `over` says so or it ends; null where the server went away meanwhile. */
  async follow(id: number, over: (job: Job) => boolean): Promise<Job | null> {
    for (;;) {
      const answer = await this.company.get(`/jobs/${id}`).catch(() => null);
      if (answer === null || answer.status === 401) return null;
      const job = answer.json as Job;
      if (answer.status === 200) {
        if (job.state === 'done' || job.state === 'failed' || over(job)) return job;
      }
      await pause(20);
    }
  }

  /** The moment of a kill: a part of the work, or a while after its end. */
  async untilDrawn(kind: Kind, id: number): Promise<string[]> {
    const moment = this.#draw() * (1 + MOMENTS_AFTER[kind]);
    const job = await this.follow(id, ({ progress, total }) => progress >= moment * total);
    if (moment > 1) await pause((moment - 1) * AFTER_MS);
    await pause(this.#draw() * JITTER_MS);
    return job?.state === 'failed' ? [`the work failed: ${job.error}`] : [];
  }

  /** The control's moment: as soon as this is on the disk. */
  async untilThere(where: () => string | undefined): Promise<string> {
    for (;;) {
      const path = where();
      if (path !== undefined && statSync(path).size > 0) return path;
      await pause(1);
    }
  }

  pick(names: readonly string[]): string {
    return names[Math.floor(this.#draw() * names.length)]!;
  }

  storeInUse(): string {
    const { store } = JSON.parse(readFileSync(this.#at('current.json'), 'utf8')) as {
      store: string;
    };
    return store;
  }

  databaseOf(store: string): string {
    return join(this.#at(store), 'xinhang.db');
  }

  /** What only a start may clear away, and must have. */
  leftAfterStart(): string[] {
    const left = ['restore.json', 'keys-next', 'config-next.toml'].filter((name) =>
      existsSync(this.#at(name)),
    );
    const stores = readdirSync(this.company.data).filter((name) => name.startsWith('store-'));
    return [
      ...left.map((name) => `${name} was left`),
      // The one in use, the way back, and one that was to be cleared when the kill came.
      ...(stores.length > 3 ? [`stores were left: ${stores.join(', ')}`] : []),
    ];
  }

  copiesLeft(): string[] {
    return readdirSync(this.#at('tmp')).filter((name) => LEFT_COPY.test(name));
  }

  #at(name: string): string {
    return join(this.company.data, name);
  }

  /** A backup by hand; it must be made and proved. */
  async backUp(): Promise<string[]> {
    const id = await this.begin('/backups', {});
    if (typeof id === 'string') return [id];
    const job = await this.follow(id, () => false);
    if (job?.state !== 'done') return [`no backup afterwards: ${job?.error ?? 'no answer'}`];
    const { rows } = (await this.company.get('/backups')).json as {
      rows: { name: string; result: string | null }[];
    };
    const proved = rows.filter(
      ({ name, result }) => result === 'verified' && !this.shelf.names.includes(name),
    );
    return proved.length === 1 ? [] : [`${proved.length} new backups were proved`];
  }
}

/** The restored office: what the file held, with the row that says so, and without old sessions. */
function notRestored(database: string, customers: Customers): string[] {
  const there = customersIn(database);
  const same =
    there.size === customers.size && [...customers].every(([key, id]) => there.get(key) === id);
  const connection = new BetterSqlite(database, { readonly: true });
  const one = (text: string) => connection.prepare(text).pluck().get() as number;
  try {
    return [
      ...(same ? [] : [`restored ${there.size} customers of ${customers.size}`]),
      ...(one(`select count(*) from audit_event where action = 'backups.restore'`) > 0
        ? []
        : ['restored without its row in the audit']),
      ...(one('select count(*) from session where ended_at is null') === 0
        ? []
        : ['restored with sessions of the past']),
    ];
  } finally {
    connection.close();
  }
}

/** What stands on the disk after a kill: exactly the old office or exactly the restored one. */
function lookAtOffice(scene: Scene, store: string, restoring: Customers | null): string[] {
  const now = scene.storeInUse();
  if (now === store) return scene.company.look();
  if (restoring === null) return [`the office is in ${now} by itself`];
  // What was acknowledged up to the switch is in the store that is kept as the way back.
  const before = scene.company.look(scene.databaseOf(store)).map((words) => `before: ${words}`);
  scene.company.sent.clear();
  for (const [key, id] of restoring) scene.company.sent.set(key, id);
  const after = notRestored(scene.databaseOf(now), restoring);
  return [...before, ...after, ...scene.company.look()];
}

/** The same; an office that cannot even be opened is the worst that can be found. */
function findInOffice(...of: Parameters<typeof lookAtOffice>): string[] {
  try {
    return lookAtOffice(...of);
  } catch (error) {
    return [`the office cannot be opened: ${String(error)}`];
  }
}

/** The controls: what a program without care would have left is put there by hand. */
async function spoil(scene: Scene, careless: Careless, id: number): Promise<void> {
  const { data } = scene.company;
  const half = () => scene.shelf.halves.map((name) => join(data, 'backups', name))[0];
  const journal = () => [join(data, 'restore.json')].find((path) => existsSync(path));
  const ended = scene.follow(id, () => false).then(() => Promise.reject(new Error('too late')));
  const path = await Promise.race([
    scene.untilThere(careless === 'half' ? half : journal),
    ended as Promise<never>,
  ]);
  await scene.company.kill();
  if (careless === 'half') return renameSync(path, path.replace(/\.part$/, ''));
  const { to } = JSON.parse(readFileSync(path, 'utf8')) as { to: string };
  writeFileSync(join(data, 'current.json'), JSON.stringify({ store: to }));
  rmSync(path);
}

interface Round {
  number: number;
  kind: Kind;
  writers: number;
  careless: Careless | null;
}

interface Ended {
  restored: boolean;
  half: boolean;
  sentAgain: number;
  found: string[];
}

/** Load, long work, a kill in the middle of it, and what is there then. */
async function round(scene: Scene, { number, kind, writers, careless }: Round): Promise<Ended> {
  const { company, shelf } = scene;
  await company.logIn();
  const store = scene.storeInUse();
  const name = scene.pick(shelf.names);
  const restoring = kind === 'restore' ? shelf.customers(name) : null;
  // The restored office knows nobody any more, and while it is exchanged nobody is served.
  const writing = company.write(number, writers, {
    expected: restoring ? [401, 503] : [],
    restMs: REST_MS,
  });
  await pause(STARTED_WRITING_MS);
  const least = company.acknowledged;
  const confirm = name.slice('xinhang-'.length, 'xinhang-'.length + 8);
  const id = restoring
    ? await scene.begin('/backups/restore', { name, confirm })
    : await scene.begin('/backups', {});
  const found: string[] = [];
  if (typeof id === 'string') found.push(id);
  else if (careless) await spoil(scene, careless, id);
  else found.push(...(await scene.untilDrawn(kind, id)));
  await company.kill();
  found.push(...(await writing));
  const half = shelf.halves.length > 0 || scene.copiesLeft().length > 0;
  const restored = scene.storeInUse() !== store;
  found.push(...findInOffice(scene, store, restoring), ...(await shelf.look(least)));
  if (careless) return { restored, half, sentAgain: 0, found };

  await company.start();
  found.push(...scene.leftAfterStart());
  const { status } = await company.get('/auth/me');
  if (status !== (restored ? 401 : 200)) found.push(`the session of before answers ${status}`);
  if (restored) await company.logIn();
  const sentAgain = await company.sendAgain();
  found.push(...company.lookForDoubles(), ...(await scene.backUp()));
  found.push(...(await shelf.look(company.acknowledged)));
  found.push(...shelf.halves.map((one) => `${one} was left`));
  found.push(...scene.copiesLeft().map((one) => `${one} was left`));
  return { restored, half, sentAgain, found };
}

export interface BackupKillOptions {
  /** In backups and in restores. */
  backups: number;
  restores: number;
  writers: number;
  seed: number;
  careless?: Careless;
}

/**
 * Kills the server at moments drawn from a seed while it backs up or restores and people write.
 * After each kill nothing acknowledged is missing, the office is the old one or the restored one,
 * every finished file is whole and what it was, and the next backup is made and proved.
 */
export async function killInBackups(options: BackupKillOptions): Promise<BackupKillReport> {
  const { backups, restores, writers, seed, careless = null } = options;
  const scene = new Scene(random(seed));
  const { company } = scene;
  const found: string[] = [];
  const ends: Ended[] = [];
  // One after the other in turn, so that restores have files of different ages to choose from.
  const kinds = Array.from({ length: backups + restores }, (_, at): Kind =>
    Math.floor(((at + 1) * restores) / (backups + restores)) >
    Math.floor((at * restores) / (backups + restores))
      ? 'restore'
      : 'backup',
  );
  try {
    await company.start();
    await company.firstLogin();
    for (let n = 0; n < 5; n += 1) await company.register(`before-${n}`);
    found.push(...(await scene.backUp()), ...(await scene.shelf.look(company.acknowledged)));
    for (const [at, kind] of kinds.entries()) {
      const ended = await round(scene, { number: at + 1, kind, writers, careless });
      ends.push(ended);
      const where = `kill ${at + 1} of seed ${seed}, in a ${kind}`;
      found.push(...ended.found.map((words) => `${where}: ${words}`));
    }
    const starts = company.starts.slice(1).toSorted((a, b) => a - b);
    return {
      inBackups: backups,
      inRestores: restores,
      restored: ends.filter(({ restored }) => restored).length,
      halves: ends.filter(({ half }) => half).length,
      acknowledged: company.answered,
      sentAgain: ends.reduce((sum, one) => sum + one.sentAgain, 0),
      restartMs: {
        p50: Math.round(starts[Math.floor(starts.length / 2)] ?? 0),
        max: Math.round(starts.at(-1) ?? 0),
      },
      found,
    };
  } finally {
    await company.end();
  }
}

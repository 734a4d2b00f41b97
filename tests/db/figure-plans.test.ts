import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '@xinhang/db/actor.ts';
import type { Reader } from '@xinhang/db/database.ts';
import {
  achievedBy,
  achievedByMonth,
  achievedByPart,
  achievedPublished,
  achievedUnseen,
  achievementRows,
} from '@xinhang/db/repositories/achievement-ledger.ts';
import { talksBy, workIn, workPublished } from '@xinhang/db/repositories/workload.ts';
import { connect, kyselyOver } from '@xinhang/db/sqlite/connection.ts';
import { openSqlite } from '@xinhang/db/sqlite/open.ts';
import { showAll, type Permission } from '@xinhang/shared/permissions.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

/* What people did is counted over years, and must be counted in indexes: an empty file is planned
   like a full one, as SQLite keeps no statistics here. */

const directory = mkdtempSync(join(tmpdir(), 'xinhang-plans-'));
const file = join(directory, 'x.db');
let raw: ReturnType<typeof connect>;

beforeAll(async () => {
  await (await openSqlite(file, 0)).close();
  raw = connect(file, false);
});
afterAll(() => {
  raw.close();
  rmSync(directory, { recursive: true });
});

/** The steps of every query that this work asks, over a connection that remembers none. */
async function stepsOf(work: (db: Reader) => Promise<unknown>): Promise<string[]> {
  const asked: string[] = [];
  const reader = kyselyOver({
    prepare(text: string) {
      asked.push(text);
      return raw.prepare(text);
    },
  } as never);
  await work(reader);
  expect(asked).not.toEqual([]);
  return asked.flatMap((text) => {
    const blanks = Array.from(text.matchAll(/\?/g), () => 1);
    const plan = raw.prepare<unknown[], { detail: string }>(`explain query plan ${text}`);
    return plan.all(...blanks).map(({ detail }) => detail);
  });
}

function actor(reach: { all: boolean; ownerIds: number[] }): Actor {
  const held: Permission[] = ['customers.read', 'followUps.read', 'deals.read', 'performance.read'];
  return {
    userId: 2,
    name: '',
    reach: new Map(held.map((permission) => [permission, reach])),
    fields: showAll,
    viewAsBy: null,
  };
}
const self = actor({ all: false, ownerIds: [2] });
const head = actor({ all: false, ownerIds: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11] });
const owner = actor({ all: true, ownerIds: [2] });
const readers = { self, head, owner };
const names = ['self', 'head', 'owner'] as const;

const year = { from: '2026-01-01', to: '2026-12-31' };
const years = [year, { from: '2025-01-01', to: '2025-12-31' }];
const spans = [{ since: 0, before: 1 }];

/** A step that reads a table whole, or its rows where an index has all that is asked. */
const reads = (table: string, steps: readonly string[]) =>
  steps.filter(
    (step) =>
      step === `SCAN ${table}` ||
      step.startsWith(`SCAN ${table} USING`) ||
      (step.startsWith(`SEARCH ${table} USING INDEX`) && !step.includes('COVERING')),
  );

test.each(names)('results are summed in an index, and no deal is walked: %s', async (name) => {
  const who = readers[name];
  for (const question of [
    { metric: 'won', depts: [{ ids: [1, 2, 3], from: null, before: null }] },
    // A department that was moved in between.
    {
      metric: 'won',
      depts: [
        { ids: [1, 2, 3], from: null, before: '2026-03-15' },
        { ids: [1, 2], from: '2026-03-15', before: null },
      ],
    },
    { metric: 'won', userIds: [2] },
  ]) {
    const steps = [
      ...(await stepsOf((db) => achievedBy(db, who, question, years))),
      ...(await stepsOf((db) => achievedByMonth(db, who, question, year))),
      ...(name === 'owner' ? [] : await stepsOf((db) => achievedUnseen(db, who, question, years))),
    ];
    expect(reads('achievement_ledger', steps)).toEqual([]);
    expect(reads('deal', steps)).toEqual([]);
    const parts = await stepsOf((db) => achievedByPart(db, who, question, 'region', years));
    const after = { value: '2026-05-01', id: 9 };
    const rows = await stepsOf((db) =>
      achievementRows(db, who, { ...question, ...year }, { after, limit: 51 }),
    );
    // Its rows are read, but only those of the days of these people.
    for (const walk of [parts, rows]) {
      expect(walk.filter((step) => step.startsWith('SCAN achievement_ledger'))).toEqual([]);
      expect(reads('deal', walk)).toEqual([]);
    }
  }
});

test.each(names)('follow-ups of a span are counted in an index: %s', async (name) => {
  const who = readers[name];
  for (const work of ['followUps', 'visits', 'calls'] as const) {
    const steps = await stepsOf((db) => workIn(db, who, work, [...spans, ...spans]));
    expect(reads('follow_up', steps)).toEqual([]);
  }
  const talks = await stepsOf((db) => talksBy(db, who, spans[0]!));
  expect(reads('follow_up', talks)).toEqual([]);
  const people = name === 'owner' ? 'follow_up_at' : 'follow_up_author';
  expect(talks.join()).toContain(`COVERING INDEX ${people} `);
});

test('a published ranking is summed in an index', async () => {
  const won = await stepsOf((db) => achievedPublished(db, 'won', year));
  expect(won.join()).toContain('COVERING INDEX achievement_ledger_date');
  const talks = await stepsOf((db) => workPublished(db, 'calls', spans[0]!));
  expect(talks.join()).toContain('COVERING INDEX follow_up_at');
});

test('without its index a count goes red', async () => {
  raw.exec('begin; drop index follow_up_author; drop index achievement_ledger_dept');
  const talks = await stepsOf((db) => talksBy(db, head, spans[0]!));
  const won = await stepsOf((db) =>
    achievedBy(db, head, { metric: 'won', depts: [{ ids: [1], from: null, before: null }] }, years),
  );
  raw.exec('rollback');
  expect(reads('follow_up', talks)).not.toEqual([]);
  expect(reads('achievement_ledger', won)).not.toEqual([]);
});

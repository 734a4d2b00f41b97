import { dealColumns } from '@xinhang/shared/deal-bulk.ts';
import { exportColumns } from '@xinhang/shared/customer-work.ts';
import { readSheet } from '@xinhang/server/sheets/read-sheet.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';
import { canary, contactPhoneOf, leaks, masked, phoneOf } from '../matrix/canaries.ts';
import { Expectation, positions, type RowFacts } from '../matrix/expectation.ts';
import { askEvents, makeItHappen } from '../matrix/events.ts';
import { roleUnderTest, rolesUnderTest } from '../matrix/roles.ts';
import { buildWorld, type World } from '../matrix/world.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';

/**
 * What the permission matrix cannot see, because it takes every command back: the files that
 * exports write, and what bulk actions do to rows of others.
 */
let world: World;
beforeAll(async () => {
  world = await buildWorld(startCompany);
});
afterAll(async () => {
  await world.stop();
});

/** The door is shut: nothing begins. */
async function refused(path: string, body: object): Promise<void> {
  const { status, text } = await world.send(world.tokens.mine, 'POST', `/api/v1${path}`, body);
  expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([403, 'forbidden']);
}

async function command(path: string, body: object): Promise<number> {
  const { status, text } = await world.send(world.tokens.mine, 'POST', `/api/v1${path}`, body);
  expect(status, text).toBe(202);
  await world.company.jobs.idle();
  return (JSON.parse(text) as { jobId: number }).jobId;
}

test('of what happens to a row those hear who see it, before or after', async () => {
  const happened = await makeItHappen(world);
  const wrong: string[] = [];
  for (const role of rolesUnderTest) wrong.push(...(await askEvents(world, happened, role)));
  expect(wrong).toEqual([]);
  const told = (entity: string) => happened.changes.some(({ change }) => change.entity === entity);
  const kinds = ['customer', 'contact', 'followUp', 'file', 'user', 'import', 'job'];
  expect(kinds.filter(told)).toEqual(kinds);
});

test('an account that is shut out hears nothing', async () => {
  await world.takeRole(roleUnderTest('owner'));
  const answered: Record<string, unknown> = {};
  const ask = async (state: string, token: string) => {
    const { status, text } = await world.send(token, 'GET', '/api/v1/events');
    answered[state] = [status, (JSON.parse(text) as { code: string }).code];
  };
  for (const state of ['locked', 'left'] as const) {
    await world.takeState(state);
    await ask(state, world.tokens.mine);
  }
  await world.takeState('active', true);
  await ask('firstPassword', world.tokens.mine);
  await world.takeState('active');
  for (const state of ['expired', 'loggedOut'] as const) await ask(state, world.tokens[state]);
  const ended = [401, 'session-ended'];
  expect(answered).toEqual({
    locked: ended,
    left: ended,
    firstPassword: [403, 'password-change-required'],
    expired: ended,
    loggedOut: ended,
  });
});

test('no file holds a row, a contact or a phone that its person may not see', async () => {
  let files = 0;
  for (const role of rolesUnderTest) {
    const who = new Expectation(role);
    await world.takeRole(role);
    if (!who.holds('customers.export')) {
      await refused('/customers/export', { columns: ['name'], format: 'csv', ids: [1] });
      continue;
    }
    for (const format of files === 0 ? (['csv', 'xlsx'] as const) : (['csv'] as const)) {
      const columns = [...exportColumns];
      const ids = world.targets.map((target) => target.customerId);
      const jobId = await command('/customers/export', { columns, format, ids });
      const answer = await world.company.app.inject({
        url: `/api/v1/jobs/${jobId}/file`,
        headers: { authorization: `Bearer ${world.tokens.mine}` },
      });
      expect(answer.statusCode).toBe(200);
      files += 1;
      const rows = (await readSheet(answer.rawPayload, `x.${format}`, {})).rows.slice(1);
      const text = JSON.stringify(rows);
      expect([role.name, leaks(text, who, positions)]).toEqual([role.name, []]);
      const cell = (row: string[], column: (typeof exportColumns)[number]) =>
        row[columns.indexOf(column)];
      const found = rows.map((row) => [
        cell(row, 'name'),
        cell(row, 'mainPhone'),
        cell(row, 'phone'),
        cell(row, 'mainContact'),
        cell(row, 'address'),
        cell(row, 'taxNo'),
        cell(row, 'creditLimit') === '无权查看',
      ]);
      expect([role.name, found.toSorted(byName)]).toEqual([role.name, expectedFile(who)]);
    }
  }
  expect(files).toBeGreaterThan(10);
});

type Line = readonly (string | boolean | undefined)[];
const byName = ([a]: Line, [b]: Line) => String(a).localeCompare(String(b));

/** What the model says of each row of the file. */
function expectedFile(who: Expectation) {
  return positions
    .map((row, index) => ({ row, index }))
    .filter(({ row }) => !row.archived && who.reaches('customers.export', row))
    .map(({ row, index }) => {
      const shown = (phone: string) => {
        const view = who.phone(row);
        return view === 'hide' ? '' : view === 'mask' ? masked(phone) : phone;
      };
      return [
        `深圳${canary(index, 'name')}有限公司`,
        shown(contactPhoneOf(index)),
        shown(phoneOf(index)),
        ...(who.seesContacts(row)
          ? [canary(index, 'contact'), canary(index, 'address'), canary(index, 'taxNo')]
          : ['', '无权查看', '无权查看']),
        who.role.fields.credit !== 'show',
      ];
    })
    .toSorted(byName);
}

test('no file of deals holds a deal that its person may not take along', async () => {
  let files = 0;
  for (const role of rolesUnderTest) {
    const who = new Expectation(role);
    await world.takeRole(role);
    const body = { columns: [...dealColumns], format: 'csv', ids: [...world.deals.open] };
    if (!who.holds('deals.export')) {
      await refused('/deals/export', body);
      continue;
    }
    const jobId = await command('/deals/export', body);
    const answer = await world.company.app.inject({
      url: `/api/v1/jobs/${jobId}/file`,
      headers: { authorization: `Bearer ${world.tokens.mine}` },
    });
    files += 1;
    const rows = (await readSheet(answer.rawPayload, 'x.csv', {})).rows.slice(1);
    const found = rows.map((row) => String(row[0])).toSorted();
    const expected = positions.flatMap((row, index) =>
      who.reaches('deals.export', row) ? canary(index, 'deal') : [],
    );
    expect([role.name, found]).toEqual([role.name, expected.toSorted()]);
  }
  expect(files).toBeGreaterThan(5);
});

const actions: { permission: Permission; action: object; onArchived: boolean }[] = [
  {
    permission: 'customers.update',
    action: { kind: 'grade', chanceGrade: 'D' },
    onArchived: false,
  },
  {
    permission: 'customers.archive',
    action: { kind: 'archive', archived: true },
    onArchived: true,
  },
];

test.each(actions)(
  'a bulk $action.kind reaches what its right reaches',
  async (one) => {
    for (const role of rolesUnderTest) {
      const who = new Expectation(role);
      await world.takeRole(role);
      if (!who.holds(one.permission)) {
        await refused('/customers/bulk', { ids: [1], action: one.action });
        continue;
      }
      const ids = world.targets.map((target) => target.customerId);
      const jobId = await command('/customers/bulk', { ids, action: one.action });
      const url = `/api/v1/jobs/${jobId}/rows?limit=200`;
      const { text } = await world.send(world.tokens.mine, 'GET', url);
      expect([role.name, leaks(text, who, positions)]).toEqual([role.name, []]);
      const { rows } = JSON.parse(text) as { rows: { outcome: string; code: string }[] };
      const found = rows.map(({ outcome, code }, at) => [positions[at]!.position, outcome, code]);
      const expected = positions.map((row) => [row.position, ...resultOf(who, row, one)]);
      expect([role.name, found]).toEqual([role.name, expected]);
      const changed = rows.some((row) => row.outcome === 'changed');
      if (changed) await command(`/customers/bulk/${jobId}/undo`, {});
    }
  },
  240_000,
);

function resultOf(who: Expectation, row: RowFacts, one: (typeof actions)[number]) {
  if (!who.sees(row)) return ['refused', 'not-found'];
  if (!who.reaches(one.permission, row)) return ['refused', 'forbidden'];
  if (!row.archived) return ['changed', ''];
  return one.onArchived ? ['unchanged', ''] : ['refused', 'customer-archived'];
}

import { sealAudit, verifyAudit } from '@xinhang/server/ops/audit-chain.ts';
import BetterSqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCompany } from '../helpers/server.ts';

let company: Awaited<ReturnType<typeof startCompany>>;
beforeAll(async () => {
  company = await startCompany();
  const admin = await company.login('admin');
  for (let at = 0; at < 12; at += 1) {
    await company.call(admin, 'POST', '/tags', { name: `标签 ${at}` });
  }
  await seal();
});
afterAll(async () => {
  await company.stop();
});

const seal = async () => await sealAudit(company.db, () => company.clock.now);
const verify = async () => await verifyAudit(company.db.read);

/** What somebody with the file in hands could do: the triggers and keys do not stop them. */
async function tamper(...statements: string[]) {
  if (company.db.engine === 'sqlite') {
    const raw = new BetterSqlite(company.paths.database);
    raw.pragma('foreign_keys = OFF');
    const triggers = raw
      .prepare(
        `select name, sql from sqlite_master where type = 'trigger' and tbl_name like 'audit_%'`,
      )
      .all() as { name: string; sql: string }[];
    for (const { name } of triggers) raw.exec(`drop trigger ${name}`);
    for (const statement of statements) raw.exec(statement);
    for (const trigger of triggers) raw.exec(trigger.sql);
    raw.close();
  } else {
    await company.db.transaction(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      for (const statement of statements) await sql.raw(statement).execute(tx);
    });
  }
}
async function middle() {
  const rows = await company.db.read
    .selectFrom('audit_seal')
    .innerJoin('audit_event', 'audit_event.id', 'audit_seal.event_id')
    .select(['audit_seal.seq', 'audit_event.id', 'audit_event.after', 'audit_seal.hash'])
    .orderBy('seq')
    .execute();
  return rows[Math.floor(rows.length / 2)]!;
}

test('every row is sealed once, in the order in which it was written', async () => {
  const events = await company.db.read
    .selectFrom('audit_event')
    .select('id')
    .orderBy('id')
    .execute();
  const seals = await company.db.read
    .selectFrom('audit_seal')
    .select(['seq', 'event_id'])
    .orderBy('seq')
    .execute();
  expect(seals).toEqual(events.map(({ id }, at) => ({ seq: at + 1, event_id: id })));
  expect(await seal()).toBe(0);
  const report = await verify();
  expect(report).toMatchObject({ sealed: events.length, broken: null });
  // What is written later goes on where the chain ended.
  await company.login('boss');
  expect(await seal()).toBe(1);
  expect(await verify()).toMatchObject({ sealed: events.length + 1, broken: null });
});

test('more rows than one transaction takes are chained through', async () => {
  await company.db.transaction(async (tx) => {
    for (let at = 0; at < 1100; at += 1) {
      await tx
        .insertInto('audit_event')
        .values({
          at: company.clock.now,
          actor_id: null,
          session_id: null,
          request_id: `many-${at}`,
          address: '',
          action: 'test.many',
          entity: 'tag',
          entity_id: null,
          customer_id: null,
          before: null,
          after: null,
        })
        .execute();
    }
  });
  expect(await seal()).toBe(1100);
  expect((await verify()).broken).toBeNull();
});

test('the database itself refuses to change or remove a row or a seal', async () => {
  const { id, seq } = await middle();
  const attempts = [
    sql`update audit_event set "after" = '{}' where id = ${id}`,
    sql`delete from audit_event where id = ${id}`,
    sql`update audit_seal set hash = '' where seq = ${seq}`,
    sql`delete from audit_seal where seq = ${seq}`,
  ];
  for (const attempt of attempts) {
    const tried = company.db.transaction(async (tx) => {
      await attempt.execute(tx);
    });
    await expect(tried).rejects.toThrow('append-only');
  }
  expect((await verify()).broken).toBeNull();
});

test('whoever goes around that is found: a changed row, and a changed seal', async () => {
  const { id, seq, after, hash } = await middle();
  const write = (text: string | null) =>
    `update audit_event set "after" = ${text === null ? 'null' : `'${text}'`} where id = ${id}`;
  await tamper(write('{"name":"另一个"}'));
  expect((await verify()).broken).toEqual({ how: 'row-changed', seq, eventId: id });
  await tamper(write(after));
  expect((await verify()).broken).toBeNull();
  await tamper(`update audit_seal set hash = '${'f'.repeat(64)}' where seq = ${seq}`);
  expect((await verify()).broken).toEqual({ how: 'row-changed', seq, eventId: id });
  await tamper(`update audit_seal set hash = '${hash}' where seq = ${seq}`);
  expect((await verify()).broken).toBeNull();
});

test('a removed row, a removed link and a row that was slipped in are found', async () => {
  const { id, seq } = await middle();
  await tamper(
    `create table kept as select * from audit_event where id = ${id}`,
    `delete from audit_event where id = ${id}`,
  );
  expect((await verify()).broken).toEqual({ how: 'row-missing', seq, eventId: id });
  await tamper(`create table kept_seal as select * from audit_seal where seq = ${seq}`);
  await tamper(`delete from audit_seal where seq = ${seq}`);
  expect((await verify()).broken).toEqual({ how: 'seal-missing', seq, eventId: null });
  await tamper('insert into audit_event select * from kept', 'drop table kept');
  await tamper('insert into audit_seal select * from kept_seal', 'drop table kept_seal');
  expect((await verify()).broken).toBeNull();
  // Before the first row, far from where rows may still be waiting for their seal.
  await tamper(
    `insert into audit_event select -5, at, actor_id, session_id, request_id, address, action,
      entity, entity_id, customer_id, "before", "after" from audit_event where id = ${id}`,
  );
  expect((await verify()).broken).toEqual({ how: 'row-slipped-in', seq: null, eventId: -5 });
  expect(await seal()).toBe(0);
  await tamper('delete from audit_event where id = -5');
  expect((await verify()).broken).toBeNull();
});

test('a head that was kept elsewhere shows that the end was cut off', async () => {
  const { head } = await verify();
  const cut = await middle();
  await tamper(
    `delete from audit_event where id > ${cut.id}`,
    `delete from audit_seal where seq > ${cut.seq}`,
  );
  expect((await verify()).broken).toBeNull();
  const report = await verifyAudit(company.db.read, [head!]);
  expect(report.broken).toEqual({ how: 'cut-off', seq: head!.seq, eventId: null });
  // Grown again to the same length, it is another chain.
  await company.login('alice');
  await seal();
  const again = (await verify()).head!;
  expect((await verifyAudit(company.db.read, [again])).broken).toBeNull();
  const other = { seq: again.seq, hash: 'f'.repeat(64) };
  expect((await verifyAudit(company.db.read, [other])).broken).toMatchObject({
    how: 'row-changed',
    seq: again.seq,
  });
});

test('the server seals by itself, and once more when it stops', async () => {
  const one = await startCompany();
  one.app.sealer.start();
  await one.login('boss');
  await one.app.close();
  const report = await verifyAudit(one.db.read);
  expect(report).toMatchObject({ sealed: 1, broken: null });
  await one.stop();
});

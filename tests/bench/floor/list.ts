import { cursorOf, rowsOf, type Person, type Sql } from './rows.ts';

const CAP = 10_000;
const newest = 'order by last_follow_at desc, id desc limit';
const live = 'archived_at is null';

/** Ids in order, one index walk per owner, merged; and the count up to the cap. */
function pick(sql: Sql, reader: Person, view: string | undefined, limit: number) {
  const arms: string[] = [];
  if (reader.all) arms.push('1');
  else {
    const owners = view === 'mine' ? [reader.userId] : reader.owners;
    arms.push(...owners.map((owner) => `owner_id = ${owner}`));
    const helps = `(select customer_id from customer_collaborator where user_id = ${reader.userId})`;
    const others = `id in ${helps} and owner_id not in (${owners.join()})`;
    if (view === 'team') arms.push(others);
    if (view === undefined) arms.push('pool_id is not null', others);
  }
  const branches = arms.map(
    (arm) =>
      `select * from (select id, last_follow_at from customer where ${arm} and ${live} ${newest} ${limit})`,
  );
  const ids = sql(`select id from (${branches.join(' union all ')}) ${newest} ${limit}`)
    .pluck()
    .all() as number[];
  const counted = arms.map((arm) => `select 1 from customer where ${arm} and ${live}`);
  const count = sql(
    `select count(*) from (select * from (${counted.join(' union all ')}) limit ${CAP})`,
  )
    .pluck()
    .get();
  return { ids, count };
}

export function list(sql: Sql, reader: Person, query: { view?: string }) {
  const { ids, count } = pick(sql, reader, query.view, 51);
  const rows = rowsOf(sql, ids.slice(0, 50));
  const last = rows.at(-1);
  const next = last && ids.length > 50 ? cursorOf(last.lastFollowAt ?? 0, last.id) : null;
  return { rows, next, count };
}

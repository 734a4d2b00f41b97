import { addDays, businessDate, startOfDay } from '@xinhang/shared/business-date.ts';
import { birthdayKey, birthdaysOn } from '@xinhang/shared/lunar.ts';
import { NO_DATE, rowsOf, type Person, type Row, type Sql } from './rows.ts';

const ZONE = 'Asia/Shanghai';
const CAP = 10_000;
const WORK_LIST = 200;
const SHOWN = 8;
const live = 'archived_at is null';
/** Longest days without contact by grade, the last of those without one. */
const idleDays = { A: 7, B: 14, C: 30, D: 60, none: 30 };

/** Whose customers a desk is about, as conditions that each walk an index. */
function armsOf(person: Person, whose: string): string[] {
  if (whose === 'mine') return [`owner_id = ${person.userId}`];
  const helps = `(select customer_id from customer_collaborator where user_id = ${person.userId})`;
  return [
    ...person.owners.map((owner) => `owner_id = ${owner}`),
    `id in ${helps} and owner_id not in (${person.owners.join()})`,
  ];
}

function walk(sql: Sql, arms: string[], of: { where: string; order: string; limit: number }) {
  const { where, order, limit } = of;
  const some = arms.map(
    (arm) =>
      `select * from (select id, ${order} as place from customer where ${arm} and ${where}
       order by ${order}, id limit ${limit})`,
  );
  const ids = sql(`select id from (${some.join(' union all ')}) order by place, id limit ${limit}`)
    .pluck()
    .all() as number[];
  if (ids.length < limit) return { ids, count: ids.length };
  const all = arms.map((arm) => `select 1 from customer where ${arm} and ${where}`);
  const count = sql(
    `select count(*) from (select * from (${all.join(' union all ')}) limit ${CAP})`,
  )
    .pluck()
    .get() as number;
  return { ids, count };
}

function items(sql: Sql, ids: number[], more: (id: number) => object) {
  const texts: Row[] = sql(
    `select j.value as id, substr(f.content, 1, 200) as text from json_each(?) j
     join follow_up f on f.id = (select n.id from follow_up n where n.customer_id = j.value
       order by n.at desc, n.id desc limit 1)`,
  ).all(JSON.stringify(ids));
  const textOf = new Map(texts.map((row) => [row.id, row.text]));
  return rowsOf(sql, ids).map((row) => ({
    customerId: row.id,
    customerName: row.name,
    ownerName: row.owner?.name ?? null,
    chanceGrade: row.chanceGrade,
    contactName: row.mainContact,
    phone: row.mainPhone,
    on: null,
    lastFollowAt: row.lastFollowAt,
    lastText: textOf.get(row.id) ?? '',
    note: '',
    birthday: null,
    ...more(row.id),
  }));
}

function birthdays(sql: Sql, arm: string, today: string) {
  const { solar, lunar } = birthdaysOn(today);
  const kept = [
    ...solar.map((day) => ({ calendar: 'solar' as const, ...day })),
    ...lunar.map((day) => ({ calendar: 'lunar' as const, ...day })),
  ];
  const from = `from contact k cross join customer c on c.id = k.customer_id
    where k.birthday_key in (select value from json_each(?)) and k.left_at is null
    and c.${live} and ${arm}`;
  const keys = JSON.stringify(kept.map((day) => birthdayKey(day)));
  const found: Row[] = sql(
    `select k.id, k.name, k.customer_id, k.birthday_key as day, (select number from contact_phone p
       where p.contact_id = k.id order by id limit 1) as number ${from}
     order by c.last_follow_at, k.id limit ${SHOWN}`,
  ).all(keys);
  const count =
    found.length < SHOWN
      ? found.length
      : sql(`select count(*) from (select 1 ${from} limit ${CAP})`).pluck().get(keys);
  const days = new Map(kept.map((day) => [birthdayKey(day), day]));
  const lines = items(sql, [...new Set(found.map((row) => row.customer_id))], () => ({}));
  const rows = found.map((row) => {
    const { calendar, month, day } = days.get(row.day)!;
    return {
      ...lines.find((line) => line.customerId === row.customer_id),
      contactName: row.name,
      phone: row.number,
      on: today,
      birthday: { calendar, month, day, leap: false, moved: false },
    };
  });
  return { count, items: rows };
}

function come(sql: Sql, person: Person, whose: string, today: string) {
  const owners = whose === 'mine' ? [person.userId] : person.owners;
  const from = `from owner_history h cross join customer c on c.id = h.customer_id
    where h.at >= ? and h.to_owner_id = c.owner_id and c.${live}
    and h.to_owner_id in (${owners.join()}) and not exists (select 1 from owner_history l
      where l.customer_id = h.customer_id and l.id > h.id)`;
  const since = startOfDay(addDays(today, -6), ZONE);
  const found: Row[] = sql(
    `select c.id, h.at, h.note ${from} order by h.at desc, h.id desc limit ${SHOWN}`,
  ).all(since);
  const count =
    found.length < SHOWN
      ? found.length
      : sql(`select count(*) from (select 1 ${from} limit ${CAP})`).pluck().get(since);
  const of = new Map(found.map((row) => [row.id, row]));
  const ids = found.map((row) => row.id);
  const rows = items(sql, ids, (id) => ({
    on: businessDate(of.get(id).at, ZONE),
    note: of.get(id).note,
  }));
  return { count, items: rows };
}

/** The blocks of the desk for this person; nobody of the made company has jobs that failed. */
export function desk(sql: Sql, person: Person, { whose = 'mine' }: { whose?: string }) {
  const today = businessDate(Date.now(), ZONE);
  const arms = armsOf(person, whose);
  const due = walk(sql, arms, {
    where: `${live} and next_follow_on <= '${today}'`,
    order: 'next_follow_on',
    limit: WORK_LIST,
  });
  const dueOn = new Map<number, string>(
    sql('select id, next_follow_on from customer where id in (select value from json_each(?))')
      .raw()
      .all(JSON.stringify(due.ids)) as [number, string][],
  );
  const since = (grade: keyof typeof idleDays) =>
    startOfDay(addDays(today, 1 - idleDays[grade]), ZONE);
  const limit = `case chance_grade when 'A' then ${since('A')} when 'B' then ${since('B')}
    when 'C' then ${since('C')} when 'D' then ${since('D')} else ${since('none')} end`;
  const idle = walk(sql, arms, {
    where: `${live} and last_follow_at < ${since('A')} and last_follow_at < ${limit}
      and (last_follow_at > 0 or created_at < ${limit})`,
    order: 'last_follow_at',
    limit: SHOWN,
  });
  const owners = person.owners.join();
  const owned =
    whose === 'mine'
      ? `c.owner_id = ${person.userId}`
      : `(c.owner_id in (${owners}) or (c.owner_id not in (${owners}) and c.id in
        (select customer_id from customer_collaborator where user_id = ${person.userId})))`;
  const jobs: never[] = [];
  return {
    today,
    whose,
    blocks: [
      {
        kind: 'followUpsDue',
        count: due.count,
        items: items(sql, due.ids, (id) => ({ on: dueOn.get(id) ?? NO_DATE })),
        jobs,
      },
      {
        kind: 'idleCustomers',
        count: idle.count,
        items: items(sql, idle.ids, () => ({})),
        jobs,
      },
      { kind: 'birthdays', ...birthdays(sql, owned, today), jobs },
      { kind: 'newCustomers', ...come(sql, person, whose, today), jobs },
    ],
  };
}

import { addDays, businessDate, daySpan } from '@xinhang/shared/business-date.ts';
import { asFarAs, monthsOf, periodOf, yearBefore, type Period } from '@xinhang/shared/periods.ts';
import { isWorkday, type DayKind } from '@xinhang/shared/work-calendar.ts';
import { cursorOf, type Person, type Row, type Sql } from './rows.ts';

const ZONE = 'Asia/Shanghai';
const WHOLE_BP = 10_000;
const MOST = 100;
const today = () => businessDate(Date.now(), ZONE);

/** What of the ledger a person may open: own results, and those of deals that he reads. */
const opened = ({ all, owners, userId }: Person) =>
  all
    ? '1'
    : `(l.credited_user_id = ${userId} or exists (select 1 from deal d where d.id = l.doc_id
        and (d.owner_id in (${owners.join()}) or exists (select 1 from deal_reader r
          where r.deal_id = d.id and (r.through = 'customer' and r.user_id in (${owners.join()})
            or r.through = 'share' and r.user_id = ${userId})))))`;

const talked = ({ all, owners, userId }: Person) =>
  all
    ? '1'
    : `f.author_id in (${owners.join()}) and exists (select 1 from customer c
        where c.id = f.customer_id and (c.owner_id in (${owners.join()}) or c.id in
          (select customer_id from customer_collaborator where user_id = ${userId})))`;

const spanOf = ({ from, to }: Period) => {
  const { since, before } = daySpan(from, to, ZONE);
  return [since, before] as const;
};

interface Sum {
  dept: number;
  user: number;
  value: number;
}

/** By department and person of the time, or where the person is now. */
function sums(sql: Sql, person: Person, metric: string, depts: number[], period: Period): Sum[] {
  if (metric === 'won') {
    return sql(
      `select l.credited_dept_id as dept, l.credited_user_id as user, sum(l.amount_fen) as value
       from achievement_ledger l where l.metric = 'won' and l.credited_dept_id in (${depts.join()})
       and l.business_date between ? and ? and ${opened(person)} group by 1, 2`,
    ).all(period.from, period.to) as Sum[];
  }
  return sql(
    `select u.dept_id as dept, u.id as user, t.n as value from
       (select f.author_id as id, count(*) as n from follow_up f
        where f.at >= ? and f.at < ? and ${talked(person)} group by 1) t
     join user u on u.id = t.id where u.dept_id in (${depts.join()})`,
  ).all(...spanOf(period)) as Sum[];
}

const add = (rows: readonly Sum[]) => rows.reduce((sum, row) => sum + row.value, 0);

function workdays(sql: Sql, { from, to }: Period) {
  const rows = sql('select date, kind from work_calendar where date between ? and ?').all(
    from,
    to,
  ) as { date: string; kind: DayKind }[];
  const calendar = new Map(rows.map((row) => [row.date, row.kind]));
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (isWorkday(day, calendar)) days.push(day);
  }
  return { gone: days.filter((day) => day <= today()).length, all: days.length };
}

function placed(sql: Sql, person: Person) {
  const node = sql(
    `select id, name from dept where ${person.all ? 'parent_id is null' : `head_user_id = ${person.userId}`}`,
  ).get() as { id: number; name: string };
  const below: Row[] = sql('select id, name from dept where parent_id = ? order by sort, id').all(
    node.id,
  );
  const people: Row[] = sql('select id, name from user where dept_id = ? order by py, id').all(
    node.id,
  );
  return { node, below, people };
}

export function achievement(
  sql: Sql,
  person: Person,
  { on, metric = 'won' }: { on: string; metric?: string },
) {
  const { node, below, people } = placed(sql, person);
  const depts = [node.id, ...below.map((dept) => dept.id as number)];
  const period = periodOf('year', on);
  // The year before is the period before as well.
  const before = asFarAs(yearBefore(period), period, today());
  const now = sums(sql, person, metric, depts, period);
  const then = sums(sql, person, metric, depts, before);
  const year = Number(period.from.slice(0, 4));
  const lines: Row[] = sql(
    `select node_kind as kind, node_id as id, month, value from target_sheet s
     join target_line t on t.sheet_id = s.id
     where s.state = 'locked' and s.year = ? and s.metric = ?`,
  ).all(year, metric);
  const target = (kind: string, id: number, month?: number) => {
    const own = lines.filter(
      (line) =>
        line.kind === kind && line.id === id && (month === undefined || line.month === month),
    );
    return own.length === 0 ? null : own.reduce((sum, line) => sum + line.value, 0);
  };
  const one = (kind: 'dept' | 'user', { id, name }: Row) => {
    const own = (rows: readonly Sum[]) =>
      add(rows.filter((row) => (kind === 'dept' ? row.dept === id : row.user === id)));
    return {
      node: { kind, id, name },
      former: false,
      target: target(kind, id),
      actual: own(now),
      previous: own(then),
      yearAgo: own(then),
    };
  };
  return {
    ...period,
    workdays: workdays(sql, period),
    node: { kind: 'dept', ...node },
    path: [],
    total: {
      target: target('dept', node.id),
      actual: add(now),
      previous: add(then),
      yearAgo: add(then),
    },
    rows: [...below.map((dept) => one('dept', dept)), ...people.map((user) => one('user', user))],
    dimensions: metric === 'won' ? ['region'] : [],
    months: byMonth(sql, person, metric, depts, period, (month) => target('dept', node.id, month)),
  };
}

function byMonth(
  sql: Sql,
  person: Person,
  metric: string,
  depts: number[],
  period: Period,
  target: (month: number) => number | null,
) {
  const both = { from: yearBefore(period).from, to: period.to };
  const found = new Map<string, number>();
  if (metric === 'won') {
    const rows: Row[] = sql(
      `select substr(l.business_date, 1, 7) as month, sum(l.amount_fen) as value
       from achievement_ledger l where l.metric = 'won' and l.credited_dept_id in (${depts.join()})
       and l.business_date between ? and ? and ${opened(person)} group by 1`,
    ).all(both.from, both.to);
    for (const { month, value } of rows) found.set(month, value);
  } else {
    for (const month of monthsOf(both)) {
      const days = periodOf('month', `${month}-01`);
      found.set(month, add(sums(sql, person, metric, depts, days)));
    }
  }
  return monthsOf(period).map((month, at) => ({
    month,
    target: target(at + 1),
    actual: found.get(month) ?? 0,
    yearAgo: found.get(`${Number(month.slice(0, 4)) - 1}${month.slice(4)}`) ?? 0,
  }));
}

/** The documents behind a result, newest first. */
export function ledgerRows(
  sql: Sql,
  person: Person,
  { from, to, nodeId }: { from: string; to: string; nodeId: string },
) {
  const below = sql('select id from dept where id = ? or parent_id = ?').pluck();
  const depts = below.all(Number(nodeId), Number(nodeId)) as number[];
  const found: Row[] = sql(
    `select l.*, u.name as user_name, d.name as deal_name, c.name as customer_name
     from (select l.* from achievement_ledger l where l.metric = 'won'
       and l.credited_dept_id in (${depts.join()}) and l.business_date between ? and ?
       and ${opened(person)} order by l.business_date desc, l.id desc limit 51) l
     join user u on u.id = l.credited_user_id join deal d on d.id = l.doc_id
     left join customer c on c.id = l.customer_id order by l.business_date desc, l.id desc`,
  ).all(from, to);
  const last = found[49];
  return {
    rows: found.slice(0, 50).map((row) => ({
      id: row.id,
      on: row.business_date,
      person: { id: row.credited_user_id, name: row.user_name },
      doc: { kind: row.doc_kind, id: row.doc_id, name: row.deal_name },
      customer: row.customer_name,
      shareBp: row.share_bp,
      amountFen: row.amount_fen,
      count: row.doc_count,
      reversal: false,
      at: row.posted_at,
    })),
    next: found.length > 50 ? cursorOf(last.business_date, last.id) : null,
    count: null,
  };
}

export function ranking(
  sql: Sql,
  { userId }: Person,
  { on, metric = 'won' }: { on: string; metric?: string },
) {
  const period = periodOf('quarter', on);
  const depts: Row[] = sql(
    `select distinct up.id, up.name, up.path from user u join dept own on own.id = u.dept_id
     join dept up on own.path like up.path || '%' where u.id = ? order by length(up.path), up.id`,
  ).all(userId);
  const found: Row[] =
    metric === 'won'
      ? sql(
          `select credited_user_id as user, sum(amount_fen) as value from achievement_ledger
           where metric = 'won' and business_date between ? and ? group by 1`,
        ).all(period.from, period.to)
      : sql(
          `select author_id as user, count(*) as value from follow_up
           where at >= ? and at < ? group by 1`,
        ).all(...spanOf(period));
  const valueOf = new Map(found.map((row) => [row.user, row.value]));
  const staff = (
    sql(
      `select u.id, u.name, d.name as dept from user u join dept d on d.id = u.dept_id
       order by u.py, u.id`,
    ).all() as Row[]
  )
    .map((user) => ({ ...user, value: valueOf.get(user.id) ?? 0 }))
    .toSorted((a, b) => b.value - a.value);
  const best = staff[0]!.value;
  const shown = metric !== 'won';
  const plain = ({ id, name }: Row) => ({ id, name });
  return {
    ...period,
    dept: plain(depts[0]),
    depts: depts.map(plain),
    rows: staff.slice(0, MOST).flatMap((one) =>
      one.value <= 0 && one.id !== userId
        ? []
        : [
            {
              rank: 1 + staff.findIndex(({ value }) => value === one.value),
              person: { id: one.id, name: one.name },
              dept: one.dept,
              value: shown ? one.value : null,
              ofFirstBp: shown ? Math.round((one.value * WHOLE_BP) / best) : null,
              mine: one.id === userId,
            },
          ],
    ),
    ranked: staff.filter(({ value }) => value > 0).length,
  };
}

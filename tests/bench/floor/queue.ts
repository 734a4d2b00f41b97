import { addDays, businessDate, daySpan } from '@xinhang/shared/business-date.ts';
import { cursorOf, type Person, type Row, type Sql } from './rows.ts';

const CAP = 10_000;
const ZONE = 'Asia/Shanghai';

/** What the people of a head wrote on a day and nobody has reviewed, oldest first. */
export function queue(sql: Sql, person: Person, { day }: { day: string }) {
  const { since, before } = daySpan(day, day, ZONE);
  const theirs = person.all
    ? '1'
    : `f.author_id in (${person.owners.join()}) and (c.owner_id in (${person.owners.join()})
       or c.id in (select customer_id from customer_collaborator where user_id = ${person.userId}))`;
  const from = `from follow_up f cross join customer c on c.id = f.customer_id
    where f.at >= ? and f.at < ? and f.author_id != ${person.userId} and ${theirs}
    and not exists (select 1 from follow_up_review r where r.follow_up_id = f.id)`;
  const ids = sql(`select f.id ${from} order by f.at, f.id limit 51`).pluck();
  const found = ids.all(since, before) as number[];
  const left = sql(`select count(*) from (select 1 ${from} limit ${CAP})`).pluck();
  const rows: Row[] = sql(
    `select f.*, c.name as customer_name, k.name as contact_name, u.name as author_name,
       (select count(*) from message m where m.about_kind = 'followUp' and m.about_id = f.id)
         as messages
     from json_each(?) j join follow_up f on f.id = j.value
     join customer c on c.id = f.customer_id join user u on u.id = f.author_id
     left join contact k on k.id = f.contact_id and c.pool_id is null order by j.key`,
  ).all(JSON.stringify(found.slice(0, 50)));
  const last = rows.at(-1);
  const earlier = daySpan(addDays(day, -30), addDays(day, -1), ZONE);
  const newest = sql(`select f.at ${from} order by f.at desc limit 1`).pluck();
  const older = newest.get(earlier.since, earlier.before) as number | undefined;
  const count = left.get(since, before);
  return {
    rows: rows.map((row) => ({
      followUp: {
        id: row.id,
        version: row.version,
        customer: { id: row.customer_id, name: row.customer_name },
        contact: row.contact_name === null ? null : { id: row.contact_id, name: row.contact_name },
        deal: null,
        type: row.type,
        content: row.content,
        result: row.result,
        nextOn: row.next_on,
        author: { id: row.author_id, name: row.author_name },
        at: row.at,
        editableUntil: null,
        files: [],
      },
      reviews: [],
      messages: row.messages,
      mayReview: true,
    })),
    next: found.length > 50 ? cursorOf(last.at, last.id) : null,
    count,
    day,
    until: day,
    older: older === undefined ? null : businessDate(older, ZONE),
    left: count,
  };
}

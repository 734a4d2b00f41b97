import { nameTexts } from '@xinhang/shared/search-texts.ts';
import { ftsPhrase, parseQuery } from '@xinhang/shared/search-tokens.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import { rowsOf, type Person, type Row, type Sql } from './rows.ts';

const live = 'archived_at is null';
const pyOf = new Map<string, string[]>();

export function search(sql: Sql, reader: Person, query: { q: string }) {
  const limit = 20;
  const { q } = query;
  const words = parseQuery(q);
  const inTexts = (columns: string) =>
    words.map(({ text, number }) =>
      number && columns.includes('contact')
        ? `({${columns}} : ${ftsPhrase(text)} OR phone : ${ftsPhrase(number)})`
        : `{${columns}} : ${ftsPhrase(text)}`,
    );
  const me = [...reader.owners.map((owner) => `zo${owner}`), `zh${reader.userId}`, 'zp'];
  const held = reader.all ? [] : [`holder : (${me.join(' OR ')})`];
  const scope = reader.all
    ? live
    : `${live} and (owner_id in (${reader.owners.join()}) or pool_id is not null or id in
       (select customer_id from customer_collaborator where user_id = ${reader.userId}))`;
  const find = (parts: string[]): Row[] =>
    sql(
      `select id, name, name_key, pool_id, phone from customer c join
       (select rowid as hit from customer_search where customer_search match ?) h on h.hit = c.id
       where ${scope} order by h.hit desc limit 60`,
    ).all(parts.join(' AND '));
  const key = nameKey(q);
  const named: Row[] = sql(
    `select id, name, name_key from customer where name_key = ? and ${scope}
     order by id desc limit 60`,
  ).all(key);
  const seen = new Set(named.map((row) => row.id));
  const others = find([...inTexts('name contact'), ...held]);
  const close = ({ name_key }: Row) => {
    const at = name_key.indexOf(key);
    return name_key === key ? 0 : at === 0 ? 1 : at > 0 ? 2 : 3;
  };
  const best = [...named, ...others.filter((row) => !seen.has(row.id))]
    .toSorted((a, b) => close(a) - close(b))
    .slice(0, limit);
  const customers = rowsOf(
    sql,
    best.map((row) => row.id),
  ).map((row) => ({
    source: 'customers',
    id: row.id,
    title: row.name,
    subtitle: [row.mainContact, row.mainPhone, row.owner?.name].filter(Boolean).join(' · '),
    route: `/customers/${row.id}`,
  }));
  const contacts = contactHits(sql, find([...inTexts('contact'), ...held]), q, limit);
  const half = limit / 2;
  const mine = Math.min(customers.length, Math.max(half, limit - contacts.length));
  return { hits: [...customers.slice(0, mine), ...contacts.slice(0, limit - mine)] };
}

function contactHits(sql: Sql, customers: Row[], q: string, limit: number) {
  const rows: Row[] = sql(
    `select k.id, k.name, k.post, k.customer_id, c.name as customer,
         (select group_concat(number, ' ') from contact_phone p where p.contact_id = k.id) as numbers
       from json_each(?) j join contact k on k.customer_id = j.value
       join customer c on c.id = k.customer_id
       where k.left_at is null order by k.customer_id desc, k.id`,
  ).all(JSON.stringify(customers.map((row) => row.id)));
  const meant = rows.filter((row) => {
    let texts = pyOf.get(row.name);
    if (!texts) pyOf.set(row.name, (texts = nameTexts(row.name, { surname: true })));
    return texts.some((text) => text.includes(q)) || row.numbers?.includes(q);
  });
  return meant.slice(0, limit).map((row) => ({
    source: 'contacts',
    id: row.id,
    title: row.name,
    subtitle: [row.customer, row.post, row.numbers?.split(' ')[0]].filter(Boolean).join(' · '),
    route: `/customers/${row.customer_id}`,
  }));
}

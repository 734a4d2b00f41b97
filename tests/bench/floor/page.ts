import {
  cursorOf,
  rowColumns,
  rowJoins,
  tagsOf,
  toRow,
  type Person,
  type Row,
  type Sql,
} from './rows.ts';

export function customer(sql: Sql, reader: Person, id: number) {
  const row: Row = sql(
    `select c.*, ${rowColumns.replace('c.created_at as createdAt', 'c.created_at as createdAt, b.name as by_name')}
     from customer c ${rowJoins} left join user b on b.id = c.created_by
     where c.id = ? and c.owner_id = ?`,
  ).get(id, reader.userId);
  const counts: Row = sql(
    `select count(*) as contacts, count(p.id) as phones from contact k
     left join contact_phone p on p.contact_id = k.id where k.customer_id = ?`,
  ).get(id);
  const helpers = sql(
    `select u.id, u.name from customer_collaborator h join user u on u.id = h.user_id
     where h.customer_id = ? order by u.id`,
  ).all(id);
  const empty = (['industry', 'region', 'source', 'address'] as const).filter(
    (at) => row[at] === '',
  );
  return {
    ...toRow(row, tagsOf(sql, [id])),
    shortName: row.short_name,
    salesModel: row.sales_model,
    effectiveModel: row.sales_model ?? sql('select sales_model from company').pluck().get(),
    city: row.city,
    address: row.address,
    website: row.website,
    phone: row.phone || null,
    taxNo: row.tax_no,
    creditLimitFen: null,
    creditHidden: true,
    note: row.note,
    parent: null,
    collaborators: helpers,
    custom: JSON.parse(row.custom) as object,
    externalNo: row.external_no,
    createdBy: { id: row.created_by, name: row.by_name },
    missing: [
      ...(row.phone === '' && counts.phones === 0 ? ['phone'] : []),
      ...(counts.contacts === 0 ? ['contact'] : []),
      ...empty,
      ...(row.tax_no === '' ? ['taxNo'] : []),
    ],
    can: {
      update: true,
      assign: false,
      archive: false,
      credit: false,
      followUp: row.archived_at === null,
    },
  };
}

interface Created {
  id: number;
  createdAt: number;
  createdBy: number;
}

/** Customers below this one, which here are none; the statement is asked all the same. */
function below(sql: Sql, reader: Person, id: number) {
  const rows = sql(
    `select id, name from customer where parent_id = ? and owner_id = ?
     order by name_sort, id limit 51`,
  ).all(id, reader.userId);
  return { rows: rows.slice(0, 50), more: rows.length > 50 };
}

/** All of a customer's page, from hand-written statements. */
export function page(sql: Sql, reader: Person, id: number) {
  const row = customer(sql, reader, id);
  return {
    customer: row,
    contacts: contacts(sql, id),
    ...places(sql, id),
    below: below(sql, reader, id),
    files: files(sql, id),
    stages: stages(sql, id, row),
    timeline: timeline(sql, { id, createdAt: row.createdAt, createdBy: row.createdBy.id }),
  };
}

function stages(sql: Sql, id: number, row: { stage: string; createdAt: number }) {
  const found: Row[] = sql(
    `select at, data from customer_event where customer_id = ? and kind = 'stage'
     order by at desc, id desc limit 50`,
  ).all(id);
  const spans = found.map(({ at, data }, index) => ({
    stage: JSON.parse(data).to,
    since: at,
    until: found[index - 1]?.at ?? null,
  }));
  const first = found.at(-1);
  const stage = first ? JSON.parse(first.data).from : row.stage;
  return [...spans, { stage, since: row.createdAt, until: first?.at ?? null }];
}

/** The newest 30 of what happened, merged by SQL. */
function timeline(sql: Sql, { id, createdAt, createdBy }: Created) {
  const found: Row[] = sql(
    `select e.*, u.name as by_name from (
       select * from (select 3 as rank, f.id, f.at, f.author_id as by_id, f.content as text,
         f.type, f.result, f.next_on, f.version, k.name as contact, null as data from follow_up f
         left join contact k on k.id = f.contact_id where f.customer_id = @id
         order by f.at desc, f.id desc limit 31)
       union all select 2, id, at, by_user_id, '', kind, null, null, null, null, data
         from customer_event where customer_id = @id
       union all select 1, h.id, h.at, by_user_id, note, reason, g.name, t.name, null, null, null
         from owner_history h left join user g on g.id = from_owner_id
         left join user t on t.id = to_owner_id
         where customer_id = @id and (from_owner_id is not null or at != @createdAt)
       union all select 0, @id, @createdAt, @createdBy, '', null, null, null, null, null, null
     ) e left join user u on u.id = e.by_id order by e.at desc, e.rank desc, e.id desc limit 31`,
  ).all({ id, createdAt, createdBy });
  const rows = found.slice(0, 30);
  const last: Row = rows.at(-1);
  const next = found.length > 30 ? cursorOf(last.at * 4 + last.rank, last.id) : null;
  return { rows: rows.map(toItem), next, count: null };
}

function toItem(row: Row) {
  const { id, at, text } = row;
  const more = { editableUntil: null, files: [] };
  const by = row.by_name === null ? null : { id: row.by_id, name: row.by_name };
  const { type, result, next_on: nextOn, version, contact } = row;
  if (row.rank === 3) {
    return {
      kind: 'followUp',
      id,
      at,
      by,
      text,
      data: { type, result, nextOn, contact, version },
      ...more,
    };
  }
  if (row.rank === 2)
    return { kind: type, id, at, by, text, data: JSON.parse(row.data) as object, ...more };
  if (row.rank === 1) {
    return {
      kind: 'owner',
      id,
      at,
      by,
      text,
      data: { from: result, to: nextOn, reason: type },
      ...more,
    };
  }
  return { kind: 'created', id, at, by, text, data: {}, ...more };
}

function contacts(sql: Sql, id: number) {
  const rows: Row[] = sql(
    `select k.*, (select json_group_array(json_object('number', number, 'extension', extension,
           'label', label)) from contact_phone p where p.contact_id = k.id) as phones
         from contact k where customer_id = ? order by left_at is not null, is_primary desc, id`,
  ).all(id);
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    customerId: row.customer_id,
    name: row.name,
    dept: row.dept,
    post: row.post,
    gender: row.gender,
    phones: JSON.parse(row.phones) as object[],
    wechat: row.wechat,
    email: row.email,
    birthday: row.birthday && (JSON.parse(row.birthday) as object),
    nativePlace: row.native_place,
    family: row.family,
    hobbies: row.hobbies,
    relations: row.relations,
    taboos: row.taboos,
    note: row.note,
    smsOptOut: row.sms_opt_out === 1,
    primary: row.is_primary === 1,
    leftAt: row.left_at,
  }));
}

function places(sql: Sql, id: number) {
  return {
    addresses: sql('select * from customer_address where customer_id = ?').all(id),
    titles: sql('select * from customer_title where customer_id = ?').all(id),
  };
}

function files(sql: Sql, id: number) {
  return sql(
    'select * from attachment where customer_id = ? and removed_at is null order by id desc',
  ).all(id);
}

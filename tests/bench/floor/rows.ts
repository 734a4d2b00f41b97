import type { Database, Statement } from 'better-sqlite3';

/* The floor: what an able person writes by hand for exactly these questions, with no login, no
   permission, no validation and no layers, over the same file. */

// oxlint-disable-next-line typescript/no-explicit-any -- rows of hand-written SQL have no type
export type Row = any;
/** Prepares a text once. */
export type Sql = (text: string) => Statement;

export const NO_DATE = '9999-12-31';

export interface Person {
  readonly userId: number;
  /** Everything this person's scope needs, known beforehand. */
  readonly owners: readonly number[];
  readonly all: boolean;
}

export function preparing(db: Database): Sql {
  const prepared = new Map<string, Statement>();
  return (text) => {
    let statement = prepared.get(text);
    // As in the product: a bare parameter would have many of them planned anew each time (0120).
    if (!statement) {
      statement = db.prepare(text.replaceAll('?', '+?'));
      prepared.set(text, statement);
    }
    return statement;
  };
}

export function cursorOf(value: number | string, id: number): string {
  return btoa(encodeURIComponent(JSON.stringify([value, id])));
}

export const rowColumns = `c.id, c.version, c.name, c.stage, c.chance_grade as chanceGrade, c.industry,
  c.region, c.source, c.owner_id, c.pool_id, c.completeness, c.last_follow_at, c.next_follow_on,
  c.created_at as createdAt, c.stage_since as stageSince, c.archived_at, c.phone, o.name as owner_name, m.name as main_name,
  (select number from contact_phone p where p.contact_id = m.id order by id limit 1) as main_phone`;
export const rowJoins = `left join user o on o.id = c.owner_id
  left join contact m on m.customer_id = c.id and m.is_primary = 1`;
export function toRow(row: Row, tags: Map<number, object[]>) {
  const pooled = row.pool_id !== null;
  const phone: string = row.main_phone ?? row.phone;
  return {
    id: row.id,
    version: row.version,
    name: row.name,
    stage: row.stage,
    chanceGrade: row.chanceGrade,
    industry: row.industry,
    region: row.region,
    source: row.source,
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name },
    pooled,
    mainContact: pooled ? null : row.main_name,
    mainPhone: phone === '' ? null : pooled ? mask(phone) : phone,
    tags: tags.get(row.id) ?? [],
    completeness: row.completeness,
    lastFollowAt: row.last_follow_at || null,
    nextFollowOn: row.next_follow_on === NO_DATE ? null : row.next_follow_on,
    createdAt: row.createdAt,
    stageSince: row.stageSince,
    archived: row.archived_at !== null,
    custom: {},
  };
}

function mask(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  const from = digits.length === 11 && digits.startsWith('1') ? 3 : Math.max(0, digits.length - 8);
  let at = -1;
  return phone.replace(/\d/g, (digit) => {
    at += 1;
    return at >= from && at < digits.length - 4 ? '*' : digit;
  });
}

export function tagsOf(sql: Sql, ids: number[]): Map<number, object[]> {
  const found = new Map<number, object[]>();
  const rows: Row[] = sql(
    `select ct.customer_id, t.id, t.name from customer_tag ct join tag t on t.id = ct.tag_id
     where ct.customer_id in (select value from json_each(?)) order by t.name_key`,
  ).all(JSON.stringify(ids));
  for (const { customer_id, id, name } of rows) {
    const tags = found.get(customer_id) ?? [];
    tags.push({ id, name });
    found.set(customer_id, tags);
  }
  return found;
}

export function rowsOf(sql: Sql, ids: number[]) {
  const rows: Row[] = sql(
    `select ${rowColumns} from json_each(?) j join customer c on c.id = j.value ${rowJoins}
     order by j.key`,
  ).all(JSON.stringify(ids));
  const tags = tagsOf(sql, ids);
  return rows.map((row) => toRow(row, tags));
}

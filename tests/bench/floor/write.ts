import type { Database } from 'better-sqlite3';
import { searchTexts } from '@xinhang/shared/search-texts.ts';
import { nameCore } from '@xinhang/shared/name-core.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { indexTokens, numberTokens } from '@xinhang/shared/search-tokens.ts';
import { nameKey, phoneKey } from '@xinhang/shared/text-keys.ts';
import { customer } from './page.ts';
import { NO_DATE, type Person, type Row, type Sql } from './rows.ts';

interface Creation {
  name: string;
  city: string;
  industry: string;
  contact: { name: string; post: string; phones: { number: string }[] };
}

/** The rows that a new customer consists of, without audit, news, replay or a look at duplicates. */
export function create(db: Database, sql: Sql, person: Person, body: Creation) {
  const now = Date.now();
  const { contact } = body;
  const number = contact.phones[0]!.number;
  const id = db.transaction(() => {
    const { lastInsertRowid: customerId } = sql(
      `insert into customer (version, name, short_name, name_key, name_core, name_sort, phone,
         phone_key, tax_no, tax_no_key, industry, region, city, address, website, source, stage, owner_id,
         note, completeness, last_follow_at, next_follow_on, custom, external_no, created_by,
         created_at, stage_since) values (1, ?, '', ?, ?, ?, '', '', '', '', ?, '', ?, '', '', '', 'potential', ?,
         '', 60, 0, '${NO_DATE}', '{}', '', ?, ?, ?)`,
    ).run(
      body.name,
      nameKey(body.name),
      nameCore(body.name),
      pinyinKeys(body.name).sort,
      body.industry,
      body.city,
      person.userId,
      person.userId,
      now,
      now,
    );
    const { lastInsertRowid: contactId } = sql(
      `insert into contact (version, customer_id, name, dept, post, gender, wechat, email,
         native_place, family, hobbies, relations, taboos, note, sms_opt_out, is_primary)
       values (1, ?, ?, '', ?, '', '', '', '', '', '', '', '', '', 0, 1)`,
    ).run(customerId, contact.name, contact.post);
    sql(
      `insert into contact_phone (contact_id, customer_id, number, extension, label, phone_key)
       values (?, ?, ?, '', '', ?)`,
    ).run(contactId, customerId, number, phoneKey(number).number);
    const texts = searchTexts(
      { name: body.name, short_name: '', phone: '' },
      [contact],
      [{ number, extension: '' }],
    );
    sql(
      'insert into customer_search (rowid, name, contact, phone, holder) values (?, ?, ?, ?, ?)',
    ).run(
      customerId,
      indexTokens(texts.name),
      indexTokens(texts.contact),
      numberTokens(texts.phone),
      `zo${person.userId}`,
    );
    sql(
      `insert into owner_history (customer_id, to_owner_id, reason, note, by_user_id, at)
       values (?, ?, 'assign', '', ?, ?)`,
    ).run(customerId, person.userId, person.userId, now);
    return Number(customerId);
  })();
  return customer(sql, person, id);
}

interface Talk {
  customerId: number;
  type: string;
  content: string;
  nextOn: string;
}

export function follow(db: Database, sql: Sql, person: Person, body: Talk) {
  const at = Date.now();
  const { customerId, type, content, nextOn } = body;
  const row: Row = sql('select name from customer where id = ? and owner_id = ?').get(
    customerId,
    person.userId,
  );
  const id = db.transaction(() => {
    const { lastInsertRowid } = sql(
      `insert into follow_up (version, customer_id, type, content, result, next_on, author_id, at)
       values (1, ?, ?, ?, '', ?, ?, ?)`,
    ).run(customerId, type, content, nextOn, person.userId, at);
    sql(
      `update customer set last_follow_at = ?, next_follow_on = ?, version = version + 1
       where id = ?`,
    ).run(at, nextOn, customerId);
    return Number(lastInsertRowid);
  })();
  return {
    id,
    version: 1,
    customer: { id: customerId, name: row.name },
    contact: null,
    type,
    content,
    result: '',
    nextOn,
    author: {
      id: person.userId,
      name: sql('select name from user where id = ?').pluck().get(person.userId),
    },
    at,
    editableUntil: at + 15 * 60_000,
    files: [],
  };
}

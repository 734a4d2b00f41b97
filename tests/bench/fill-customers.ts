import { tokensOf, type Holders } from '@xinhang/db/search-index.ts';
import { completenessOf } from '@xinhang/server/modules/customers/completeness.ts';
import { searchTexts } from '@xinhang/shared/search-texts.ts';
import { chanceGrades, customerStages } from '@xinhang/shared/customers.ts';
import { nameCore } from '@xinhang/shared/name-core.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { nameKey, phoneKey } from '@xinhang/shared/text-keys.ts';
import type { Database } from 'better-sqlite3';
import { inserter } from './bulk.ts';
import type { Filling, Past } from './fill.ts';
import { companyName, mobile, personName } from './names.ts';
import type { Dice } from './random.ts';

const DAY = 86_400_000;
const NO_DATE = '9999-12-31';
const TAG_COUNT = 6;
const industries = ['机械', '电子', '贸易', '食品', '建材', '医疗', ''];
export const regions = ['华南', '华东', '华北', '西南', ''];
const sources = ['展会', '网络', '转介绍', '陌生拜访', ''];
/** What every contact leaves empty. */
const unknown = Object.fromEntries(
  [
    'gender',
    'wechat',
    'email',
    'native_place',
    'family',
    'hobbies',
    'relations',
    'taboos',
    'note',
  ].map((name) => [name, '']),
);

const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);

interface People {
  names: string[];
  phones: string[];
}

/** What a person would have typed about one company. */
function typed(dice: Dice, short: string) {
  const { name, city } = companyName(dice, short);
  return {
    name,
    short_name: short,
    phone: dice.chance(0.5) ? `0755-${dice.digits(8)}` : '',
    industry: dice.pick(industries),
    region: dice.pick(regions),
    source: dice.pick(sources),
    city,
    address: dice.chance(0.7) ? `${city}工业区${dice.digits(2)}号` : '',
    chance_grade: dice.chance(0.6) ? dice.pick(chanceGrades) : null,
    tax_no: dice.chance(0.4) ? `91440300MA${dice.digits(8)}` : '',
  };
}

/** What the server makes of it. */
function derived(row: ReturnType<typeof typed>, { names, phones }: People) {
  const counts = { count: names.length, phones: phones.length };
  return {
    ...row,
    version: 1,
    name_key: nameKey(row.name),
    name_core: nameCore(row.name),
    name_sort: pinyinKeys(row.name).sort,
    phone_key: phoneKey(row.phone).number,
    tax_no_key: row.tax_no,
    website: '',
    sales_model: null,
    parent_id: null,
    credit_limit_fen: null,
    note: '',
    custom: '{}',
    external_no: '',
    completeness: completenessOf(row, counts).percent,
  };
}

function tokens(row: ReturnType<typeof typed>, { names, phones }: People, holders: Holders) {
  const texts = searchTexts(
    row,
    names.map((name) => ({ name })),
    phones.map((number) => ({ number, extension: '' })),
  );
  return tokensOf(texts, holders);
}

/** Writes the customer of an index, its contacts, its search words and its first owner. */
export function customerWriter(
  db: Database,
  filling: Filling,
  dice: Dice,
  past: Past,
  { owners, poolId }: { owners: Int32Array; poolId: number },
) {
  const insert = inserter(db, 'customer');
  const insertHistory = inserter(db, 'owner_history');
  const insertSearch = inserter(db, 'customer_search');
  const insertTag = inserter(db, 'customer_tag');
  const insertHelper = inserter(db, 'customer_collaborator');
  const contacts = contactWriter(db, filling, dice, past);
  return (index: number) => {
    const id = index + 1;
    const row = typed(dice, filling.shorts[(index * 7919) % filling.shorts.length]!);
    const owner = dice.chance(0.05) ? null : dice.pick(filling.owners);
    owners[index] = owner ?? 0;
    const people = contacts(id, index);
    const by = owner ?? filling.owners[0]!;
    const createdAt = past.createdAt(index);
    const due = filling.today + (dice.below(50) - 10) * DAY;
    insert({
      id,
      ...derived(row, people),
      stage: dice.pick(customerStages),
      owner_id: owner,
      pool_id: owner === null ? poolId : null,
      last_follow_at: past.lastAt[index]!,
      next_follow_on: dice.chance(0.3) ? dateOf(due) : NO_DATE,
      created_by: by,
      created_at: createdAt,
      stage_since: createdAt,
      archived_at: dice.chance(0.01) ? filling.today : null,
    });
    const helper = dice.chance(0.02) ? dice.pick(filling.owners) : null;
    const holders = { ownerId: owner, collaboratorIds: helper === null ? [] : [helper] };
    insertSearch({ rowid: id, ...tokens(row, people, holders) });
    insertHistory({
      customer_id: id,
      from_owner_id: null,
      to_owner_id: owner,
      reason: 'assign',
      note: '',
      by_user_id: by,
      at: createdAt,
    });
    if (dice.chance(0.15)) insertTag({ customer_id: id, tag_id: dice.below(TAG_COUNT) + 1 });
    if (helper !== null) insertHelper({ customer_id: id, user_id: helper });
  };
}

/** The contacts of one customer: as many as bring the total to what was asked, the first one main. */
function contactWriter(db: Database, { size }: Filling, dice: Dice, past: Past) {
  const insert = inserter(db, 'contact');
  const insertPhone = inserter(db, 'contact_phone');
  const upTo = (index: number) => Math.floor((size.contacts * index) / size.customers);
  return (customerId: number, index: number): People => {
    const people: People = { names: [], phones: [] };
    for (let id = upTo(index) + 1; id <= upTo(index + 1); id++) {
      const day = dice.chance(0.3)
        ? dateOf(past.createdAt(index) + dice.below(365) * DAY).slice(5)
        : null;
      const [month, date] = (day ?? '').split('-').map(Number);
      const name = personName(dice);
      insert({
        id,
        version: 1,
        customer_id: customerId,
        name,
        ...unknown,
        dept: dice.pick(['采购部', '财务部', '工程部', '']),
        post: dice.pick(['经理', '采购员', '总经理', '会计', '']),
        birthday:
          day && JSON.stringify({ calendar: 'solar', month, day: date, leap: false, year: null }),
        birthday_key: day && `solar-${day}`,
        sms_opt_out: 0,
        is_primary: people.names.length === 0 ? 1 : 0,
        left_at: null,
      });
      const number = mobile(dice);
      insertPhone({
        contact_id: id,
        customer_id: customerId,
        number,
        extension: '',
        label: '',
        phone_key: number,
      });
      people.names.push(name);
      people.phones.push(number);
    }
    return people;
  };
}

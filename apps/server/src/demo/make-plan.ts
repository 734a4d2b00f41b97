import { businessDate, startOfDay } from '@xinhang/shared/business-date.ts';
import { lunarOf } from '@xinhang/shared/lunar.ts';
import { CompanyMaker, type DemoCompany } from './companies.ts';
import { Dice } from './dice.ts';
import { PersonMaker, type DemoContact } from './persons.ts';
import { Calendar, type Happening, type Step } from './plan.ts';
import { headOf, leaver, sellers, type Seller } from './staff.ts';
import { storyOf, type Story } from './story.ts';
import { demoFiles } from './files.ts';
import { fieldValues, tagNames } from './words.ts';

export const DEMO_ZONE = 'Asia/Shanghai';
const CUSTOMERS = 480;
const DIRECTOR = 'gaowenbo';
/** Customers of the pool that somebody was given in the last days. */
const REASSIGNED = 14;
/** Owned by the people whose logins are printed, so that each finds one. */
const BIRTHDAY_OWNERS = ['chenjing', 'chenjing', 'yuhao', 'liminghui', 'zhouhaiyan', 'zhangwei'];

const areaCodes: Readonly<Record<string, string>> = {
  上海: '021',
  苏州: '0512',
  昆山: '0512',
  无锡: '0510',
  南通: '0513',
  常州: '0519',
  南京: '025',
  嘉兴: '0573',
  杭州: '0571',
  绍兴: '0575',
  宁波: '0574',
  湖州: '0572',
  台州: '0576',
  广州: '020',
  佛山: '0757',
  中山: '0760',
  珠海: '0756',
  深圳: '0755',
  东莞: '0769',
  惠州: '0752',
};
const banks = ['中国工商银行', '中国建设银行', '招商银行', '中国农业银行', '交通银行'];
const sources = {
  客户介绍: 22,
  电话开发: 24,
  上门拜访: 12,
  展会: 18,
  网络推广: 10,
  官网咨询: 8,
  公司分配: 6,
};

interface Made {
  key: number;
  seller: Seller;
  company: DemoCompany;
  contacts: DemoContact[];
  story: Story;
  registeredOn: string;
  taxNo: string;
  /** Key of the company it belongs to. */
  mother: number | null;
}

export interface DemoPlan {
  today: string;
  steps: Step[];
  /** When somebody's customers were handed over, UTC ms. */
  handedOverAt: number;
}

/** All that happened in the demo company until `now` (UTC ms): the same for the same seed and now. */
export function makePlan(seed: number, now: number, customers = CUSTOMERS): DemoPlan {
  const dice = new Dice(seed);
  const today = businessDate(now, DEMO_ZONE);
  const calendar = new Calendar(today, now, startOfDay(today, DEMO_ZONE));
  const companies = new CompanyMaker(dice);
  const persons = new PersonMaker(dice);
  const weights = Object.fromEntries(sellers.map((one) => [one.login, one.weight]));
  const steps: Step[] = [];
  const made: Made[] = [];
  for (let key = 1; key <= customers; key += 1) {
    const login = dice.weighted(weights);
    const seller = sellers.find((one) => one.login === login)!;
    const mother = dice.chance(0.03) ? motherFor(made, seller) : undefined;
    const city = dice.pick(seller.cities.filter((one) => one !== mother?.company.city));
    const company = mother ? companies.daughter(mother.company, city) : companies.make(city);
    const howMany = Number(dice.weighted({ '0': 3, '1': 50, '2': 32, '3': 15 }));
    const contacts = Array.from({ length: howMany }, () => persons.make(areaCodes[city]!));
    const untilAgo = login === leaver.login ? leaver.leftAgo : 0;
    const names = contacts.map((contact) => contact.name);
    const story = storyOf(dice, calendar, { key, owner: login, contacts: names, untilAgo });
    const registeredOn = calendar.workday(story.registeredAgo);
    const taxNo = dice.chance(0.4)
      ? `91${dice.int(310000, 440399)}MADEMO${String(key).padStart(4, '0')}`
      : '';
    const one = {
      key,
      seller,
      company,
      contacts,
      story,
      registeredOn,
      taxNo,
      mother: mother?.key ?? null,
    };
    made.push(one);
    steps.push(...stepsOf(dice, calendar, persons, one));
  }
  keepBirthdays(made, today);
  steps.push(...later(dice, calendar, made));
  const inOrder = steps.toSorted((a, b) => a.at - b.at);
  headFamilies(inOrder);
  const handedOverAt = calendar.instant(calendar.workday(leaver.leftAgo - 1), 1);
  return { today, steps: inOrder, handedOverAt };
}

/** Of two companies under one brand, whichever was registered first is the mother. */
function headFamilies(inOrder: readonly Step[]): void {
  const registered = new Set<number>();
  const waiting = new Map<number, number>();
  for (const { what } of inOrder) {
    if (what.kind !== 'customer') continue;
    const daughter = waiting.get(what.key);
    if (daughter !== undefined) what.parent = daughter;
    else if (what.parent !== null && !registered.has(what.parent)) {
      waiting.set(what.parent, what.key);
      what.parent = null;
    }
    registered.add(what.key);
  }
}

/** A company that has no daughter yet, of somebody who has customers in other places too. */
function motherFor(made: readonly Made[], seller: Seller): Made | undefined {
  const taken = new Set(made.map((one) => one.mother));
  return made.findLast(
    (one) =>
      one.seller === seller && seller.cities.length > 1 && !taken.has(one.key) && !one.mother,
  );
}

/** Registration, further contacts, addresses and talks of one customer, in this order. */
function stepsOf(dice: Dice, calendar: Calendar, persons: PersonMaker, one: Made): Step[] {
  const { key, seller, company, contacts, story, taxNo } = one;
  const by = seller.login;
  const [main = null, ...others] = contacts;
  const first = story.steps[0]?.at ?? Number.MAX_SAFE_INTEGER;
  // What belongs to the registration stands some minutes before the first talk.
  const at = Math.min(calendar.instant(one.registeredOn, dice.next()), first - 600_000);
  const steps: Step[] = [];
  const add = (minutes: number, what: Happening) =>
    steps.push({ at: at + minutes * 60_000, by, what });
  add(0, {
    kind: 'customer',
    key,
    company,
    region: seller.region,
    source: dice.weighted(sources),
    phone: dice.chance(0.62) ? persons.switchboard(areaCodes[company.city]!) : '',
    taxNo,
    note: '',
    tags: dice.chance(0.45) ? dice.some(tagNames, dice.int(1, 3)) : [],
    custom: dice.chance(0.5) ? fieldValues(dice, calendar) : {},
    contact: main,
    parent: one.mother,
  });
  for (const contact of others) add(2, { kind: 'contact', key, contact });
  if (story.end === 'dealing') {
    const receiver = contacts.at(-1)?.name ?? '仓库收货';
    const phone = contacts.at(-1)?.phones[0]?.number ?? persons.mobile();
    const address = company.address || `${company.city}市高新区创业大道${dice.int(1, 200)}号`;
    add(4, { kind: 'address', key, receiver, phone, address: `${address}${dice.int(1, 9)}号库` });
    const account = `6200${String(dice.int(0, 99_999_999)).padStart(8, '0')}${String(key).padStart(4, '0')}`;
    const bank = `${dice.pick(banks)}${company.city}分行`;
    add(5, { kind: 'title', key, title: company.name, taxNo, bank, account });
  }
  return [...steps, ...story.steps];
}

/** Some birthdays fall on the day of the demo, by the sun and by the moon. */
function keepBirthdays(made: readonly Made[], today: string): void {
  const lunar = lunarOf(today);
  const used = new Set<DemoContact>();
  const kept = new Set(['dealing', 'intent']);
  for (const [at, owner] of BIRTHDAY_OWNERS.entries()) {
    const one = made.find(
      ({ seller, contacts, story }) =>
        seller.login === owner && kept.has(story.end) && contacts[0] && !used.has(contacts[0]),
    );
    const contact = one?.contacts[0];
    if (!contact) continue;
    used.add(contact);
    contact.birthday =
      at % 2 === 0
        ? {
            calendar: 'solar',
            month: Number(today.slice(5, 7)),
            day: Number(today.slice(8)),
            leap: false,
            year: null,
          }
        : { calendar: 'lunar', month: lunar.month, day: lunar.day, leap: lunar.leap, year: null };
  }
}

/** What happened to customers beside the talks: shared, handed over, given back, put away, filed. */
function later(dice: Dice, calendar: Calendar, made: readonly Made[]): Step[] {
  const steps: Step[] = [];
  let reassigned = 0;
  for (const one of made) {
    const { key, seller, story } = one;
    const lastAt = story.steps.at(-1)?.at ?? calendar.instant(one.registeredOn, 1) + 600_000;
    const some = calendar.instant(calendar.workday(dice.int(0, story.lastAgo)), dice.next());
    const at = Math.min(Math.max(some, lastAt + 60_000), calendar.now);
    const add = (by: string, what: Happening, when = at) => steps.push({ at: when, by, what });
    // All that he had goes to others at once, on the day after.
    if (seller.login === leaver.login) continue;
    const { end } = story;
    if (end === 'dealing' && dice.chance(0.25)) {
      add(DIRECTOR, { kind: 'credit', key, limitFen: dice.int(2, 40) * 5_000_000 });
    }
    if (end !== 'lost' && dice.chance(0.07)) {
      const near = sellers.filter((other) => other.region === seller.region && other !== seller);
      const colleagues = near.map(({ login }) => login).filter((login) => login !== leaver.login);
      add(seller.login, { kind: 'share', key, with: dice.some(colleagues, dice.int(1, 2)) });
    }
    const idle = end === 'sleeping' || end === 'potential' || end === 'no_interest';
    if (idle && dice.chance(0.24)) {
      add(DIRECTOR, { kind: 'give', key, to: null, note: '长期未跟进，转入公海' });
      if (reassigned >= REASSIGNED || story.lastAgo < 10) continue;
      reassigned += 1;
      const to = dice.pick(sellers.filter((other) => other.region === seller.region)).login;
      const recent = calendar.instant(calendar.workday(dice.int(0, 2)), dice.next());
      if (to !== leaver.login && recent > at) {
        add(DIRECTOR, { kind: 'give', key, to, note: '公海分配' }, recent);
      }
    } else if (end === 'lost' && dice.chance(0.2)) {
      add(headOf[seller.login] ?? DIRECTOR, { kind: 'archive', key });
    } else if (end === 'dealing' && dice.chance(0.3)) {
      add(seller.login, { kind: 'file', key, file: dice.int(0, demoFiles.length - 1) });
    }
  }
  return steps;
}

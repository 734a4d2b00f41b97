import { contactsOf } from '@xinhang/db/repositories/contacts.ts';
import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { readSettings } from '@xinhang/db/repositories/settings.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import { careKinds } from '@xinhang/shared/care.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { reckonValues } from '../modules/customers/value-night.ts';
import { putSettings } from '../modules/system/put-settings.ts';
import { changeContact } from '../modules/customers/contacts.ts';
import { giveGift } from '../modules/care/gifts.ts';
import { finishCare } from '../modules/care/items.ts';
import { callCare } from '../modules/care/night.ts';
import { addCarePlan } from '../modules/care/plans.ts';
import { makePromise, settlePromise } from '../modules/care/promises.ts';
import { Dice } from './dice.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;
/** So many of a hundred customers with an owner have a gift, a promise, a birthday this week. */
const SHARE = 0.08;

const plans = [
  { name: 'A 级客户每两周', kind: 'call', what: '打电话问近况，听听有没有新需求', every: 14 },
  { name: 'B 级客户每两个月', kind: 'visit', what: '上门坐坐，带新样本', every: 60 },
] as const;
const gifts = [
  ['gift', '碧螺春两盒', 36_000],
  ['gift', '定制台历', 4_500],
  ['hospitality', '午饭，谈新线设备', 42_800],
  ['event', '请来厂里参观', null],
] as const;
const promises = ['下周把样品寄到', '问技术部能不能改接口', '月底前给正式报价', '元旦前送新样本'];

/** Care plans with what they asked, and gifts, promises and birthdays of this week. */
export async function makeCare(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now }: { seed: number; now: number },
): Promise<void> {
  const dice = new Dice(seed + 6);
  const today = businessDate(now, DEMO_ZONE);
  await setPlans(deps, hub, cast, now - 20 * DAY_MS);
  const logins = new Map([...cast.users].map(([login, id]) => [id, login]));
  for (const customerId of cast.customers.values()) {
    if (!dice.chance(SHARE)) continue;
    const customer = await customerById(deps.db.read, customerId);
    const login = customer?.owner_id ? logins.get(customer.owner_id) : undefined;
    if (!customer || !login || customer.archived_at !== null) continue;
    const actor = await actorFor(deps.db.read, cast, login);
    if (!actor.reach.has('followUps.create') || !actor.reach.has('customers.update')) continue;
    const [contact] = (await contactsOf(deps.db.read, [customerId])).contacts;
    const contactId = contact?.id ?? null;
    const [kind, what, costFen] = dice.pick(gifts);
    const on = addDays(today, -dice.int(1, 60));
    const text = dice.pick(promises);
    const ago = dice.int(3, 12);
    const dueOn = addDays(today, dice.int(-2, 5));
    await runCommand(deps.db, hub, async (_tx, as) => {
      const ctx = as(demoContext(deps, actor, now - ago * DAY_MS));
      await giveGift(ctx, {
        customerId,
        contactId,
        kind,
        what,
        costFen,
        on: addDays(on, -ago),
        note: '',
      });
      const promise = await makePromise(ctx, { customerId, contactId, text, dueOn });
      if (dice.chance(0.3)) await settlePromise(ctx, promise.id, { kept: true, note: '' });
      if (!contact || contact.birthday !== null) return;
      const [, month, day] = addDays(today, dice.int(0, 6)).split('-').map(Number);
      const birthday = { calendar: 'solar', month: month!, day: day!, leap: false } as const;
      const year = { year: 1970 + dice.int(0, 25) };
      await changeContact(ctx, contact.id, {
        version: contact.version,
        birthday: { ...birthday, ...(month === 2 && day === 29 ? { year: null } : year) },
      });
    });
  }
  await callAndDo(deps, hub, cast, dice, now);
}

async function setPlans(deps: Deps, hub: EventHub, cast: Cast, at: number): Promise<void> {
  const director = await actorFor(deps.db.read, cast, 'gaowenbo');
  const all = {
    leadDays: 3,
    valueGrades: [],
    models: [],
    tagIds: [],
    festival: null,
    everyDays: null,
  };
  await runCommand(deps.db, hub, async (_tx, as) => {
    const ctx = as(demoContext(deps, director, at));
    for (const [index, { name, kind, what, every }] of plans.entries()) {
      const grades = [index === 0 ? ('A' as const) : ('B' as const)];
      const rule = { ...all, name, kind, what, grades, trigger: 'interval' as const };
      await addCarePlan(ctx, { ...rule, everyDays: every });
    }
    const greeting = { ...all, kind: careKinds[2], grades: [] };
    const birthday = { name: '生日祝福', what: '打电话或发短信祝生日快乐' };
    await addCarePlan(ctx, { ...greeting, ...birthday, trigger: 'birthday' });
    const festival = { name: '春节礼品', what: '送年货，价值 A、B 级客户上门', leadDays: 20 };
    await addCarePlan(ctx, {
      ...all,
      ...festival,
      kind: 'gift',
      grades: [],
      valueGrades: ['A', 'B'],
      trigger: 'festival',
      festival: '春节',
    });
  });
}

/** What the nights asked, and some of it done. */
async function callAndDo(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  dice: Dice,
  now: number,
): Promise<void> {
  const director = await actorFor(deps.db.read, cast, 'gaowenbo');
  const date = businessDate(now, DEMO_ZONE);
  await runCommand(deps.db, hub, async (_tx, as) => {
    const ctx = as(demoContext(deps, director, now - DAY_MS));
    const before = await readSettings(ctx.tx);
    const by = { 'customers.valueBy': 'won', 'customers.valueFromA': 300_000 } as const;
    await putSettings(ctx, before, by);
    await reckonValues(ctx, date);
  });
  const ids = await runCommand(
    deps.db,
    hub,
    async (_tx, as) => await callCare(as(demoContext(deps, director, now - DAY_MS)), date),
  );
  await runCommand(deps.db, hub, async (_tx, as) => {
    const ctx = as(demoContext(deps, director, now));
    for (const id of ids) if (dice.chance(0.2)) await finishCare(ctx, id, '电话里聊了一会儿');
  });
}

import type { NamedCampaign } from '@xinhang/db/repositories/campaigns.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { optedOut } from '@xinhang/db/repositories/opt-outs.ts';
import {
  contactsToWriteTo,
  phonesToWriteTo,
  type ToWriteTo,
} from '@xinhang/db/repositories/recipients.ts';
import { addDays } from '@xinhang/shared/business-date.ts';
import {
  MOST_RECIPIENTS,
  segment,
  type Channel,
  type leftOutReasons,
  type Segment,
} from '@xinhang/shared/campaigns.ts';
import { birthdayKey, birthdaysOn } from '@xinhang/shared/lunar.ts';
import {
  EMAIL_OPT_OUT,
  fieldsOf,
  filledText,
  mobileOf,
  salutation,
  smsParts,
  smsText,
} from '@xinhang/shared/message-text.ts';
import { fieldRefused } from '@xinhang/shared/problems.ts';
import type { ReadContext } from '../../http/context.ts';
import { todayOf } from '../../http/today.ts';
import { waysOfDepts } from '../org/service.ts';

export interface Recipient {
  customer: { id: number; name: string };
  contact: { id: number; name: string };
  address: string;
  key: string;
  text: string;
  parts: number;
  /** Of the fields of the text, in their order. */
  values: string[];
}

export interface Reached {
  kept: Recipient[];
  leftOut: Map<(typeof leftOutReasons)[number], number>;
  missing: { customer: Recipient['customer']; contact: Recipient['contact']; fields: string[] }[];
}

/** Keys of the birthdays that are kept today or within so many days. */
function birthdayKeys(today: string, days: number): string[] {
  const keys = new Set<string>();
  for (let ahead = 0; ahead <= days; ahead++) {
    const { solar, lunar } = birthdaysOn(addDays(today, ahead));
    for (const day of solar) keys.add(birthdayKey({ calendar: 'solar', ...day }));
    for (const day of lunar) keys.add(birthdayKey({ calendar: 'lunar', ...day }));
  }
  return [...keys];
}

/** Throws where the segment asks for what the sender may not see. */
export function refuseUnseen({ actor }: ReadContext, wanted: Segment): void {
  // Who sees no numbers would write to them blindly.
  if (actor.fields.phone !== 'show') throw fieldRefused('/channel', 'hidden-from-you');
  if (wanted.birthdayDays !== null && actor.fields.personal !== 'show') {
    throw fieldRefused('/segment/birthdayDays', 'hidden-from-you');
  }
}

/** The number or address that a channel writes to, in the form by which it is known; null without one. */
export function addressOf(
  channel: Channel,
  contact: Pick<ToWriteTo, 'email'>,
  phones: readonly string[],
) {
  if (channel === 'email') {
    return contact.email === ''
      ? null
      : { address: contact.email, key: contact.email.toLowerCase() };
  }
  for (const phone of phones) {
    const mobile = mobileOf(phone);
    if (mobile) return { address: mobile, key: mobile };
  }
  return null;
}

const valuesOf = (contact: ToWriteTo, sender: string) => ({
  称呼: salutation(contact.name, contact.gender),
  姓名: contact.name,
  公司: contact.short_name || contact.customer_name,
  职务: contact.post,
  我的名字: sender,
});

/** Whom a campaign is for; what one of before could not ask for is empty. */
export const segmentOf = (campaign: Pick<NamedCampaign, 'segment'>): Segment =>
  segment.parse(JSON.parse(campaign.segment));

/** Everybody the segment means, and who of them gets what; the rights are those of the actor. */
export async function reachedBy(ctx: ReadContext, campaign: NamedCampaign): Promise<Reached> {
  const wanted = segmentOf(campaign);
  refuseUnseen(ctx, wanted);
  const days = wanted.birthdayDays;
  const filter = {
    ...wanted,
    modelDeptIds: await deptsOf(ctx, wanted.models),
    birthdayKeys: days === null ? null : birthdayKeys(await todayOf(ctx), days),
  };
  const found = await contactsToWriteTo(ctx.db, ctx.actor, filter, MOST_RECIPIENTS + 1);
  if (found.length > MOST_RECIPIENTS) {
    throw fieldRefused('/segment', 'too-many-recipients', { most: MOST_RECIPIENTS });
  }
  const channel = campaign.channel as Channel;
  const ids = found.map(({ id }) => id);
  const phones =
    channel === 'sms' ? await phonesToWriteTo(ctx.db, ids) : new Map<number, string[]>();
  const addressed = found.map((contact) => ({
    contact,
    to: addressOf(channel, contact, phones.get(contact.id) ?? []),
  }));
  const keys = addressed.flatMap(({ to }) => to?.key ?? []);
  return sorted(campaign, addressed, await optedOut(ctx.db, channel, keys));
}

/** Departments that sell by one of these models, or by that of the company. */
async function deptsOf({ db }: ReadContext, models: readonly string[]): Promise<number[]> {
  if (models.length === 0) return [];
  const ways = await waysOfDepts(db, (await company(db))!.sales_model);
  return [...ways].flatMap(([id, { model }]) => (models.includes(model) ? id : []));
}

type Addressed = { contact: ToWriteTo; to: ReturnType<typeof addressOf> }[];

function sorted(campaign: NamedCampaign, all: Addressed, out: ReadonlySet<string>): Reached {
  const reached: Reached = { kept: [], leftOut: new Map(), missing: [] };
  const written = new Set<string>();
  const leave = (reason: (typeof leftOutReasons)[number]) =>
    reached.leftOut.set(reason, (reached.leftOut.get(reason) ?? 0) + 1);
  for (const { contact, to } of all) {
    const customer = { id: contact.customer_id, name: contact.customer_name };
    const person = { id: contact.id, name: contact.name };
    const declined = contact.sms_opt_out === 1 && campaign.channel === 'sms';
    if (declined || (to && out.has(to.key))) leave('optedOut');
    else if (!to) leave('noAddress');
    else if (written.has(to.key)) leave('duplicate');
    else {
      const known = valuesOf(contact, campaign.by_name);
      const { text, missing } = filledText(campaign.body, known);
      if (missing.length > 0) {
        leave('missingField');
        reached.missing.push({ customer, contact: person, fields: missing });
        continue;
      }
      written.add(to.key);
      const sms = campaign.channel === 'sms';
      const whole = sms ? smsText(campaign.signature, text) : `${text}\n\n${EMAIL_OPT_OUT}`;
      const parts = sms ? smsParts(whole) : 1;
      const values = fieldsOf(campaign.body).map((field) => known[field]);
      reached.kept.push({ customer, contact: person, ...to, text: whole, parts, values });
    }
  }
  return reached;
}

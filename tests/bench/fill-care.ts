import { segment } from '@xinhang/shared/campaigns.ts';
import type { Database } from 'better-sqlite3';
import { inChunks, inserter } from './bulk.ts';
import type { Filling } from './fill.ts';
import type { Dice } from './random.ts';

const DAY = 86_400_000;
/** Of ten customers that somebody owns so many are to be called; each was before. */
const CALLED = 0.3;
const TIMES = 3;
const MOST_RECIPIENTS = 5000;
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Care by one plan: one item that is open, and what was done before. */
export function fillCare(
  db: Database,
  { size, today }: Filling,
  dice: Dice,
  owners: Int32Array,
): void {
  inserter(
    db,
    'care_plan',
  )({
    id: 1,
    version: 1,
    name: '定期电话',
    kind: 'call',
    what: '问近况',
    trigger: 'interval',
    every_days: 30,
    festival: null,
    lead_days: 0,
    grades: '[]',
    models: '[]',
    tag_ids: '[]',
    active: 1,
    since: dateOf(today - 365 * DAY),
  });
  const item = inserter(db, 'care_item');
  inChunks(db, size.customers, (index) => {
    const owner = owners[index];
    if (!owner || !dice.chance(CALLED)) return;
    for (let times = TIMES; times >= 0; times -= 1) {
      const due = today + (dice.below(30) - 15 - times * 30) * DAY;
      item({
        version: 1,
        care_plan_id: 1,
        customer_id: index + 1,
        contact_id: null,
        due_on: dateOf(due),
        state: times === 0 ? 'open' : 'done',
        follow_up_id: null,
        closed_by: times === 0 ? null : owner,
        closed_at: times === 0 ? null : due,
        note: '',
        at: due - DAY,
      });
    }
  });
}

/** A campaign of the head of a team to contacts of that team, half of it gone out. */
export function fillCampaign(
  db: Database,
  { size, today, owners: sellers, teamSize }: Filling,
  owners: Int32Array,
): void {
  inserter(
    db,
    'campaign',
  )({
    id: 1,
    version: 1,
    channel: 'sms',
    name: '年末问候',
    subject: '',
    signature: '测速公司',
    body: '祝新年顺利。',
    segment: JSON.stringify(segment.parse({})),
    state: 'approved',
    by_user_id: sellers[0]!,
    at: today - DAY,
    submitted_at: today - DAY,
    refusal: '',
  });
  const team = new Set(sellers.slice(0, teamSize));
  const each = Math.floor(size.contacts / size.customers);
  const message = inserter(db, 'campaign_outbox');
  let written = 0;
  inChunks(db, size.customers, (index) => {
    if (written === MOST_RECIPIENTS || !team.has(owners[index]!)) return;
    written += 1;
    const number = String(13_000_000_000 + index);
    const sent = written % 2 === 0;
    message({
      version: 1,
      campaign_id: 1,
      customer_id: index + 1,
      contact_id: index * each + 1,
      address: number,
      address_key: number,
      text: '祝新年顺利。',
      parts: 1,
      state: sent ? 'sent' : 'queued',
      error: '',
      closed_at: sent ? today : null,
      field_values: '[]',
      provider_ref: '',
      tries: 0,
      provider: '',
    });
  });
}

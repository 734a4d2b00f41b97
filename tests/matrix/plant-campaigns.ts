import type { Database } from '@xinhang/db/database.ts';
import { insertCampaign } from '@xinhang/db/repositories/campaigns.ts';
import { insertOptOut } from '@xinhang/db/repositories/opt-outs.ts';
import { insertOutbox } from '@xinhang/db/repositories/outbox.ts';
import { canary, contactPhoneOf } from './canaries.ts';
import { positions } from './expectation.ts';
import type { Target } from './plant-customers.ts';

/** A draft and an approved campaign of the subject and of the boss, each to everybody; two opt-outs. */
export async function plantCampaigns(
  db: Database,
  people: { me: number; boss: number },
  targets: readonly Target[],
) {
  return await db.transaction(async (tx) => {
    const one = async (by: number, state: 'draft' | 'approved') => {
      const texts = {
        name: `矩阵群发${state}`,
        subject: '',
        signature: '矩阵',
        body: '您好',
        template: '',
      };
      const segment = JSON.stringify({
        grades: [],
        stages: [],
        models: [],
        tagIds: [],
        regions: [],
        industries: [],
        primaryOnly: true,
        birthdayDays: null,
      });
      const rest = { at: 0, submitted_at: null, approval_id: null, refusal: '' };
      const by_user_id = by;
      const row = { channel: 'sms', ...texts, segment, state, by_user_id, ...rest };
      const id = await insertCampaign(tx, row);
      if (state === 'draft') return id;
      for (const [index, { exists }] of positions.entries()) {
        if (!exists) continue;
        const { customerId, contactId } = targets[index]!;
        await insertOutbox(tx, {
          campaign_id: id,
          customer_id: customerId,
          contact_id: contactId,
          address: contactPhoneOf(index),
          address_key: contactPhoneOf(index),
          text: canary(index, 'contact'),
          parts: 1,
          field_values: '[]',
        });
      }
      return id;
    };
    const out = async (by_user_id: number, address_key: string) =>
      await insertOptOut(tx, { channel: 'email', address_key, reason: '', at: 0, by_user_id });
    return {
      mine: { draft: await one(people.me, 'draft'), approved: await one(people.me, 'approved') },
      boss: {
        draft: await one(people.boss, 'draft'),
        approved: await one(people.boss, 'approved'),
      },
      out: {
        mine: await out(people.me, 'mine@example.com'),
        boss: await out(people.boss, 'boss@example.com'),
      },
    };
  });
}

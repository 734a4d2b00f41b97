import type { Database } from '@xinhang/db/database.ts';
import { insertCareItem } from '@xinhang/db/repositories/care-items.ts';
import { insertCarePlan } from '@xinhang/db/repositories/care-plans.ts';
import { insertGift } from '@xinhang/db/repositories/gifts.ts';
import { insertPromise } from '@xinhang/db/repositories/promises.ts';
import { canary } from './canaries.ts';
import { positions } from './expectation.ts';
import { written } from './plant-coaching.ts';
import { NOBODY, type Target } from './plant-customers.ts';

/** Due long after today. */
const DUE = '2027-01-01';

/** A plan of care, and at each position an open item, a gift (the subject's where he wrote) and a promise. */
export async function plantCare(
  db: Database,
  { me, boss }: { me: number; boss: number },
  targets: readonly Target[],
) {
  return await db.transaction(async (tx) => {
    const planId = await insertCarePlan(tx, {
      name: '矩阵关怀',
      kind: 'call',
      what: '矩阵',
      trigger: 'interval',
      every_days: 30,
      festival: null,
      lead_days: 3,
      grades: '[]',
      value_grades: '[]',
      models: '[]',
      tag_ids: '[]',
      active: 1,
      since: '2026-01-01',
    });
    const items: number[] = [];
    const gifts: number[] = [];
    const promises: number[] = [];
    for (const [index, { position, exists }] of positions.entries()) {
      const { customerId, contactId } = targets[index]!;
      if (!exists) {
        items.push(NOBODY);
        gifts.push(NOBODY);
        promises.push(NOBODY);
        continue;
      }
      const said = canary(index, 'followUp');
      const of = { customer_id: customerId, contact_id: contactId, at: 0 };
      const by = { by_user_id: written(position) ? me : boss };
      const open = { due_on: DUE, state: 'open', closed_by: null, closed_at: null };
      const item = { ...of, ...open, care_plan_id: planId, follow_up_id: null, note: said };
      items.push((await insertCareItem(tx, item)).id);
      const gift = { ...of, ...by, kind: 'gift', what: said, cost_fen: 100, on: '2026-11-01' };
      gifts.push(await insertGift(tx, { ...gift, note: '' }));
      promises.push(await insertPromise(tx, { ...of, ...by, ...open, text: said, note: '' }));
    }
    return { planId, items, gifts, promises };
  });
}

import { segment } from '@xinhang/shared/campaigns.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { EventHub } from '../http/events.ts';
import { draftCampaign, submitCampaign } from '../modules/campaigns/campaigns.ts';
import { noteOptOut } from '../modules/campaigns/opt-outs.ts';
import { markSent } from '../modules/campaigns/sending.ts';
import { campaignTarget } from '../modules/campaigns/target.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { actorFor, demoContext, type Cast } from './play.ts';

const DAY_MS = 86_400_000;

/** A message that went out by hand some weeks ago, the draft of the next one, and who wants none. */
export async function makeCampaigns(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  now: number,
): Promise<void> {
  const approvals = new ApprovalTargets();
  approvals.register(campaignTarget);
  const seller = await actorFor(deps.db.read, cast, 'chenjing');
  const sms = { channel: 'sms' as const, subject: '', signature: '远帆智能', template: '' };
  const at = now - 55 * DAY_MS;
  await runCommand(deps.db, hub, async (_tx, as) => {
    const ctx = as(demoContext(deps, seller, at));
    const reason = '客户来电要求不再收短信';
    await noteOptOut(ctx, { channel: 'sms', address: '15420000000', reason });
    const past = await draftCampaign(ctx, {
      ...sms,
      name: '国庆中秋问候',
      body: '{称呼}您好，国庆中秋双节快乐，阖家安康！{我的名字}',
      segment: segment.parse({ grades: ['A', 'B'] }),
    });
    const sent = await submitCampaign({ approvals }, ctx, past.id, past.version);
    const later = as(demoContext(deps, seller, at + 3_600_000));
    if (sent.state === 'approved') await markSent(later, past.id, { state: 'sent', error: '' });
  });
  await runCommand(deps.db, hub, async (_tx, as) => {
    await draftCampaign(as(demoContext(deps, seller, now - DAY_MS)), {
      ...sms,
      name: '元旦祝福',
      body: '{称呼}，感谢一年来的支持，祝您和{公司}新年更上层楼！{我的名字}',
      segment: segment.parse({}),
    });
  });
}

import {
  campaignsByIds,
  updateCampaign,
  type NamedCampaign,
} from '@xinhang/db/repositories/campaigns.ts';
import { clearOutbox, sizesOfCampaigns } from '@xinhang/db/repositories/outbox.ts';
import { readSetting } from '@xinhang/db/repositories/settings.ts';
import type { SummaryLine } from '@xinhang/shared/approvals.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import type { ApprovalTarget, ApprovalTargets } from '../../registry/approvals.ts';

export type Targets = { readonly approvals: ApprovalTargets };

/** The kind of what approvals are asked for. */
export const CAMPAIGN = 'campaign';

async function settle(
  ctx: WriteContext,
  id: number,
  changes: Parameters<typeof updateCampaign>[2],
): Promise<void> {
  const [row] = await campaignsByIds(ctx.tx, [id]);
  if (row?.state !== 'submitted') throw problem('subject-changed');
  if (!(await updateCampaign(ctx.tx, row, changes))) throw problem('subject-changed');
  await tell(ctx, row, (await campaignsByIds(ctx.tx, [id]))[0]!);
}

async function tell(ctx: WriteContext, before: NamedCampaign, after: NamedCampaign) {
  const action = after.state === 'approved' ? 'campaigns.approve' : 'campaigns.refuse';
  await ctx.audit({ action, entity: 'campaign', entityId: after.id, before, after });
  const { id, version, by_user_id: by } = after;
  await ctx.emit({ entity: 'campaign', id, version, audience: [by] });
}

/** Names no customer: the text with its fields, and nobody whom it reaches. */
export const campaignTarget: ApprovalTarget = {
  kind: CAMPAIGN,
  fields: [{ name: 'recipients', type: 'number' }],
  async look(ctx, ids) {
    const rows = await campaignsByIds(ctx.db, ids);
    const sizes = await sizesOfCampaigns(ctx.db, ids);
    const price = await readSetting(ctx.db, 'campaigns.partPriceFen');
    const sizeOf = ({ id, channel }: NamedCampaign): SummaryLine[] => {
      const size = sizes.get(id);
      // Sent back, it is a draft that reaches whomever it reaches when it is submitted again.
      if (!size) return [];
      const { recipients, parts } = size;
      return [
        { name: 'campaignRecipients', text: String(recipients), fen: null },
        ...(channel === 'sms'
          ? [
              { name: 'campaignParts', text: String(parts), fen: null },
              { name: 'campaignCost', text: null, fen: parts * price },
            ]
          : []),
      ];
    };
    return new Map(
      rows.map((row) => [
        row.id,
        {
          title: row.name,
          lines: [
            { name: 'text', text: [row.subject, row.body].filter(Boolean).join('\n'), fen: null },
            ...sizeOf(row),
          ],
          route: row.by_user_id === ctx.actor.userId ? `/campaigns/${row.id}` : null,
        },
      ]),
    );
  },
  version: async (ctx, id) => (await campaignsByIds(ctx.db, [id]))[0]?.version ?? null,
  apply: async (ctx, { subjectId, approvalId }) =>
    await settle(ctx, subjectId, { state: 'approved', approval_id: approvalId }),
  async discard(ctx, { subjectId, approvalId, reason }) {
    await settle(ctx, subjectId, { state: 'draft', approval_id: approvalId, refusal: reason });
    await clearOutbox(ctx.tx, subjectId);
  },
};

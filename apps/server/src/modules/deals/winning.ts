import { partsOfDeal, type DealRecord } from '@xinhang/db/repositories/deals.ts';
import { gateItems, pipelineById, stages } from '@xinhang/db/repositories/pipelines.ts';
import type { WonProof } from '@xinhang/shared/pipelines.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import type { DealProofs } from '../../registry/deal-proofs.ts';
import { stagesAsking, type Targets } from './gate-approval.ts';
import { missingOnTheWay } from './gates.ts';

/** What ending a deal needs of the house. */
export type Closing = Targets & { readonly dealProofs: DealProofs };

/** What every deal that is won must have, whatever its pipeline says. */
function refuseIncomplete(deal: DealRecord): void {
  const missing = [
    ...(deal.customer_id === null ? ['customerId'] : []),
    ...(deal.amount_fen === null ? ['amountFen'] : []),
  ];
  if (missing.length === 0) return;
  const errors = missing.map((field) => ({ pointer: `/${field}`, code: 'required' }));
  throw problem('deal-incomplete', { errors });
}

/** What later stages ask for, and the first of those that somebody must let it into. */
async function passedOver(ctx: WriteContext, deal: DealRecord) {
  const { tx } = ctx;
  const own = (await stages(tx)).filter((stage) => stage.pipeline_id === deal.pipeline_id);
  const way = { from: deal.stage_id, to: own.at(-1)!.id };
  const doors = { stages: own, gates: await gateItems(tx) };
  const missing = missingOnTheWay(doors, way, deal, await partsOfDeal(tx, deal.id));
  return { missing, stages: (await stagesAsking(tx, own, way)).map((stage) => stage.name) };
}

/** Of what the pipeline wants to see any one; all of it where nothing is there. */
async function missingProofs(
  http: Closing,
  ctx: WriteContext,
  dealId: number,
  wanted: readonly WonProof[],
): Promise<readonly WonProof[]> {
  for (const proof of wanted) if (await http.dealProofs.has(ctx.tx, proof, dealId)) return [];
  return wanted;
}

/**
 * Refuses to win a deal, as it would be, that lacks what its pipeline asks for (0342). All that is
 * missing is named at once.
 */
export async function refuseUnready(
  http: Closing,
  ctx: WriteContext,
  deal: DealRecord,
): Promise<void> {
  refuseIncomplete(deal);
  const pipeline = (await pipelineById(ctx.tx, deal.pipeline_id))!;
  const wanted = JSON.parse(pipeline.won_needs) as WonProof[];
  const proofs = await missingProofs(http, ctx, deal.id, wanted);
  const { missing, stages: asking } =
    pipeline.won_gates === 1 ? await passedOver(ctx, deal) : { missing: [], stages: [] };
  if (proofs.length + missing.length + asking.length === 0) return;
  throw problem('win-not-ready', { data: { proofs, missing, stages: asking } });
}

import { NO_DATE } from '@xinhang/db/no-date.ts';
import { company } from '@xinhang/db/repositories/company.ts';
import { customerIdByExternalNo } from '@xinhang/db/repositories/customers.ts';
import { dealNumbersLike, insertWholeDeal } from '@xinhang/db/repositories/deals.ts';
import {
  insertPipeline,
  pipelineByKey,
  pipelines,
  putStage,
  stages,
} from '@xinhang/db/repositories/pipelines.ts';
import { businessDate, startOfDay } from '@xinhang/shared/business-date.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { WriteContext } from '../http/context.ts';
import { postAchievement } from '../modules/ledgers/service.ts';
import { dateIn } from './cells.ts';
import { accountNo } from './account-no.ts';
import type { Opportunity } from './crm-deals.ts';
import { placeProducts, type PlacedProduct } from './crm-products.ts';
import type { Row } from './csv-table.ts';
import type { ImportReport } from './dataset.ts';

const PREFIX = 'crm-pipeline:';
const PIPELINE = 'CRM pipeline';
/** The stages that the set knows, with the chance of each in percent. */
const STAGES = [
  ['Prospecting', 10],
  ['Engaging', 50],
] as const;
const WHOLE_BP = 10_000;
const ONE_E4 = 10_000;

interface Given {
  opportunities: readonly Opportunity[];
  products: ReadonlyMap<string, Row>;
  /** User ids by name. */
  users: ReadonlyMap<string, number>;
}

/**
 * Opportunities as deals of their agents, all of it the agent's. What an earlier run brought is left
 * as it is by now. Amounts are those of the file: one that is still open has none, and its line says
 * what the product costs by the list.
 */
export async function importOpportunities(
  ctx: WriteContext,
  result: ImportReport,
  { opportunities, products, users }: Given,
): Promise<void> {
  const { tx } = ctx;
  const known = await dealNumbersLike(tx, PREFIX);
  const fresh = opportunities.filter(({ no }) => !known.has(`${PREFIX}${no}`));
  if (fresh.length === 0) return;
  const place = await placePipeline(ctx);
  const placed = await placeProducts(ctx, products);
  const zone = (await company(tx))!.time_zone;
  const customers = new Map<string, number | null>();
  for (const opportunity of fresh) {
    const { account } = opportunity;
    if (account !== null && !customers.has(account)) {
      customers.set(account, (await customerIdByExternalNo(tx, accountNo(account))) ?? null);
    }
    const customerId = account === null ? null : (customers.get(account) ?? null);
    const price = products.get(opportunity.product)?.number('sales_price') ?? null;
    const ownerId = users.get(opportunity.agent)!;
    const deal = dealOf(opportunity, { place, zone, customerId, ownerId, now: ctx.now });
    const id = await insertWholeDeal(tx, deal, {
      share: { user_id: ownerId, share_bp: WHOLE_BP },
      line:
        price === null || opportunity.product === ''
          ? null
          : lineOf(opportunity, price, placed.get(opportunity.product)),
      events: eventsOf(deal, zone),
    });
    if (deal.state === 'won') {
      await postAchievement(ctx, {
        metric: 'won',
        doc: { kind: 'deal', id },
        businessDate: deal.closed_on,
        customerId,
        shares: [{ userId: ownerId, shareBp: WHOLE_BP }],
        amountFen: deal.amount_fen!,
      });
    }
    result.deals += 1;
  }
}

interface Place {
  pipelineId: number;
  /** By name. */
  stageIds: ReadonlyMap<string, number>;
}

async function placePipeline({ tx }: WriteContext): Promise<Place> {
  const key = nameKey(PIPELINE);
  const found = await pipelineByKey(tx, key);
  const { id: pipelineId } =
    found ??
    (await insertPipeline(tx, {
      name: PIPELINE,
      name_key: key,
      sales_model: null,
      active: 1,
      won_needs: '[]',
      won_gates: 0,
      sort: (await pipelines(tx)).length,
    }));
  const stageIds = new Map(
    (await stages(tx)).flatMap((stage) =>
      stage.pipeline_id === pipelineId ? [[stage.name, stage.id] as const] : [],
    ),
  );
  for (const [position, [name, chance]] of STAGES.entries()) {
    if (stageIds.has(name)) continue;
    const stage = { pipeline_id: pipelineId, position, name, chance, stuck_days: null };
    stageIds.set(name, await putStage(tx, stage));
  }
  return { pipelineId, stageIds };
}

/** Who ends a deal says when; where the file does not, it was the day they engaged, or this one. */
const closedOn = (row: Row, zone: string, now: number) =>
  dateIn(row.text('close_date')) ?? dateIn(row.text('engage_date')) ?? businessDate(now, zone);

const stateOf = { Prospecting: 'open', Engaging: 'open', Won: 'won', Lost: 'lost' } as const;

function dealOf(
  { no, row, stage, product }: Opportunity,
  given: { place: Place; zone: string; customerId: number | null; ownerId: number; now: number },
) {
  const { place, zone, now } = given;
  const engaged = dateIn(row.text('engage_date'));
  const closed = closedOn(row, zone, now);
  const since = engaged === null ? now : startOfDay(engaged, zone);
  const account = row.text('account');
  const name = [account, product].filter(Boolean).join(' · ') || no;
  const value = row.number('close_value');
  return {
    name,
    name_key: nameKey(name),
    name_sort: pinyinKeys(name).sort,
    customer_id: given.customerId,
    owner_id: given.ownerId,
    pipeline_id: place.pipelineId,
    stage_id: place.stageIds.get(stage === 'Prospecting' ? 'Prospecting' : 'Engaging')!,
    state: stateOf[stage],
    chance: null,
    amount_fen: row.text('close_value') === '' || value === null ? null : Math.round(value * 100),
    expected_on: NO_DATE,
    first_expected_on: NO_DATE,
    closed_on: stateOf[stage] === 'open' ? NO_DATE : closed,
    close_reason: '',
    close_note: '',
    source: '',
    grade: null,
    note: '',
    external_no: `${PREFIX}${no}`,
    stage_since: since,
    created_by: null,
    created_at: since,
  };
}

function lineOf({ product }: Opportunity, price: number, placed: PlacedProduct | undefined) {
  const fen = Math.round(price * 100);
  const what = { product, product_id: placed?.id ?? null, unit_id: placed?.unitId ?? null };
  return { position: 0, ...what, qty_e4: ONE_E4, price_e4: fen * 100, amount_fen: fen };
}

/** It came into its stage when they engaged, and ended on the day that the file says. */
function eventsOf(deal: ReturnType<typeof dealOf>, zone: string) {
  const bare = { reason: '', back: 0, by_user_id: null };
  const stage = String(deal.stage_id);
  const came = { ...bare, kind: 'created', from_value: '', to_value: stage, at: deal.created_at };
  if (deal.state === 'open') return [came];
  const at = Math.max(startOfDay(deal.closed_on, zone), deal.created_at);
  return [came, { ...bare, kind: 'closed', from_value: stage, to_value: deal.state, at }];
}

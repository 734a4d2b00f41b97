import { customerById } from '@xinhang/db/repositories/customer-keys.ts';
import { addDays, businessDate } from '@xinhang/shared/business-date.ts';
import { Problem } from '@xinhang/shared/problems.ts';
import { modelsWith, type SalesModel } from '@xinhang/shared/sales-models.ts';
import type { Deps } from '../deps.ts';
import { runCommand } from '../http/command.ts';
import type { WriteContext } from '../http/context.ts';
import type { EventHub } from '../http/events.ts';
import { contactsOf } from '../modules/customers/service.ts';
import {
  addCompetitor,
  changeDeal,
  changePipeline,
  closeDeal,
  dealMoveTarget,
  describePipelines,
  flowsOfMoves,
  keepDealFile,
  moveDeal,
  needDeal,
  openDeal,
  standingIn,
  type Closing,
  type Targets,
} from '../modules/deals/service.ts';
import { DEMO_ZONE } from './make-plan.ts';
import { Dice } from './dice.ts';
import { demoFiles } from './files.ts';
import { ApprovalTargets } from '../registry/approvals.ts';
import { DealProofs } from '../registry/deal-proofs.ts';
import { actorFor, demoContext, type Cast } from './play.ts';
import type { DemoProduct } from './products.ts';
import { demoDepts, demoPeople } from './staff.ts';

const DAY_MS = 86_400_000;
/** Deals that a person would look back on. */
const DAYS = 150;
const OPEN_DAYS = 45;
/** So many of a hundred customers with an owner have a deal. */
const SHARE = 0.35;
const DIRECTOR = 'gaowenbo';
const OWNER = 'linyuanfan';
/** So many deals wait for an approval. */
const WAITING = 4;
/** Which of the files stands on them. */
const AGREEMENT = 3;

const rivals = [
  ['蓝海自动化', '价格低，交货快', '售后人手少'],
  ['恒力机电', '老牌，关系深', '价格高'],
  ['精工智造', '技术方案强', '交期长'],
  ['联创设备', '付款条件宽', '质量不稳定'],
] as const;
/** Sold over the price of buying, in hundredths. */
const MARKUP = { least: 125, most: 160 };
const lostReasons = ['价格', '对手中标', '项目取消', '预算未批', '交期'] as const;
const contactRoles = ['decision', 'use', 'technical', 'purchasing'] as const;

interface Act {
  /** UTC ms. */
  at: number;
  /** Login. */
  by: string;
  run: (ctx: WriteContext) => Promise<void>;
}

/** By which models a seller's team sells. */
function modelsOf(login: string): SalesModel[] {
  const team = demoPeople.find((person) => person.login === login)?.dept;
  const own = demoDepts.find(({ key }) => key === team);
  return modelsWith(own?.salesModel ?? 'dev', own?.development === true);
}

/** Deals of the last months in every stage, won and lost, each by its salesperson. */
export async function makeDeals(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { seed, now, products }: { seed: number; now: number; products: readonly DemoProduct[] },
): Promise<void> {
  const dice = new Dice(seed + 2);
  const logins = new Map([...cast.users].map(([login, id]) => [id, login]));
  const competitorIds = await makeRivals(deps, hub, cast, now - DAYS * DAY_MS);
  const pipelines = await describePipelines(deps.db.read);
  const http = { approvals: new ApprovalTargets(), dealProofs: new DealProofs() };
  http.approvals.register(dealMoveTarget);
  const acts: Act[] = [];
  for (const customerId of cast.customers.values()) {
    if (!dice.chance(SHARE)) continue;
    const customer = await customerById(deps.db.read, customerId);
    const login = customer?.owner_id ? logins.get(customer.owner_id) : undefined;
    if (!customer || !login || customer.archived_at !== null) continue;
    const any = dice.pick(pipelines);
    const ways = modelsOf(login);
    const pipeline =
      any.salesModel !== null && ways.includes(any.salesModel)
        ? any
        : pipelines.find((one) => one.salesModel === ways[0])!;
    const end = dice.weighted({ open: 55, won: 25, lost: 20 });
    // What is still open is younger than what has ended.
    const age = end === 'open' ? dice.int(2, OPEN_DAYS) : dice.int(20, DAYS);
    const begun = Math.max(customer.created_at, now - age * DAY_MS);
    acts.push(
      ...storyOfDeal(dice, {
        customer,
        login,
        pipeline,
        begun,
        end,
        now,
        competitorIds,
        products,
        http,
      }),
    );
  }
  acts.sort((a, b) => a.at - b.at);
  for (const { at, by, run } of acts) {
    const actor = await actorFor(deps.db.read, cast, by);
    await runCommand(deps.db, hub, async (_tx, as) => await run(as(demoContext(deps, actor, at))));
  }
  await askForSome(deps, hub, cast, { now, http });
}

/** The last stage of each pipeline asks from now on, and a few deals wait to come into it. */
async function askForSome(
  deps: Deps,
  hub: EventHub,
  cast: Cast,
  { now, http }: { now: number; http: Targets },
): Promise<void> {
  const boss = await actorFor(deps.db.read, cast, OWNER);
  await runCommand(deps.db, hub, async (_tx, as) => {
    const ctx = as(demoContext(deps, boss, now - 3 * DAY_MS));
    const [flow] = await flowsOfMoves(ctx.tx);
    for (const { id, version, stages, salesModel } of await describePipelines(ctx.tx)) {
      const last = stages.length - 1;
      const asking = stages.map((stage, at) => ({
        ...stage,
        approvalFlowId: at === last ? flow!.id : null,
      }));
      // What is sold as a project is won with something to show for it.
      const wonNeeds = salesModel === 'project' ? (['contract', 'file'] as const) : [];
      await changePipeline(ctx, id, { version, stages: asking, wonNeeds: [...wonNeeds] });
    }
  });
  const logins = new Map([...cast.users].map(([login, id]) => [id, login]));
  const pipelines = await describePipelines(deps.db.read);
  let asked = 0;
  const before = pipelines.flatMap(({ stages }) => stages.at(-2)?.id ?? []);
  for (const { pipelineId, id, ownerId } of await standingIn(deps.db.read, before)) {
    const login = logins.get(ownerId);
    if (!login || asked === WAITING) continue;
    const to = pipelines.find((one) => one.id === pipelineId)!.stages.at(-1)!;
    const actor = await actorFor(deps.db.read, cast, login);
    const at = now - (WAITING - asked) * 5 * 3_600_000;
    await runCommand(deps.db, hub, async (_tx, as) => {
      const ctx = as(demoContext(deps, actor, at));
      await tried(async () => {
        const move = { version: await versionOf(ctx, id), stageId: to.id, reason: '' };
        const { stage_id: stood } = await moveDeal(http, ctx, id, move);
        if (stood === to.id) return;
        asked += 1;
        await keepDealFile(ctx, id, cast.files[AGREEMENT]!, demoFiles[AGREEMENT]!.name);
      });
    });
  }
}

async function makeRivals(deps: Deps, hub: EventHub, cast: Cast, at: number): Promise<number[]> {
  const actor = await actorFor(deps.db.read, cast, DIRECTOR);
  return await runCommand(deps.db, hub, async (_tx, as) => {
    const ids: number[] = [];
    for (const [name, strengths, weaknesses] of rivals) {
      const ctx = as(demoContext(deps, actor, at));
      ids.push((await addCompetitor(ctx, { name, strengths, weaknesses, note: '' })).id);
    }
    return ids;
  });
}

interface Given {
  customer: { id: number; name: string; short_name: string };
  login: string;
  pipeline: Awaited<ReturnType<typeof describePipelines>>[number];
  begun: number;
  end: 'open' | 'won' | 'lost';
  now: number;
  competitorIds: readonly number[];
  products: readonly DemoProduct[];
  http: Closing;
}

function storyOfDeal(dice: Dice, given: Given): Act[] {
  const { customer, login, pipeline, begun, end, now, competitorIds, products, http } = given;
  const lines = dice.some(products, dice.int(1, 3)).map((product) => ({
    product: product.name,
    productId: product.id,
    unitId: product.unit,
    // What is cheap is bought by the dozen.
    qtyE4: dice.int(1, 4) * (product.yuan < 1000 ? 12 : 1) * 10_000,
    priceE4: Math.round(product.yuan * dice.int(MARKUP.least, MARKUP.most)) * 100,
  }));
  const name = `${customer.short_name || customer.name} ${lines[0]!.product.split(' ')[0]}`;
  const reach = dice.int(0, pipeline.stages.length - 1);
  // Some of those that are open have passed their day.
  const expectedOn =
    end === 'open'
      ? addDays(businessDate(now, DEMO_ZONE), dice.int(-6, 50))
      : addDays(businessDate(begun, DEMO_ZONE), dice.int(10, 60));
  let id = 0;
  let at = begun;
  const later = () =>
    (at = Math.min(now - 3_600_000, at + dice.int(1, end === 'open' ? 8 : 18) * DAY_MS));
  const version = async (ctx: WriteContext) => ({ version: await versionOf(ctx, id) });
  const acts: Act[] = [
    {
      at,
      by: login,
      async run(ctx) {
        const deal = await openDeal(ctx, {
          name,
          pipelineId: pipeline.id,
          customerId: customer.id,
          expectedOn,
          lines,
          competitors: dice
            .some(competitorIds, dice.int(0, 2))
            .map((competitorId) => ({ competitorId, priceFen: null, note: '' })),
        });
        id = deal.id;
      },
    },
  ];
  const act = (run: Act['run']) => acts.push({ at: later(), by: login, run });
  act(async (ctx) => {
    const [contact] = await contactIds(ctx, customer.id);
    if (contact === undefined) return;
    const role = dice.pick(contactRoles);
    const met = { contactId: contact, role, attitude: 'support', influence: 'high' } as const;
    await changeDeal(ctx, id, { ...(await version(ctx)), contacts: [met] });
  });
  for (const stage of pipeline.stages.slice(1, reach + 1)) {
    act(async (ctx) => {
      await tried(async () => {
        await moveDeal(http, ctx, id, { ...(await version(ctx)), stageId: stage.id, reason: '' });
      });
    });
  }
  if (end === 'open') return acts;
  const reason = end === 'lost' ? dice.pick(lostReasons) : '';
  act(async (ctx) => {
    await closeDeal(http, ctx, id, { ...(await version(ctx)), outcome: end, reason, note: '' });
  });
  return acts;
}

/** A gate may ask for what this deal has not: then it waits where it is. */
async function tried(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'gate-not-passed') throw error;
  }
}

async function versionOf(ctx: WriteContext, id: number): Promise<number> {
  return (await needDeal(ctx.tx, ctx.actor, 'deals.read', id)).version;
}

async function contactIds(ctx: WriteContext, customerId: number): Promise<number[]> {
  return (await contactsOf(ctx.tx, [customerId])).contacts.map((contact) => contact.id);
}

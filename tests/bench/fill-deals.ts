import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { nameKey } from '@xinhang/shared/text-keys.ts';
import type { Database } from 'better-sqlite3';
import { inserter } from './bulk.ts';
import type { Filling } from './fill.ts';
import type { Dice } from './random.ts';

const DAY = 86_400_000;
const YEARS = 3;
const NO_DATE = '9999-12-31';
const WHOLE_BP = 10_000;
const wares = ['设备采购', '年度框架', '备件补充', '产线改造', '样机试用', '扩产项目'];
const reasons = ['价格', '交期', '同行关系', '预算取消', '没有需求'];
const sources = ['展会', '网络', '转介绍', '陌生拜访', ''];
const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);

interface Pipeline {
  id: number;
  stages: { id: number; chance: number }[];
}

/** The ready pipelines as the file has them. */
function pipelinesOf(db: Database): Pipeline[] {
  const ids = db.prepare('select id from pipeline order by sort').pluck().all() as number[];
  const stages = db.prepare(
    'select id, chance from pipeline_stage where pipeline_id = ? and active = 1 order by position',
  );
  return ids.map((id) => ({ id, stages: stages.all(id) as Pipeline['stages'] }));
}

/** What becomes of a deal: one in seven is open, of the others a little more than half are won. */
function endOf(dice: Dice): 'open' | 'won' | 'lost' | 'void' {
  if (dice.chance(1 / 7)) return 'open';
  if (dice.chance(0.52)) return 'won';
  return dice.chance(0.92) ? 'lost' : 'void';
}

/** Writes the deal of an index with the events of its way and its shares. */
export function dealWriter(db: Database, filling: Filling, dice: Dice, owners: Int32Array) {
  const { size, today } = filling;
  const start = today - YEARS * 365 * DAY;
  const pipelines = pipelinesOf(db);
  const insert = inserter(db, 'deal');
  const event = inserter(db, 'deal_event');
  const share = inserter(db, 'deal_share');
  return (index: number) => {
    const id = index + 1;
    const customer = dice.below(size.customers);
    const owner = owners[customer] || dice.pick(filling.owners);
    const { id: pipelineId, stages } = dice.pick(pipelines);
    const state = endOf(dice);
    const reached = dice.below(stages.length);
    const created =
      state === 'open'
        ? today - dice.below(120) * DAY
        : Math.floor(start + (today - start) * (index / size.deals));
    const ended = Math.min(today, created + (5 + dice.below(90)) * DAY);
    const expected = dateOf(state === 'open' ? today + (dice.below(120) - 30) * DAY : ended);
    const name = `${dice.pick(wares)}${dice.digits(4)}`;
    const since = Math.min(today, created + reached * 4 * DAY);
    insert({
      id,
      version: 1,
      name,
      name_key: nameKey(name),
      name_sort: pinyinKeys(name).sort,
      customer_id: customer + 1,
      owner_id: owner,
      pipeline_id: pipelineId,
      stage_id: stages[reached]!.id,
      state,
      chance: null,
      amount_fen: state === 'open' && dice.chance(0.2) ? null : (1 + dice.below(5_000)) * 10_000,
      expected_on: expected,
      first_expected_on: expected,
      closed_on: state === 'open' ? NO_DATE : dateOf(ended),
      close_reason: state === 'lost' ? dice.pick(reasons) : '',
      close_note: '',
      source: dice.pick(sources),
      grade: null,
      note: '',
      external_no: '',
      stage_since: since,
      created_by: owner,
      created_at: created,
    });
    const happened = (kind: string, from: string, to: string, at: number) => {
      event({
        deal_id: id,
        kind,
        from_value: from,
        to_value: to,
        reason: '',
        back: 0,
        by_user_id: owner,
        at,
      });
    };
    happened('created', '', String(stages[0]!.id), created);
    if (reached > 0) happened('stage', String(stages[0]!.id), String(stages[reached]!.id), since);
    if (state !== 'open') happened('closed', String(stages[reached]!.id), state, ended);
    const helper = dice.chance(0.05) ? dice.pick(filling.owners) : owner;
    const part = helper === owner ? 0 : WHOLE_BP * 0.3;
    share({ deal_id: id, user_id: owner, share_bp: WHOLE_BP - part });
    if (part > 0) share({ deal_id: id, user_id: helper, share_bp: part });
  };
}

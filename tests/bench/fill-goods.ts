import { nameTexts } from '@xinhang/shared/search-texts.ts';
import { pinyinKeys } from '@xinhang/shared/pinyin-keys.ts';
import { searchRuns } from '@xinhang/shared/search-tokens.ts';
import type { Database } from 'better-sqlite3';
import { inChunks, inserter } from './bulk.ts';
import type { Filling } from './fill.ts';
import { OWN_MONEY, type Numbers } from './trade-papers.ts';
import type { Dice } from './random.ts';

const DAY = 86_400_000;
const ONE_E4 = 10_000;
const FIRST_CODE = 100_001;
/** Of so many products one lies nowhere. */
const EMPTY_EACH = 20;
const LINES_OF_OPENING = 200;
const TAX_BP = 1300;
const nouns = Array.from(
  '轴承 螺栓 螺母 垫圈 齿轮 皮带 链条 油封 气缸 阀门 接头 软管 传感器 继电器 断路器 端子 电缆 电机 减速机 联轴器 导轨 丝杠 刀片 钻头 夹具 滤芯 润滑油 手套 标签 纸箱'.split(
    ' ',
  ),
);
const kinds = Array.from(
  '不锈钢 镀锌 铜 铝合金 尼龙 碳钢 耐高温 精密 重型 微型 防爆 加长 标准 进口 国产'.split(' '),
);

/** What a made product costs and is sold for, fen of one piece; whole, so that averages stay so. */
export const costOf = (product: number): number => 50 + ((product * 733) % 20_000);
export const priceFenOf = (product: number): number => Math.round(costOf(product) * 1.7);
export const hasStock = (product: number): boolean => product % EMPTY_EACH !== 0;

/** Goods of one warehouse: products with a price for everybody, and what lay there at first. */
export function fillGoods(
  db: Database,
  { size, owners, today }: Filling,
  dice: Dice,
  numbers: Numbers,
): { lying: Float64Array } {
  const [boss] = owners;
  const start = today - 3 * 365 * DAY;
  fillCategories(db);
  const product = inserter(db, 'product');
  const rule = inserter(db, 'price_rule');
  inChunks(db, size.products, (index) => {
    const id = index + 1;
    const code = String(FIRST_CODE + index);
    const name = `${dice.pick(kinds)}${dice.pick(nouns)}`;
    const spec = `${dice.pick(['M', 'DN', 'A', 'KX', 'Φ'])}${dice.digits(3)}-${dice.digits(2)}`;
    product({
      id,
      version: 1,
      code,
      code_key: code,
      name,
      name_sort: pinyinKeys(name).sort,
      find_text: searchRuns([code, ...nameTexts(name), spec].join(' ')).join(' '),
      spec,
      kind: 'goods',
      category_id: 1 + (index % nouns.length),
      unit_id: 1,
      qty_decimals: 0,
      tracks_batch: 0,
      tracks_serial: 0,
      tax_bp: TAX_BP,
      fapiao_name: '',
      fapiao_unit: '',
      tax_code: '',
      purchase_price_e4: costOf(id) * 100,
      min_qty_e4: dice.chance(0.2) ? 300 * ONE_E4 : null,
      max_qty_e4: null,
      note: '',
      active: 1,
      created_at: start,
      created_by: boss!,
    });
    rule({
      version: 1,
      state: 'released',
      product_id: id,
      unit_id: 1,
      price_e4: priceFenOf(id) * 100,
      category_id: null,
      discount_bp: null,
      scope: 'all',
      customer_id: null,
      region: null,
      level_id: null,
      qty_from_e4: 0,
      basis: 'gross',
      floor_e4: costOf(id) * 120,
      ceiling_e4: null,
      valid_from: '2023-01-01',
      valid_to: '9999-12-31',
      note: '',
      created_by: boss!,
      created_at: start,
      released_by: boss!,
      released_at: start,
    });
  });
  return { lying: fillOpening(db, { size, today: start, boss: boss! }, dice, numbers) };
}

function fillCategories(db: Database): void {
  const category = inserter(db, 'product_category');
  for (const [at, name] of nouns.entries()) {
    category({ id: at + 1, version: 1, name, parent_id: null, path: `/${at + 1}/`, sort: at });
  }
}

/** What lay in the warehouse on the first day, by documents as a company enters it. */
function fillOpening(
  db: Database,
  { size, today, boss }: { size: Filling['size']; today: number; boss: number },
  dice: Dice,
  numbers: Numbers,
): Float64Array {
  const lying = new Float64Array(size.products + 1);
  const document = inserter(db, 'stock_document');
  const line = inserter(db, 'stock_document_line');
  const moved = inserter(db, 'stock_ledger');
  const papers = Math.ceil(size.products / LINES_OF_OPENING);
  const day = new Date(today).toISOString().slice(0, 10);
  inChunks(db, papers, (paper) => {
    const first = paper * LINES_OF_OPENING + 1;
    const last = Math.min(size.products, first + LINES_OF_OPENING - 1);
    const no = numbers.take('QTRK', day);
    const by = { confirmed_by: boss, confirmed_at: today };
    const nobody = { received_by: null, received_at: null, reversed_by: null, reversed_at: null };
    let sort = 0;
    let valueFen = 0;
    document({
      id: paper + 1,
      version: 2,
      kind: 'otherIn',
      no,
      state: 'confirmed',
      entity_id: 1,
      business_date: day,
      from_location_id: null,
      to_location_id: 1,
      reason: 'opening',
      two_step: 0,
      note: '',
      frozen_at_id: null,
      line_count: 0,
      reversal_reason: '',
      made_by: boss,
      made_at: today,
      ...by,
      ...nobody,
    });
    for (let id = first; id <= last; id++) {
      if (!hasStock(id)) continue;
      const qty = 2000 + dice.below(3000);
      const value = qty * costOf(id);
      lying[id] = qty;
      valueFen += value;
      line({
        id,
        document_id: paper + 1,
        sort: (sort += 1),
        product_id: id,
        unit_id: 1,
        unit_qty_e4: qty * ONE_E4,
        qty_e4: qty * ONE_E4,
        price_e4: costOf(id) * 100,
        value_fen: value,
        batch: '',
        serials: '[]',
        book_e4: null,
        received_e4: null,
        note: '',
      });
      moved({
        entity_id: 1,
        product_id: id,
        from_location_id: 3,
        to_location_id: 1,
        batch: '',
        serial: '',
        qty_e4: qty * ONE_E4,
        qty2_e4: 0,
        value_fen: value,
        provisional: 0,
        business_date: day,
        doc_kind: 'otherIn',
        doc_id: paper + 1,
        doc_line_id: id,
        project_id: null,
        contract_id: null,
        order_line_id: null,
        ...OWN_MONEY,
        amount_cur: value,
        reversal_of: null,
        posted_by: boss,
        posted_at: today,
      });
    }
    db.prepare('update stock_document set line_count = ? where id = ?').run(sort, paper + 1);
    numbers.voucher({ kind: 'otherIn', id: paper + 1, no, day, by: boss, at: today }, [
      ['stock', valueFen, null],
      ['equityOpening', -valueFen, null],
    ]);
  });
  return lying;
}

/** What lies where in the end, by what came and went; one row for each side of the warehouse. */
export function fillBalances(
  db: Database,
  { came, gone, kept }: { came: Float64Array; gone: Float64Array; kept: Float64Array },
): void {
  const balance = inserter(db, 'stock_balance');
  const pool = inserter(db, 'stock_pool');
  inChunks(db, came.length, (id) => {
    if (came[id] === 0) return;
    const left = came[id]! - gone[id]!;
    const put = (location: number, qty: number, reserved: number) =>
      balance({
        entity_id: 1,
        product_id: id,
        location_id: location,
        batch: '',
        qty_e4: qty * ONE_E4,
        qty2_e4: 0,
        reserved_e4: reserved * ONE_E4,
      });
    put(3, -came[id]!, 0);
    put(1, left, kept[id]!);
    if (gone[id]! > 0) put(4, gone[id]!, 0);
    pool({
      entity_id: 1,
      product_id: id,
      qty_e4: left * ONE_E4,
      value_fen: left * costOf(id),
    });
  });
}

import { may, type Actor } from '@xinhang/db/actor.ts';
import {
  fapiaoLines,
  isRed,
  ofOrders,
  redOfLines,
  redsOf,
  type NamedFapiao,
  type NamedFapiaoLine,
} from '@xinhang/db/repositories/fapiao.ts';
import { deliveredLines, orderedLines } from '@xinhang/db/repositories/invoicing.ts';
import { contactsMasked } from '@xinhang/db/scope.ts';
import type { Fapiao, FapiaoBuyer, FapiaoRow } from '@xinhang/shared/fapiao.ts';
import type { FapiaoKind, FapiaoState } from '@xinhang/shared/fapiao-rules.ts';
import { divideRounded } from '@xinhang/shared/money.ts';
import type { ReadContext } from '../../../http/context.ts';
import { phoneView, shownPhone } from '../../customers/service.ts';
import { openOf } from './parts.ts';

type Looker = Pick<ReadContext, 'db' | 'actor'>;

const ref = (id: number | null, name: string | null) =>
  id === null ? null : { id, name: name ?? '' };
const doc = (id: number | null, no: string | null) => (id === null ? null : { id, no: no ?? '' });
const WHOLE_BP = 10_000n;

export const toFapiaoRow = (row: NamedFapiao): FapiaoRow => ({
  id: row.id,
  version: row.version,
  state: row.state as FapiaoState,
  kind: row.kind as FapiaoKind,
  code: row.code,
  number: row.number,
  businessDate: row.business_date,
  customer: { id: row.customer_id, name: row.customer_name },
  title: contactsMasked(row) ? '' : row.title,
  netFen: row.net_fen,
  taxFen: row.tax_fen,
  grossFen: row.gross_fen,
  lineCount: row.line_count,
  redOf: doc(row.red_of, row.blue_number),
  redOfNo: row.blue_number ?? row.red_of_no,
  note: row.note,
  madeBy: { id: row.made_by, name: row.maker_name },
  madeAt: row.made_at,
  issuedBy: ref(row.issued_by, row.issuer_name),
  issuedAt: row.issued_at,
});

/** Whoever makes fapiao out must write the phone on it. */
function buyerOf(actor: Actor, row: NamedFapiao): FapiaoBuyer | null {
  if (contactsMasked(row)) return null;
  const buyer = JSON.parse(row.buyer) as FapiaoBuyer;
  if (may(actor, 'fapiao.manage')) return buyer;
  return { ...buyer, phone: shownPhone(phoneView(actor, row), buyer.phone) ?? '' };
}

/** Net and tax by rate, and the tax that the sum would have: lines are rounded one by one. */
function ratesOf(lines: readonly NamedFapiaoLine[]): Fapiao['rates'] {
  return [...Map.groupBy(lines, (line) => line.tax_bp)]
    .map(([taxBp, own]) => {
      const netFen = own.reduce((all, line) => all + line.net_fen, 0);
      const taxFen = own.reduce((all, line) => all + line.tax_fen, 0);
      const reckonedFen = Number(divideRounded(BigInt(netFen) * BigInt(taxBp), WHOLE_BP));
      return { taxBp, netFen, taxFen, reckonedFen };
    })
    .toSorted((a, b) => b.taxBp - a.taxBp);
}

/** How much each line of a registered fapiao could be: what it is and what is open besides. */
async function mostOf({ db }: Looker, all: readonly NamedFapiaoLine[]) {
  const lines = ofOrders(all);
  const orders = await orderedLines(db, [...new Set(lines.map((line) => line.order_line_id))]);
  const ids = [...new Set(lines.flatMap((line) => line.delivery_line_id ?? []))];
  const deliveries = await deliveredLines(db, ids);
  return (line: NamedFapiaoLine): number => {
    const order = orders.find((one) => one.id === line.order_line_id);
    if (!order) return line.qty_e4;
    const delivery = deliveries.find((one) => one.id === line.delivery_line_id) ?? null;
    return line.qty_e4 + openOf({ order, delivery });
  };
}

/** A fapiao with everything its page shows. */
export async function describeFapiao(ctx: Looker, row: NamedFapiao): Promise<Fapiao> {
  const { db, actor } = ctx;
  const lines = await fapiaoLines(db, row.id);
  const red = await redOfLines(
    db,
    lines.map((line) => line.id),
  );
  const draft = row.state === 'registered';
  const most = draft ? await mostOf(ctx, lines) : null;
  const writes = actor.viewAsBy === null && may(actor, 'fapiao.manage');
  return {
    ...toFapiaoRow(row),
    buyer: buyerOf(actor, row),
    lines: lines.map((line) => ({
      id: line.id,
      orderLineId: line.order_line_id,
      order: doc(line.order_id, line.order_no),
      delivery: doc(line.delivery_id, line.delivery_no),
      return: doc(line.return_id, line.return_no),
      deliveryLineId: line.delivery_line_id,
      code: line.code,
      name: line.name,
      spec: line.spec,
      unit: line.unit,
      taxBp: line.tax_bp,
      qtyE4: line.qty_e4,
      netFen: line.net_fen,
      taxFen: line.tax_fen,
      grossFen: line.net_fen + line.tax_fen,
      redE4: red.get(line.id)?.qtyE4 ?? 0,
      mostE4: most ? most(line) : line.qty_e4,
    })),
    rates: ratesOf(lines),
    reds: (await redsOf(db, row.id)).map((one) => ({
      id: one.id,
      no: one.number,
      businessDate: one.business_date,
      grossFen: one.gross_fen,
    })),
    redReason: row.red_reason,
    can: {
      update: writes && draft,
      issue: writes && draft,
      red: writes && row.state === 'issued' && !isRed(row),
      correct: writes && !draft,
    },
  };
}

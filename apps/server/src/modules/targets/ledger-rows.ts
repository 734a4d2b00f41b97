import { company } from '@xinhang/db/repositories/company.ts';
import { businessDate } from '@xinhang/shared/business-date.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { maskName } from '@xinhang/shared/masking.ts';
import { postedAs } from '@xinhang/shared/performance.ts';
import type { ReadContext } from '../../http/context.ts';
import { cutPage, startOf } from '../../http/paging.ts';
import { customerHeads } from '../customers/service.ts';
import { dealNames } from '../deals/service.ts';
import { achievementDocs, achievementRows } from '../ledgers/service.ts';
import { allUnits, productsByIds } from '../products/service.ts';
import { measureAsked } from './measures.ts';
import { nodesFor } from './nodes.ts';
import { inLedger, whoseOf } from './results.ts';

type Api = typeof api.achievement;

const partAsked = ({ dimension, part }: EndpointInput<Api['rows']>['query']) =>
  dimension === undefined || part === undefined ? undefined : { dimension, part };

/** The product of each row that has one, by name, and how much of it. */
async function productsOf({ db }: ReadContext, rows: readonly { product_id: number | null }[]) {
  const ids = [...new Set(rows.flatMap((row) => row.product_id ?? []))];
  const found = new Map((await productsByIds(db, ids)).map((one) => [one.id, one]));
  const units = new Map((await allUnits(db)).map((unit) => [unit.id, unit.name]));
  return (row: { product_id: number | null; qty_e4: number }) => {
    const product = found.get(row.product_id ?? 0);
    if (!product) return null;
    return { name: product.name, unit: units.get(product.unit_id) ?? '', qtyE4: row.qty_e4 };
  };
}

/** The rows behind a result: own ones stay, with the customer's name masked once it is lost. */
export async function ledgerRows(
  ctx: ReadContext,
  query: EndpointInput<Api['rows']>['query'],
): Promise<EndpointOutput<Api['rows']>> {
  const { db, actor } = ctx;
  const nodes = await nodesFor(ctx);
  const node = nodes.need(query.nodeKind, query.nodeId);
  const whose = inLedger(nodes, whoseOf(node));
  const { goods } = await measureAsked(ctx, { ...query, year: Number(query.from.slice(0, 4)) });
  const found = await achievementRows(
    db,
    actor,
    {
      metric: postedAs[query.metric],
      ...whose,
      partOf: partAsked(query),
      goods: goods?.counted,
      from: query.from,
      to: query.to,
    },
    { after: startOf(query, 'string'), limit: query.limit + 1 },
  );
  const { rows, next } = cutPage(found, query.limit, (row) => ({
    value: row.business_date,
    id: row.id,
  }));
  const deals = await dealNames(
    db,
    actor,
    rows.flatMap((row) => (row.doc_kind === 'deal' ? row.doc_id : [])),
  );
  const docs = await achievementDocs(db, actor, postedAs[query.metric], found);
  const heads = await customerHeads(db, [...new Set(rows.flatMap((row) => row.customer_id ?? []))]);
  const customers = new Map(heads.map(({ id, name }) => [id, name]));
  const products = await productsOf(ctx, rows);
  const zone = (await company(db))!.time_zone;
  const lateOf = (row: { business_date: string; posted_at: number }) => {
    const on = businessDate(row.posted_at, zone);
    return on.slice(0, 7) > row.business_date.slice(0, 7) ? on : null;
  };
  return {
    rows: rows.map((row) => {
      const name = row.customer_id === null ? null : (customers.get(row.customer_id) ?? null);
      const doc = (row.doc_kind === 'deal' ? deals.get(row.doc_id) : docs.get(row.id)) ?? null;
      return {
        id: row.id,
        on: row.business_date,
        person: { id: row.credited_user_id, name: row.user_name },
        doc: { kind: row.doc_kind, id: row.doc_id, name: doc },
        customer: doc === null && name !== null ? maskName(name) : name,
        shareBp: row.share_bp,
        amountFen: row.amount_fen,
        product: products(row),
        count: row.doc_count,
        reversal: row.reversal_of !== null,
        at: row.posted_at,
        lateOn: lateOf(row),
      };
    }),
    next,
    count: null,
  };
}

import {
  insertValueChange,
  putValue,
  valueChanges,
  valueOf,
  type CustomerValueRecord,
  type ValueBasis,
} from '@xinhang/db/repositories/customer-values.ts';
import {
  findCustomer,
  updateCustomer,
  type CustomerRecord,
} from '@xinhang/db/repositories/customers.ts';
import { poolOnly } from '@xinhang/db/scope.ts';
import type { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointInput } from '@xinhang/shared/contract/endpoint.ts';
import type { CustomerValue } from '@xinhang/shared/customer-value.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import type { ValueGrade } from '@xinhang/shared/value-grades.ts';
import type { ReadContext, WriteContext } from '../../http/context.ts';
import { userNames } from '../org/service.ts';
import { needCustomer, needLiveCustomer, recordChange } from './access.ts';
import { customerConflict } from './change.ts';
import { customerCan } from './policy.ts';

/** Changes that the page shows. */
const SHOWN = 50;

/** Who may know what a grade was reckoned from: whoever reads the documents behind it. */
const readersOf: Record<ValueBasis, Permission> = {
  won: 'deals.read',
  delivery: 'deliveries.read',
  receipt: 'receivables.read',
};

type Reckoned = Pick<CustomerValueRecord, 'basis' | 'from_day' | 'to_day'> & {
  amount_fen: number | null;
};

/** The figures of a row, for who reads such documents of this customer. */
async function figuresFor(ctx: ReadContext, customer: CustomerRecord) {
  const open = new Set<string>();
  if (!poolOnly(ctx.actor, customer)) {
    for (const [basis, permission] of Object.entries(readersOf)) {
      if (await findCustomer(ctx.db, ctx.actor, permission, customer.id)) open.add(basis);
    }
  }
  return ({ basis, from_day: from, to_day: to, amount_fen: amount }: Reckoned) =>
    basis === null
      ? null
      : {
          basis: basis as ValueBasis,
          from: from!,
          to: to!,
          amountFen: open.has(basis) ? amount : null,
        };
}

/** What a customer is worth, and why. */
export async function describeValue(ctx: ReadContext, id: number): Promise<CustomerValue> {
  const { db, actor } = ctx;
  const customer = await needCustomer(db, actor, 'customers.read', id);
  const row = await valueOf(db, id);
  const changes = await valueChanges(db, id, SHOWN);
  const figures = await figuresFor(ctx, customer);
  const setBy = row?.set_by ?? null;
  const names = await userNames(db, setBy === null ? [] : [setBy]);
  return {
    grade: customer.value_grade as ValueGrade | null,
    byHand: row?.by_hand === 1,
    reason: row?.reason ?? '',
    setBy: setBy === null ? null : { id: setBy, name: names.get(setBy) ?? '' },
    setAt: row?.set_at ?? null,
    ruleGrade: (row?.rule_grade ?? null) as ValueGrade | null,
    figures: row ? figures(row) : null,
    history: changes.map((change) => ({
      id: change.id,
      at: change.at,
      from: change.from_grade as ValueGrade | null,
      to: change.to_grade as ValueGrade | null,
      byHand: change.by_hand === 1,
      reason: change.reason,
      by: change.by_id === null ? null : { id: change.by_id, name: change.by_name ?? '' },
      figures: figures(change),
    })),
    mayEdit: customer.archived_at === null && customerCan(actor, customer, false).assign,
  };
}

/** Says by hand what a customer is worth, or gives it back to the rule. */
export async function setValue(
  ctx: WriteContext,
  id: number,
  body: EndpointInput<typeof api.customerValue.set>['body'],
): Promise<CustomerValue> {
  const { tx, actor, now } = ctx;
  const before = await needLiveCustomer(tx, actor, 'customers.assign', id);
  const row = await valueOf(tx, id);
  const grade = body.byHand ? body.grade! : ((row?.rule_grade ?? null) as ValueGrade | null);
  const same = before.value_grade === grade && (row?.by_hand === 1) === body.byHand;
  if (same && (row?.reason ?? '') === (body.byHand ? body.reason : '')) {
    return await describeValue(ctx, id);
  }
  const saved = await updateCustomer(tx, id, body.version, { value_grade: grade });
  if (!saved) throw await customerConflict(ctx, before, { valueGrade: grade });
  const figures = {
    basis: row?.basis ?? null,
    from_day: row?.from_day ?? null,
    to_day: row?.to_day ?? null,
  };
  await putValue(tx, {
    ...figures,
    customer_id: id,
    amount_fen: row?.amount_fen ?? 0,
    rule_grade: row?.rule_grade ?? null,
    by_hand: body.byHand ? 1 : 0,
    reason: body.byHand ? body.reason : '',
    set_by: body.byHand ? actor.userId : null,
    set_at: body.byHand ? now : null,
  });
  await insertValueChange(tx, {
    ...figures,
    customer_id: id,
    from_grade: before.value_grade,
    to_grade: grade,
    by_hand: body.byHand ? 1 : 0,
    amount_fen: row?.amount_fen ?? null,
    reason: body.reason,
    by_id: actor.userId,
    at: now,
  });
  await recordChange(ctx, 'customers.setValue', before, saved);
  return await describeValue(ctx, id);
}

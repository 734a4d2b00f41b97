import { lastFollowUpTexts } from '@xinhang/db/repositories/desk.ts';
import {
  countCustomers,
  listCustomers,
  type CustomerConditions,
  type CustomerPage,
  type CustomerListRecord,
} from '@xinhang/db/repositories/customer-list.ts';
import type { DeskBlock, DeskItem } from '@xinhang/shared/activities.ts';
import type { ReadContext } from '../../http/context.ts';
import { describeRows } from './describe.ts';

/** Characters of the last follow-up that a line shows. */
const TEXT_LENGTH = 200;

/** A line of the desk of which only this is known. */
export function deskLine(
  known: Pick<DeskItem, 'customerId' | 'customerName' | 'snoozeId'> & Partial<DeskItem>,
): DeskItem {
  return {
    ownerName: null,
    chanceGrade: null,
    contactName: null,
    phone: null,
    on: null,
    lastFollowAt: null,
    lastText: '',
    note: '',
    birthday: null,
    ...known,
  };
}

/** Customers as lines of the desk: names, main contact and phone as this person may see them. */
export async function deskItems(
  ctx: ReadContext,
  rows: CustomerListRecord[],
  more: (row: CustomerListRecord) => Partial<DeskItem>,
): Promise<DeskItem[]> {
  const described = await describeRows(ctx.db, ctx.actor, rows);
  const ids = rows.map((row) => row.id);
  const texts = await lastFollowUpTexts(ctx.db, ctx.actor, ids, TEXT_LENGTH);
  return described.map((shown, at) => ({
    customerId: shown.id,
    customerName: shown.name,
    ownerName: shown.owner?.name ?? null,
    chanceGrade: shown.chanceGrade,
    contactName: shown.mainContact,
    phone: shown.mainPhone,
    on: null,
    lastFollowAt: shown.lastFollowAt,
    lastText: texts.get(shown.id) ?? '',
    note: '',
    birthday: null,
    snoozeId: shown.id,
    ...more(rows[at]!),
  }));
}

/** The first customers under these conditions and how many there are. */
export async function customerBlock(
  ctx: ReadContext,
  conditions: CustomerConditions,
  { cap, ...page }: Pick<CustomerPage, 'sort' | 'limit'> & { cap: number },
  more: (row: CustomerListRecord) => Partial<DeskItem>,
): Promise<Omit<DeskBlock, 'kind' | 'asleep'>> {
  const { db, actor } = ctx;
  const daily = { ...conditions, daily: true as const };
  const first = { ...page, descending: false, after: null };
  const rows = await listCustomers(db, actor, daily, first);
  const all = rows.length < page.limit;
  return {
    count: all ? rows.length : await countCustomers(db, actor, daily, cap),
    items: await deskItems(ctx, rows, more),
    jobs: [],
  };
}

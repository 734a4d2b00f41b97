import { addDays } from './business-date.ts';

export const deliveryStates = ['draft', 'confirmed', 'signed', 'reversed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Of a delivery that went out and was not reversed: what it posted stands. */
export const standingDeliveryStates = ['confirmed', 'signed'] as const satisfies DeliveryState[];

/** Parts of the board, by the day that a line is asked for. */
export const boardBuckets = ['overdue', 'today', 'tomorrow', 'week', 'later', 'undated'] as const;
export type BoardBucket = (typeof boardBuckets)[number];

/** Days that `week` holds, from today on. */
export const WEEK_DAYS = 7;

/** First and last day of a part of the board; null: no end. `undated` has neither. */
export function bucketDays(bucket: BoardBucket, today: string): [string | null, string | null] {
  const on = (days: number) => addDays(today, days);
  switch (bucket) {
    case 'overdue':
      return [null, on(-1)];
    case 'today':
      return [today, today];
    case 'tomorrow':
      return [on(1), on(1)];
    case 'week':
      return [on(2), on(WEEK_DAYS)];
    case 'later':
      return [on(WEEK_DAYS + 1), null];
    case 'undated':
      return [null, null];
  }
}

/** Where a line stands on the board on a day. */
export function bucketOf(dueOn: string | null, today: string): BoardBucket {
  if (dueOn === null) return 'undated';
  if (dueOn < today) return 'overdue';
  if (dueOn === today) return 'today';
  if (dueOn === addDays(today, 1)) return 'tomorrow';
  return dueOn <= addDays(today, WEEK_DAYS) ? 'week' : 'later';
}

/** Why a line is late (S62): causes outside production, which can be prevented, and the rest. */
export const delayCauses = [
  'stock',
  'purchase',
  'production',
  'quality',
  'credit',
  'transport',
  'customer',
  'paperwork',
  'other',
] as const;
export type DelayCause = (typeof delayCauses)[number];

/** What is known of an open line that tells why it is late. */
export interface LateLine {
  dueOn: string | null;
  openE4: number;
  /** In the warehouse of the order; null: hidden from the reader. */
  onHandE4: number | null;
  dropShip: boolean;
  /** What is on order for it, and when that comes. */
  supply: { orderedE4: number; comingOn: string | null } | null;
}

/**
 * Why a line is late by what is known of its goods, for whoever notes the cause: what is on order
 * for it comes too late, or too little lies there. Null where neither says anything.
 */
export function proposedCause(line: LateLine, today: string): DelayCause | null {
  const { dueOn, supply } = line;
  if (dueOn === null || dueOn >= today) return null;
  if (!line.dropShip && (line.onHandE4 === null || line.onHandE4 >= line.openE4)) return null;
  if (supply !== null && supply.orderedE4 > 0) return 'purchase';
  return line.dropShip ? null : 'stock';
}

/** Why a delivery is stopped. */
export const deliveryStops = ['credit', 'prepay', 'overdue'] as const;
export type DeliveryStop = (typeof deliveryStops)[number];

/**
 * What becomes of goods that came back: to stock, to the defective ones, or sent once more. Those
 * that never arrived are lost and credited, or lost and sent once more.
 */
export const returnDisposals = ['stock', 'scrap', 'replace', 'lost', 'resend'] as const;
export type ReturnDisposal = (typeof returnDisposals)[number];

/** Whether the customer waits for the goods again: the quantity of the order is open once more. */
export const sendsAgain = (disposal: string): boolean =>
  disposal === 'replace' || disposal === 'resend';

/** Whether the goods never came back: they go to the losses. */
export const isLost = (disposal: string): boolean => disposal === 'lost' || disposal === 'resend';

/** What may become of goods of which nobody finds the delivery: no order waits for them. */
export const freeDisposals = ['stock', 'scrap'] as const satisfies readonly ReturnDisposal[];

/** What may become of goods that the customer did not sign for: never on the shelf to be scrapped. */
export const shortDisposals = [
  'stock',
  'lost',
  'resend',
  'replace',
] as const satisfies readonly ReturnDisposal[];

import { daysBetween } from './business-date.ts';

/** An amount that a customer owes. */
export interface Owed {
  id: number;
  businessDate: string;
  dueDate: string;
  amountFen: number;
}
/** What settled part of one, and the day on which it came. */
export interface Settled {
  owedId: number;
  on: string;
  amountFen: number;
  /** A payment; what came back or was let off is none. */
  payment: boolean;
}

export interface Habit {
  /** What was to be paid by today, less what came back or was let off. */
  dueFen: number;
  /** Of that, paid on the day it was due or before. */
  onTimeFen: number;
  /** What was paid, and so many fen times the days that each took. */
  paidFen: number;
  fenDays: bigint;
}

export const noHabit = (): Habit => ({ dueFen: 0, onTimeFen: 0, paidFen: 0, fenDays: 0n });

/** How each amount was paid, by its due day: what is not due yet says nothing. */
export function habits(
  owed: readonly Owed[],
  settled: readonly Settled[],
  today: string,
): { dueDate: string; habit: Habit }[] {
  const byOwed = Map.groupBy(settled, (one) => one.owedId);
  return owed
    .filter((one) => one.dueDate <= today)
    .map((one) => {
      const habit = noHabit();
      habit.dueFen = one.amountFen;
      for (const { on, amountFen, payment } of byOwed.get(one.id) ?? []) {
        if (!payment) {
          habit.dueFen -= amountFen;
          continue;
        }
        // Paid in advance took no day.
        const days = on > one.businessDate ? daysBetween(one.businessDate, on) : 0;
        habit.paidFen += amountFen;
        habit.fenDays += BigInt(amountFen) * BigInt(days);
        if (on <= one.dueDate) habit.onTimeFen += amountFen;
      }
      return { dueDate: one.dueDate, habit };
    });
}

export const addHabits = (a: Habit, b: Habit): Habit => ({
  dueFen: a.dueFen + b.dueFen,
  onTimeFen: a.onTimeFen + b.onTimeFen,
  paidFen: a.paidFen + b.paidFen,
  fenDays: a.fenDays + b.fenDays,
});

/** In basis points; null where nothing was due. */
export const onTimeBp = ({ dueFen, onTimeFen }: Habit): number | null =>
  dueFen > 0 ? Math.round((onTimeFen / dueFen) * 10_000) : null;

/** Days from the delivery to the money, by amount; null where nothing was paid. */
export const payDays = ({ paidFen, fenDays }: Habit): number | null =>
  paidFen > 0 ? Math.round(Number(fenDays) / paidFen) : null;

import { z } from 'zod';
import { date, fen } from './contract/fields.ts';

/** Up to how much a customer may owe now. */
export const creditLimit = {
  /** Fen; null: as much as they like; 0: only against money that is in. */
  limitFen: fen.nullable(),
  /** The limit is a temporary one: its last day, and what holds afterwards, fen. */
  temporary: z.object({ until: date, standingFen: fen }).nullable(),
};
const shape = z.object(creditLimit);
export type CreditLimit = z.output<typeof shape>;

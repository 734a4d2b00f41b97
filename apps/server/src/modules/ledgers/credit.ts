import type { Reader } from '@xinhang/db/database.ts';
import { customerById } from '../customers/service.ts';
import { standings } from './money.ts';

export interface Credit {
  /** Fen; null: as much as they like; 0: only against money that is in. */
  limitFen: number | null;
  /** Owed and confirmed undelivered, less advances. */
  exposureFen: number;
  openFen: number;
  undeliveredFen: number;
  advanceFen: number;
  overdueFen: number;
  overdueDays: number;
  stopped: null | 'limit' | 'prepay';
}

/**
 * How a customer stands against the limit if so much more is confirmed (domain.md, Credit). Bills
 * that are not mature and limits of a group of customers come with those.
 */
export async function creditOf(
  db: Reader,
  customerId: number,
  { today, undeliveredFen, addFen }: { today: string; undeliveredFen: number; addFen: number },
): Promise<Credit> {
  const limitFen = (await customerById(db, customerId))?.credit_limit_fen ?? null;
  const found = await standings(db, 'ar', { kind: 'customer', ids: [customerId] }, today);
  const {
    openFen = 0,
    overdueFen = 0,
    overdueDays = 0,
    advanceFen = 0,
  } = found.get(customerId) ?? {};
  const exposureFen = openFen + undeliveredFen - advanceFen;
  const over = limitFen !== null && exposureFen + addFen > limitFen;
  return {
    limitFen,
    exposureFen,
    openFen,
    undeliveredFen,
    advanceFen,
    overdueFen,
    overdueDays,
    stopped: over ? (limitFen === 0 ? 'prepay' : 'limit') : null,
  };
}

import { reachesPlace } from '@xinhang/db/scope-places.ts';
import type { Actor } from '@xinhang/db/actor.ts';
import type { NamedStockDoc } from '@xinhang/db/repositories/stock-documents.ts';
import type { Permission } from '@xinhang/shared/permissions.ts';
import { isMade } from '@xinhang/shared/stock-documents.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { WriteContext } from '../../http/context.ts';
import { needReachedPlace } from '../products/service.ts';

type Side = 'from' | 'to';
type Sided = Pick<NamedStockDoc, 'kind' | 'from_location_id' | 'to_location_id' | 'two_step'>;
export type StockAct = 'write' | 'receive' | 'reverse';

/** By which right documents of a kind are written, received and taken back. */
export function rightOf(kind: string, act: StockAct): Permission {
  if (act === 'reverse') return 'stock.reverse';
  return kind === 'count' ? 'stock.count' : 'stock.move';
}

/**
 * On which of its places an act works: who sends takes from one, who receives puts into the other,
 * and what is done in one step does both (docs/decisions/0324).
 */
function sidesOf({ kind, two_step: twoStep }: Sided, act: StockAct): readonly Side[] {
  if (act === 'receive' || kind === 'otherIn') return ['to'];
  if (kind === 'otherOut' || kind === 'count') return ['from'];
  if (isMade(kind) || act === 'reverse') return ['from', 'to'];
  return twoStep === 1 ? ['from'] : ['from', 'to'];
}

const placeOf = (doc: Sided, side: Side) =>
  side === 'from' ? doc.from_location_id : doc.to_location_id;

/** Whether the actor reaches all the places that the act works on. */
export function mayAct(actor: Actor, doc: Sided, act: StockAct): boolean {
  const right = rightOf(doc.kind, act);
  return sidesOf(doc, act).every((side) => reachesPlace(actor, right, placeOf(doc, side)));
}

export function needAct(actor: Actor, doc: Sided, act: StockAct): void {
  if (!mayAct(actor, doc, act)) throw problem('forbidden');
}

/** Refuses places of a draft that its writer does not reach, each at its field. */
export async function needSides(
  ctx: WriteContext,
  doc: Sided,
  pointers: Readonly<Record<Side, string>> = { from: '/fromLocationId', to: '/toLocationId' },
): Promise<void> {
  for (const side of sidesOf(doc, 'write')) {
    await needReachedPlace(ctx, rightOf(doc.kind, 'write'), placeOf(doc, side), pointers[side]);
  }
}

import type { WriteContext } from '../../http/context.ts';

interface Row {
  id: number;
  version: number;
}

/** Audit and news of a change on the buying side: whoever may read suppliers hears of it. */
export async function record<R extends Row>(
  ctx: WriteContext,
  action: string,
  entity: 'supplier' | 'supplierPrice',
  before: R | null,
  after: R | null,
): Promise<void> {
  const { id, version } = after ?? { ...before!, version: before!.version + 1 };
  await ctx.audit({ action, entity, entityId: id, before, after });
  await ctx.emit({ entity, id, version, audience: [] });
}

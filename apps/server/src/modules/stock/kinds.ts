import type { Actor } from '@xinhang/db/actor.ts';
import type { StockDocKind } from '@xinhang/shared/stock-documents.ts';

/** Prefixes of the numbers: the initials of 其他入库, 其他出库, 调拨, 盘点, 组装单, 拆卸单. */
export const prefixes: Readonly<Record<StockDocKind, string>> = {
  otherIn: 'QTRK',
  otherOut: 'QTCK',
  transfer: 'DB',
  count: 'PD',
  assembly: 'ZZD',
  disassembly: 'CXD',
};

export const seesCost = (actor: Actor): boolean => actor.fields.cost === 'show';

import {
  contractById,
  contractLinesOf,
  findContract,
  updateContract,
} from '@xinhang/db/repositories/contracts.ts';
import { problem } from '@xinhang/shared/problems.ts';
import type { ApprovalTarget } from '../../../registry/approvals.ts';
import { needAliveCustomer } from '../orders/access.ts';
import { isBelow } from '../orders/check.ts';
import { record, told } from './access.ts';
import { enforce } from './enforce.ts';
import { CONTRACT } from './submit.ts';

/** Contracts and amendments that wait: shown to those alone who see the contract. */
export const contractTarget: ApprovalTarget = {
  kind: CONTRACT,
  fields: [
    { name: 'amountFen', type: 'money' },
    { name: 'belowLines', type: 'number' },
    { name: 'revision', type: 'number' },
  ],
  async look(ctx, ids) {
    const looks = new Map();
    for (const id of ids) {
      const row = await findContract(ctx.db, ctx.actor, 'contracts.read', id);
      if (!row) continue;
      const lines = await contractLinesOf(ctx.db, id);
      const below = lines
        .filter((line) => isBelow(line, row.basis))
        .map((line) => [line.code, line.name].join(' '));
      const amountFen = row.amount_fen ?? row.gross_fen;
      const text = (name: string, words: string) =>
        words === '' ? [] : [{ name, text: words, fen: null }];
      looks.set(id, {
        title: [row.customer_name, row.no, row.title].filter(Boolean).join(' · '),
        amountFen,
        lines: [
          { name: 'amountFen', text: null, fen: amountFen },
          ...text('contractEnd', row.end_on ?? ''),
          ...text('contractAmends', row.amend_reason),
          ...text('orderWhy', row.ask_reason),
          ...text('orderBelow', below.join('、')),
        ],
        route: `/contracts/${id}`,
      });
    }
    return looks;
  },
  async version(ctx, id) {
    const row = await contractById(ctx.db, id);
    return row?.state === 'approving' ? row.version : null;
  },
  async apply(ctx, { subjectId }) {
    const row = await contractById(ctx.tx, subjectId);
    if (row?.state !== 'approving') throw problem('subject-changed');
    await needAliveCustomer(ctx, row.customer_id);
    await enforce(ctx, row);
  },
  async discard(ctx, { subjectId, reason }) {
    const row = await contractById(ctx.tx, subjectId);
    if (row?.state !== 'approving') return;
    const before = await told(ctx, row);
    await updateContract(ctx.tx, row, { state: 'draft', reason });
    await record(ctx, 'contracts.refuse', row, before);
  },
};

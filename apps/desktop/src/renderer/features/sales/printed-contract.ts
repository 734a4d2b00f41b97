import { shareOfWhole } from '@xinhang/shared/contract-rules.ts';
import type { Contract } from '@xinhang/shared/contracts.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { PrintedDocument } from '@xinhang/shared/print-pages.ts';
import { useText } from '../../i18n/i18n.ts';
import { printedLine } from './printed-order.ts';

/** A contract as paper takes it; null before it is in force. */
export function usePrintedContract(contract: Contract, seller: string): PrintedDocument | null {
  const { t } = useText();
  const { id, no, state, amountFen, startOn, endOn } = contract;
  if (state === 'draft' || state === 'approving') return null;
  const yuan = (value: number) => `¥${formatFen(fen(value))}`;
  const plan = contract.milestones.map((one) => {
    const what = t(`milestone.trigger.${one.trigger}`);
    const when =
      one.trigger === 'date'
        ? (one.plannedOn ?? '')
        : one.days === 0
          ? what
          : t('milestone.after', { what, n: one.days });
    const shareBp = shareOfWhole(one, amountFen);
    const share = shareBp === null ? '' : ` ${shareBp / 100}%`;
    return `${one.name}${share} ${yuan(one.amountFen)}（${when}）`;
  });
  return {
    kind: 'contract',
    id,
    no,
    head: {
      no,
      title: contract.title,
      customer: contract.customer.name,
      seller,
      signedOn: contract.signedOn ?? '',
      term: endOn === null ? startOn : `${startOn} – ${endOn}`,
      amount: amountFen === null ? '' : yuan(amountFen),
      terms: contract.term?.name ?? '',
      plan: plan.join('；'),
      clauses: contract.clauses,
      customerNo: contract.customerNo,
      revision: String(contract.revision),
      note: contract.note,
    },
    lines: contract.lines.map(({ orderedE4: _ordered, deliveredE4: _delivered, ...line }) =>
      printedLine(contract.partNumbers)(line),
    ),
    priced: true,
  };
}

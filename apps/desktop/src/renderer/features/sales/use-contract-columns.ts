import type { Contract } from '@xinhang/shared/contracts.ts';
import type { PriceBasis } from '@xinhang/shared/price-resolver.ts';
import { useMemo } from 'react';
import { useMe } from '../../app/session.ts';
import type { LineColumn } from '../../form/document/line-column.ts';
import { useText } from '../../i18n/i18n.ts';
import type { FactsOf, OrderLine } from './order-line.ts';
import { shownQty, useOrderColumns } from './use-order-columns.ts';

/** Columns of the lines of a contract: as of a quotation, with what was called off once it is in force. */
export function useContractColumns(
  editable: boolean,
  basis: PriceBasis,
  facts: FactsOf,
  contract: Contract | null,
): LineColumn<OrderLine>[] {
  const { t, language } = useText();
  const { company } = useMe();
  const columns = useOrderColumns({
    beside: editable ? 'help' : 'nothing',
    dated: false,
    basis,
    facts,
    today: company.today,
  });
  return useMemo(() => {
    if (editable || !contract?.progress) return columns;
    const known = new Map(contract.lines.map((line) => [line.id, line]));
    const of = (line: OrderLine, what: 'ordered' | 'delivered' | 'left') => {
      const saved = known.get(line.id ?? 0);
      if (!saved) return '';
      const { orderedE4, deliveredE4, baseQtyE4 } = saved;
      const decimals = saved.product?.qtyDecimals ?? 0;
      if (what === 'delivered') return shownQty(deliveredE4, decimals);
      if (what === 'ordered') return shownQty(orderedE4, decimals);
      return baseQtyE4 === null ? '' : shownQty(baseQtyE4 - (orderedE4 ?? 0), decimals);
    };
    const called = (['ordered', 'left', 'delivered'] as const).map(
      (what): LineColumn<OrderLine> => ({
        key: what,
        title: t(`contract.${what}`),
        width: 76,
        align: 'end',
        text: (line) => of(line, what),
      }),
    );
    const at = columns.findIndex(({ key }) => key === 'qtyE4') + 1;
    return columns.toSpliced(at, 0, ...called);
    // oxlint-disable-next-line react/exhaustive-deps -- words follow the language
  }, [columns, editable, contract, language]);
}

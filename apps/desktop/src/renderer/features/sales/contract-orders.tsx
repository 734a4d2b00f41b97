import { api } from '@xinhang/shared/contract/api.ts';
import type { Contract } from '@xinhang/shared/contracts.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Link } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { OrderState } from './order-state.tsx';

/** So many stand here; the others are in the list of orders. */
const MOST = 200;

/** What came of a contract: its orders, what was delivered of it and what is settled. */
export function ContractOrders({ contract: { id, progress } }: { contract: Contract }) {
  const { t } = useText();
  const found = useEndpoint(api.contracts.orders, { params: { id }, query: { limit: MOST } });
  const yuan = (value: number) => `¥${formatFen(fen(value))}`;
  return (
    <div className="contract-part">
      {progress && (
        <div className="contract-sums">
          {(['ordered', 'delivered', 'received'] as const).map((what) => {
            const sum = progress[`${what}Fen`];
            return (
              sum !== null && (
                <span key={what}>
                  <span className="soft">{t(`contract.${what}`)}</span> <strong>{yuan(sum)}</strong>
                </span>
              )
            );
          })}
        </div>
      )}
      <Loaded found={found}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="soft">{t('contract.noOrders')}</p>
          ) : (
            <table className="contract-table">
              <thead>
                <tr>
                  <th>{t('order.no')}</th>
                  <th>{t('order.date')}</th>
                  <th>{t('order.state')}</th>
                  <th className="number">{t('order.gross')}</th>
                  <th className="number">{t('contract.delivered')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>
                      <Link to="/sales-orders/$id" params={{ id: String(row.id) }}>
                        {row.no || t('quotation.orderDraft')}
                      </Link>
                    </td>
                    <td>{row.businessDate}</td>
                    <td>
                      <OrderState state={row.state} />
                    </td>
                    <td className="number">{formatFen(fen(row.grossFen))}</td>
                    <td className="number">{formatFen(fen(row.deliveredFen))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </div>
  );
}

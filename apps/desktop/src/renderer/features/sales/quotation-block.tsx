import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { QuotationState } from './quotation-state.tsx';
import './sales.css';

/** So many stand on the page of a customer or a deal; the others are in the list. */
const SHOWN = 5;

interface Props {
  customerId: number;
  customerName?: string;
  dealId?: number;
  /** Nothing new begins with a customer in the archive or in the pool. */
  mayAdd: boolean;
}

/** The newest quotations to a customer, or for a deal; nothing for whoever may see none. */
export function QuotationBlock(props: Props) {
  return useMay('quotations.read') ? <Block {...props} /> : null;
}

function Block({ customerId, customerName, dealId, mayAdd }: Props) {
  const { t } = useText();
  const dates = useDates();
  const navigate = useNavigate();
  const mayWrite = useMay('quotations.update');
  const follow = useRecordTrail((trail) => trail.follow);
  const of = dealId === undefined ? { customerId } : { dealId };
  const found = useEndpoint(api.quotations.list, {
    query: { ...of, limit: SHOWN, count: true },
  });
  const begin = { customerId, ...(dealId !== undefined && { dealId }) };
  return (
    <Section
      title={t('quotation.title')}
      extra={
        mayAdd &&
        mayWrite && (
          <Button
            size="small"
            onClick={() => void navigate({ to: '/quotations/new', search: begin })}
          >
            {t('quotation.new')}
          </Button>
        )
      }
    >
      <Loaded found={found} waiting={null}>
        {({ rows, count }) =>
          rows.length === 0 ? (
            <span className="soft">{t('quotation.empty')}</span>
          ) : (
            <>
              <ul className="order-rows">
                {rows.map((row) => (
                  <li key={row.id}>
                    <div className="card-pair">
                      <Link
                        to="/quotations/$id"
                        params={{ id: String(row.id) }}
                        onClick={() => follow(rows.map((one) => one.id))}
                      >
                        {row.no || t('order.noNo')}
                      </Link>
                      <span>¥{formatFen(fen(row.grossFen))}</span>
                    </div>
                    <div className="card-pair soft">
                      <QuotationState state={row.state} />
                      <span>{t('quotation.until', { on: dates.day(row.validTo) })}</span>
                    </div>
                  </li>
                ))}
              </ul>
              <Link to="/quotations" search={{ ...of, ...(customerName && { customerName }) }}>
                {t('quotation.all', { n: count ?? rows.length })}
              </Link>
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

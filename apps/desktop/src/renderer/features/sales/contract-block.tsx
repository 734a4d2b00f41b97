import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useRecordTrail } from '../../app/record-trail.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { ContractState } from './contract-state.tsx';
import './sales.css';

/** So many stand on the page of a customer or a deal; the others are in the list. */
const SHOWN = 5;

interface Props {
  customerId: number;
  customerName?: string;
  dealId?: number;
  /** The deal was won: its contract takes its lines. */
  won?: boolean;
  /** Nothing new begins with a customer in the archive or in the pool. */
  mayAdd: boolean;
}

/** The newest contracts with a customer, or of a deal; nothing for whoever may see none. */
export function ContractBlock(props: Props) {
  return useMay('contracts.read') ? <Block {...props} /> : null;
}

function Block({ customerId, customerName, dealId, won = false, mayAdd }: Props) {
  const { t } = useText();
  const dates = useDates();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const mayWrite = useMay('contracts.update');
  const follow = useRecordTrail((trail) => trail.follow);
  const of = dealId === undefined ? { customerId } : { dealId };
  const found = useEndpoint(api.contracts.list, { query: { ...of, limit: SHOWN, count: true } });
  const begin = useCommand(api.contracts.begin, {
    onDone: ({ id }) => void navigate({ to: '/contracts/$id', params: { id: String(id) } }),
  });
  const create = () => {
    if (won && dealId !== undefined) {
      const onError = (error: Error) => void message.error(words(error));
      begin.mutate({ body: { from: 'deal', id: dealId } }, { onError });
      return;
    }
    const search = { customerId, ...(dealId !== undefined && { dealId }) };
    void navigate({ to: '/contracts/new', search });
  };
  return (
    <Section
      title={t('contract.title')}
      extra={
        mayAdd &&
        mayWrite && (
          <Button size="small" loading={begin.isPending} onClick={create}>
            {t('contract.new')}
          </Button>
        )
      }
    >
      <Loaded found={found} waiting={null}>
        {({ rows, count }) =>
          rows.length === 0 ? (
            <span className="soft">{t('contract.empty')}</span>
          ) : (
            <>
              <ul className="order-rows">
                {rows.map((row) => (
                  <li key={row.id}>
                    <div className="card-pair">
                      <Link
                        to="/contracts/$id"
                        params={{ id: String(row.id) }}
                        onClick={() => follow(rows.map((one) => one.id))}
                      >
                        {row.no || t('order.noNo')} {row.title}
                      </Link>
                      <span>
                        {row.amountFen === null
                          ? t('contract.open')
                          : `¥${formatFen(fen(row.amountFen))}`}
                      </span>
                    </div>
                    <div className="card-pair soft">
                      <ContractState state={row.state} />
                      {row.endOn !== null && (
                        <span>{t('contract.endsOn', { on: dates.day(row.endOn) })}</span>
                      )}
                    </div>
                  </li>
                ))}
              </ul>
              <Link to="/contracts" search={{ ...of, ...(customerName && { customerName }) }}>
                {t('contract.all', { n: count ?? rows.length })}
              </Link>
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

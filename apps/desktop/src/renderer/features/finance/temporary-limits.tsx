import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { TemporaryLimit } from '@xinhang/shared/temporary-limits.ts';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';
import { money } from './money.ts';
import { TemporaryLimitDrawer } from './temporary-limit-drawer.tsx';

const SHOWN = 3;

/** Limits of a customer that hold for some days, on its page; nothing to whom credit is hidden. */
export function TemporaryLimits({ customer }: { customer: NameRef }) {
  const { t } = useText();
  const [giving, setGiving] = useState(false);
  const [all, setAll] = useState(false);
  const params = { id: customer.id };
  const whole = useEndpoint(api.customers.get, { params });
  const found = useEndpoint(api.temporaryLimits.ofCustomer, { params });
  if (!found.data || found.data.hidden) return null;
  const { rows, mayGive } = found.data;
  const limited = whole.data !== undefined && whole.data.creditLimitFen !== null;
  if (rows.length === 0 && !(mayGive && limited)) return null;
  return (
    <Section
      title={t('limit.title')}
      extra={
        mayGive &&
        limited && (
          <Button type="link" size="small" onClick={() => setGiving(true)}>
            {t('limit.give')}
          </Button>
        )
      }
    >
      {(all ? rows : rows.slice(0, SHOWN)).map((row) => (
        <Given key={row.id} customerId={customer.id} limit={row} mayEnd={mayGive} />
      ))}
      {rows.length === 0 && <span className="soft">{t('limit.none')}</span>}
      {rows.length > SHOWN && !all && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t('customer.more')}
        </Button>
      )}
      <TemporaryLimitDrawer customer={giving ? customer : null} onClose={() => setGiving(false)} />
    </Section>
  );
}

function Given(props: { customerId: number; limit: TemporaryLimit; mayEnd: boolean }) {
  const { customerId, limit, mayEnd } = props;
  const { t } = useText();
  const dates = useDates();
  const words = useRefusalText();
  const { message } = App.useApp();
  const end = useCommand(api.temporaryLimits.end);
  const runs = limit.state === 'holds' || limit.state === 'coming';
  const call = () =>
    end.mutate(
      { params: { id: customerId, limitId: limit.id } },
      { onError: (error) => void message.error(words(error)) },
    );
  return (
    <article className="entry">
      <div className="line" style={{ gap: '0 10px' }}>
        <span className={runs ? '' : 'soft'}>
          {money(limit.limitFen)} · {limit.validFrom} – {limit.validTo}
        </span>
        <span className="spring" />
        <span className="soft">{t(`limit.state.${limit.state}`)}</span>
        {mayEnd && runs && (
          <Popconfirm
            title={t('limit.endAsk')}
            okText={t('limit.end')}
            cancelText={t('common.cancel')}
            onConfirm={call}
          >
            <Button type="link" size="small" loading={end.isPending}>
              {t('limit.end')}
            </Button>
          </Popconfirm>
        )}
      </div>
      <div className={runs ? 'entry-text' : 'entry-text soft'}>{limit.reason}</div>
      <div className="soft">
        {t('limit.by', { name: limit.by.name, at: dates.time(limit.at) })}
        {limit.endedBy &&
          limit.endedAt !== null &&
          ` · ${t('limit.endedBy', { name: limit.endedBy.name, at: dates.time(limit.endedAt) })}`}
      </div>
    </article>
  );
}

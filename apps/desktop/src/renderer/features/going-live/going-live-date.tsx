import { api } from '@xinhang/shared/contract/api.ts';
import type { GoingLive } from '@xinhang/shared/going-live.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { DateField } from '../../form/date-field.tsx';
import { useText } from '../../i18n/i18n.ts';

/** The day on which the books begin here. */
export function GoingLiveDate({ now }: { now: GoingLive }) {
  const { t } = useText();
  const refusal = useProblemText();
  const [date, setDate] = useState(now.date);
  const save = useCommand(api.goingLive.setDate);
  if (!now.mayPrepare) return <div>{now.date ?? t('goingLive.noDate')}</div>;
  return (
    <div className="line going-live-date">
      <label className="visually-hidden" htmlFor="going-live-date">
        {t('goingLive.date')}
      </label>
      <div className="going-live-day">
        <DateField id="going-live-date" value={date} onChange={setDate} />
      </div>
      <Button
        type={now.state === 'none' ? 'primary' : 'default'}
        disabled={date === null || date === now.date}
        loading={save.isPending}
        onClick={() => save.mutate({ body: { version: now.version, date: date! } })}
      >
        {t('common.save')}
      </Button>
      <span className="soft">{t('goingLive.dateWhy')}</span>
      {save.error && (
        <span className="danger" role="alert">
          {refusal(save.error)}
        </span>
      )}
    </div>
  );
}

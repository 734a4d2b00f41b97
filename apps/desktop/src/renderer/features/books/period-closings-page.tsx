import { api } from '@xinhang/shared/contract/api.ts';
import {
  periodAreas,
  type PeriodMonth,
  type PeriodState,
} from '@xinhang/shared/period-closings.ts';
import { App, Button, Table } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Unread } from '../../ui/loaded.tsx';
import type { ChosenMonth } from './chosen-month.ts';
import { CloseDialog } from './close-dialog.tsx';
import { useRefusedWords } from '../../form/use-refused-words.ts';
import './books.css';

/** Months of the books: what is closed of each, by whom, and what may be closed or opened again. */
export function PeriodClosingsPage() {
  const { t } = useText();
  const found = useEndpoint(api.periodClosings.list, {});
  const [asking, setAsking] = useState<(ChosenMonth & { to: 'close' | 'reopen' }) | null>(null);
  if (!found.data) {
    return (
      <div className="page">
        <Unread found={found} />
      </div>
    );
  }
  const close = () => setAsking(null);
  return (
    <div className="page page-scroll">
      <p className="soft page-note">{t('books.closingsWhy')}</p>
      <Table<PeriodMonth>
        className="closings"
        size="small"
        rowKey="month"
        pagination={false}
        dataSource={found.data.rows}
        columns={[
          { title: t('books.month'), width: 100, dataIndex: 'month', rowScope: 'row' },
          ...periodAreas.map((area, at) => ({
            key: area,
            title: t(`period.area.${area}`),
            render: (_v: unknown, row: PeriodMonth) => (
              <State
                state={row.areas[at]!}
                over={row.over}
                month={row.month}
                onAsk={(to) => setAsking({ area, month: row.month, to })}
              />
            ),
          })),
        ]}
      />
      {asking?.to === 'close' && <CloseDialog chosen={asking} onClose={close} />}
      {asking?.to === 'reopen' && <Reopen chosen={asking} onClose={close} />}
    </div>
  );
}

function State(props: {
  state: PeriodState;
  over: boolean;
  month: string;
  onAsk: (to: 'close' | 'reopen') => void;
}) {
  const { state, over, month, onAsk } = props;
  const { t } = useText();
  const { time } = useDates();
  const { by, at, reopenedBy, reopenedAt, reopenReason } = state;
  const label = (action: string) => `${action} ${t(`period.area.${state.area}`)} ${month}`;
  return (
    <div className="closing-state">
      <div>
        {state.closed ? (
          <>
            <span className="closing-done">{t('books.closed')}</span>{' '}
            <span className="soft">
              {by && at !== null ? `${by.name} ${time(at)}` : t('books.bySetting')}
            </span>
          </>
        ) : (
          <span className="soft">{t(over ? 'books.open' : 'books.running')}</span>
        )}
        {reopenedBy && reopenedAt !== null && (
          <div className="soft closing-reopened">
            {t('books.reopened', {
              who: reopenedBy.name,
              when: time(reopenedAt),
              reason: reopenReason,
            })}
          </div>
        )}
      </div>
      {state.mayClose && (
        <Button size="small" aria-label={label(t('books.close'))} onClick={() => onAsk('close')}>
          {t('books.close')}
        </Button>
      )}
      {state.mayReopen && (
        <Button size="small" aria-label={label(t('books.reopen'))} onClick={() => onAsk('reopen')}>
          {t('books.reopen')}
        </Button>
      )}
    </div>
  );
}

function Reopen({ chosen, onClose }: { chosen: ChosenMonth; onClose: () => void }) {
  const { t } = useText();
  const { message } = App.useApp();
  const words = useRefusedWords();
  const { area, month } = chosen;
  const reopen = useCommand(api.periodClosings.reopen, { onDone: onClose });
  return (
    <ReasonDialog
      open
      title={t('books.reopenTitle', { area: t(`period.area.${area}`), month })}
      why={t('books.reopenWhy')}
      okText={t('books.reopen')}
      saving={reopen.isPending}
      onReason={(reason) =>
        reopen.mutate(
          { body: { area, month, reason } },
          { onError: (error) => void message.error(words(error).join(' ')) },
        )
      }
      onClose={onClose}
    />
  );
}

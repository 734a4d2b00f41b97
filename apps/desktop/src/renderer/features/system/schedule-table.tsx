import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { App, Switch, Table, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { useDates } from '../../ui/dates.ts';

type Schedule = EndpointOutput<typeof api.system.updateSchedule>;

/** What runs by the clock: the business date it did last, when it runs next, its time and switch. */
export function ScheduleTable() {
  const { t } = useText();
  const dates = useDates();
  const words = useRefusalText();
  const { message } = App.useApp();
  const found = useEndpoint(api.system.listSchedules, {});
  const update = useCommand(api.system.updateSchedule);
  const nameOf = ({ key }: Schedule) => t(wordKey('schedule.name', key, 'schedule.name.other'));
  const change = ({ key, version }: Schedule, part: { at?: string; enabled?: boolean }) =>
    update.mutate(
      { params: { key }, body: { version, ...part } },
      {
        onError: (error) => {
          void message.error(words(error));
          void found.refetch();
        },
        onSuccess: () => void message.success(t('settings.saved')),
      },
    );
  if (!found.data) return <Unread found={found} />;
  return (
    <div className="setting-lines setting-wide">
      <p className="soft own-why">{t('schedule.why')}</p>
      <Table<Schedule>
        size="small"
        rowKey="key"
        pagination={false}
        dataSource={found.data.rows}
        locale={{ emptyText: t('schedule.empty') }}
        columns={[
          { title: t('schedule.task'), render: (_v, row) => nameOf(row) },
          {
            title: t('schedule.lastDone'),
            render: (_v, row) => row.lastDoneOn ?? t('schedule.never'),
          },
          {
            title: t('schedule.state'),
            render: (_v, row) =>
              row.lastState !== '' && (
                <span className={row.lastState === 'failed' ? 'danger' : ''}>
                  {t(wordKey('job', row.lastState, 'job.done'))}
                </span>
              ),
          },
          {
            title: t('schedule.next'),
            render: (_v, row) =>
              row.nextRunAt === null ? t('schedule.off') : dates.time(row.nextRunAt),
          },
          {
            title: t('schedule.at'),
            width: 130,
            render: (_v, row) => (
              <TimePicker
                size="small"
                format="HH:mm"
                allowClear={false}
                needConfirm
                aria-label={`${t('schedule.at')} ${nameOf(row)}`}
                value={dayjs(`2000-01-01T${row.at}`)}
                onChange={(time) => {
                  const at = time?.format('HH:mm');
                  if (at && at !== row.at) change(row, { at });
                }}
              />
            ),
          },
          {
            title: t('schedule.enabled'),
            width: 80,
            render: (_v, row) => (
              <Switch
                size="small"
                checked={row.enabled}
                aria-label={`${t('schedule.enabled')} ${nameOf(row)}`}
                onChange={(enabled) => change(row, { enabled })}
              />
            ),
          },
        ]}
      />
    </div>
  );
}

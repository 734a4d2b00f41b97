import { DeleteOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import { nextFestival, shownFestival, type Festival } from '@xinhang/shared/festivals.ts';
import { Alert, Button, Input, InputNumber, Select, Table } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Loaded } from '../../ui/loaded.tsx';

const fresh: Festival = { name: '', calendar: 'solar', month: 1, day: 1 };

/** The days that come every year and are an occasion for greetings. */
export function FestivalList() {
  const { t, language } = useText();
  const { today } = useDates();
  const words = useProblemText();
  const found = useEndpoint(api.settings.get, {});
  const update = useCommand(api.settings.update);
  const [draft, setDraft] = useState(fresh);
  const save = (version: number, festivals: readonly Festival[], done?: () => void) =>
    update.mutate(
      { body: { version, values: { 'care.festivals': [...festivals] } } },
      { ...(done && { onSuccess: done }) },
    );
  return (
    <div className="setting-lines">
      <p className="soft own-why">{t('care.festivalsWhy')}</p>
      <Loaded found={found}>
        {({ version, values: { 'care.festivals': rows } }) => (
          <>
            <div className="line">
              <Input
                style={{ width: 140 }}
                maxLength={20}
                aria-label={t('care.festivalName')}
                placeholder={t('care.festivalName')}
                value={draft.name}
                onChange={(event) => setDraft({ ...draft, name: event.target.value })}
              />
              <Select<Festival['calendar']>
                style={{ width: 96 }}
                aria-label={t('care.calendar')}
                value={draft.calendar}
                options={(['solar', 'lunar'] as const).map((value) => ({
                  value,
                  label: t(`contact.${value}`),
                }))}
                onChange={(calendar) => setDraft({ ...draft, calendar })}
              />
              <InputNumber<number>
                min={1}
                max={12}
                precision={0}
                style={{ width: 90 }}
                aria-label={t('care.month')}
                suffix={t('care.month')}
                value={draft.month}
                onChange={(month) => setDraft({ ...draft, month: month ?? 1 })}
              />
              <InputNumber<number>
                min={1}
                max={31}
                precision={0}
                style={{ width: 90 }}
                aria-label={t('care.day')}
                suffix={t('care.day')}
                value={draft.day}
                onChange={(day) => setDraft({ ...draft, day: day ?? 1 })}
              />
              <Button
                disabled={draft.name.trim() === ''}
                loading={update.isPending}
                onClick={() => save(version, [...rows, draft], () => setDraft(fresh))}
              >
                {t('dict.add')}
              </Button>
            </div>
            {update.error && (
              <Alert type="error" showIcon role="alert" title={words(update.error)} />
            )}
            <Table<Festival>
              style={{ paddingTop: 12 }}
              size="small"
              rowKey="name"
              pagination={false}
              dataSource={[...rows].toSorted((a, b) =>
                nextFestival(a, today) < nextFestival(b, today) ? -1 : 1,
              )}
              columns={[
                {
                  title: t('care.festivalName'),
                  render: (_v, row) => shownFestival(row.name, language),
                },
                {
                  title: t('care.date'),
                  render: (_v, row) =>
                    t('care.monthDay', {
                      calendar: t(`contact.${row.calendar}`),
                      month: row.month,
                      day: row.day,
                    }),
                },
                { title: t('care.next'), render: (_v, row) => nextFestival(row, today) },
                {
                  title: '',
                  width: 60,
                  render: (_v, row) => (
                    <Button
                      size="small"
                      type="text"
                      icon={<DeleteOutlined />}
                      aria-label={`${t('care.remove')} ${row.name}`}
                      onClick={() =>
                        save(
                          version,
                          rows.filter((one) => one.name !== row.name),
                        )
                      }
                    />
                  ),
                },
              ]}
            />
          </>
        )}
      </Loaded>
    </div>
  );
}

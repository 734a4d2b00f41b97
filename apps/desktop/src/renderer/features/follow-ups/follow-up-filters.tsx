import { followUpTypes } from '@xinhang/shared/activities.ts';
import { Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { usePeople } from '../../form/use-people.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { FollowUpSearch } from './follow-up-search.ts';

type FollowUpType = (typeof followUpTypes)[number];

interface Props {
  search: FollowUpSearch;
  onChange: (search: FollowUpSearch) => void;
}

/** Who talked, how and when. */
export function FollowUpFilters({ search, onChange }: Props) {
  const { t } = useText();
  const authors = usePeople(search.authorId ?? []);
  const { from, to } = search;
  return (
    <>
      <div style={{ width: 200 }}>
        <UserPicker
          label={t('followUp.author')}
          value={authors}
          onChange={(chosen) => onChange({ ...search, authorId: chosen.map((one) => one.id) })}
        />
      </div>
      <Select<FollowUpType[]>
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        style={{ width: 140 }}
        aria-label={t('followUp.type')}
        placeholder={t('followUp.type')}
        value={search.type ?? []}
        options={followUpTypes.map((value) => ({ value, label: t(`followType.${value}`) }))}
        onChange={(type) => onChange({ ...search, type })}
      />
      <DatePicker.RangePicker
        allowEmpty={[true, true]}
        aria-label={t('followUp.at')}
        placeholder={[t('followUp.at'), t('customer.nextFollowTo')]}
        value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
        onChange={(range) =>
          onChange({
            ...search,
            from: range?.[0]?.format('YYYY-MM-DD'),
            to: range?.[1]?.format('YYYY-MM-DD'),
          })
        }
      />
      {Object.keys(search).length > 0 && (
        <Button type="link" onClick={() => onChange({})}>
          {t('common.clear')}
        </Button>
      )}
    </>
  );
}

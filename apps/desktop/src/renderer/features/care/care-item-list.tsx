import { careKinds, type CareItem } from '@xinhang/shared/care.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Checkbox, Select } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { useMe } from '../../app/session.ts';
import { useSides } from '../../app/sides.ts';
import { SideChoice } from '../../form/side-choice.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { CareEntry } from './care-entry.tsx';
import type { CareSearch } from './care-search.ts';
import { Rows } from '../../ui/rows.tsx';
import { useRows } from '../../app/use-rows.ts';

interface Props {
  search: CareSearch;
  onShow: (search: CareSearch) => void;
}

/** What is to be done for customers, by plans of care: the oldest first. */
export function CareItemList({ search, onShow }: Props) {
  const { t } = useText();
  const me = useMe();
  const { others: leads } = useSides('followUps.read');
  const whose = leads ? (search.whose ?? 'mine') : 'mine';
  const [person, setPerson] = useState<NameRef[]>([]);
  const owner = whose === 'mine' ? me.user.id : person[0]?.id;
  const query = {
    ...(owner && { ownerId: [owner] }),
    ...(whose === 'team' && { team: true as const }),
    ...(search.kind && { kind: [search.kind] }),
    ...(search.closed && { closed: true }),
    ...(search.overdue && !search.closed && { overdue: true }),
  };
  const list = useRows(api.careItems.list, query, (page, signal) =>
    client.call(api.careItems.list, { query: { ...query, ...page }, signal }),
  );
  return (
    <>
      <div className="page-bar">
        {leads && (
          <SideChoice
            label={t('customer.whose')}
            reads={['followUps.read']}
            words="desk"
            value={whose}
            onChange={(value) => onShow({ ...search, whose: value })}
          />
        )}
        {whose !== 'mine' && (
          <div style={{ width: 180 }}>
            <UserPicker single label={t('care.owner')} value={person} onChange={setPerson} />
          </div>
        )}
        <Select<CareItem['kind'] | null>
          allowClear
          style={{ width: 130 }}
          aria-label={t('care.kind')}
          placeholder={t('care.kind')}
          value={search.kind ?? null}
          options={careKinds.map((value) => ({ value, label: t(`care.kind.${value}`) }))}
          onChange={(kind) => onShow({ ...search, kind: kind ?? undefined })}
        />
        <Checkbox
          checked={search.overdue === true}
          disabled={search.closed === true}
          onChange={(event) => onShow({ ...search, overdue: event.target.checked || undefined })}
        >
          {t('care.overdueOnly')}
        </Checkbox>
        <Checkbox
          checked={search.closed === true}
          onChange={(event) => onShow({ ...search, closed: event.target.checked || undefined })}
        >
          {t('care.closed')}
        </Checkbox>
      </div>
      <Rows<CareItem> list={list} none={t(search.closed ? 'care.noneClosed' : 'care.none')}>
        {(row) => <CareEntry key={row.id} item={row} team={whose !== 'mine'} />}
      </Rows>
    </>
  );
}

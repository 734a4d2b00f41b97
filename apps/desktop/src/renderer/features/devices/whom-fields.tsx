import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { Radio } from 'antd';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';

/** For whom a device is: null for everybody, an empty list while nobody was picked yet. */
export type Whom = readonly NameRef[] | null;

export const isComplete = (whom: Whom) => whom === null || whom.length === 1;
export const userIdOf = (whom: Whom) => whom?.[0]?.id ?? null;

/** One person's own machine, or one that several share. */
export function WhomFields({ value, onChange }: { value: Whom; onChange: (whom: Whom) => void }) {
  const { t } = useText();
  return (
    <div className="stack">
      <Radio.Group
        value={value === null ? 'all' : 'one'}
        onChange={(event) => onChange(event.target.value === 'all' ? null : [])}
        options={[
          { value: 'one', label: t('device.forOne') },
          { value: 'all', label: t('device.forAll') },
        ]}
      />
      {value !== null && (
        <UserPicker single label={t('device.user')} value={value} onChange={onChange} />
      )}
      <span className="soft">{t('device.whomWhy')}</span>
    </div>
  );
}

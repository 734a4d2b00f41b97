import { api } from '@xinhang/shared/contract/api.ts';
import { Select } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { onlyWords } from '../../ui/only-words.ts';

interface Props {
  id?: string;
  customerId: number;
  value?: number | null;
  onChange?: (id: number | null) => void;
}

/** One of the contacts of a customer that are there. */
export function ContactSelect({ id, customerId, value, onChange }: Props) {
  const { t } = useText();
  const found = useEndpoint(api.contacts.list, { params: { id: customerId } });
  return (
    <Select<number | null>
      {...onlyWords}
      {...(id && { id })}
      allowClear
      placeholder={t('gift.contact')}
      value={value ?? null}
      options={(found.data?.rows ?? [])
        .filter((row) => row.leftAt === null)
        .map((row) => ({ value: row.id, label: row.name }))}
      onChange={(chosen) => onChange?.(chosen ?? null)}
    />
  );
}

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { MOST_SUPPLIER_CONTACTS } from '@xinhang/shared/suppliers.ts';
import { Button, Input } from 'antd';
import { useText } from '../../i18n/i18n.ts';

export interface ContactDraft {
  name: string;
  post: string;
  phone: string;
}

interface Props {
  value?: readonly ContactDraft[];
  onChange?: (contacts: ContactDraft[]) => void;
}

const widths = { name: 130, post: 130, phone: 220 } as const;
const most = { name: 60, post: 60, phone: 100 } as const;
const words = {
  name: ['supplier.contactName', 'supplier.namePlain'],
  post: ['supplier.contactPost', 'supplier.post'],
  phone: ['supplier.contactPhone', 'supplier.phone'],
} as const;

/** Persons of a supplier; the first is the one who is shown. */
export function ContactLines({ value = [], onChange }: Props) {
  const { t } = useText();
  const change = (at: number, part: Partial<ContactDraft>) =>
    onChange?.(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <div className="stack">
      {value.map((one, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines have no id
        <div className="line" key={at} style={{ flexWrap: 'nowrap' }}>
          {(['name', 'post', 'phone'] as const).map((field) => (
            <Input
              key={field}
              autoComplete="off"
              maxLength={most[field]}
              style={{ width: widths[field] }}
              aria-label={t(words[field][0], { n: at + 1 })}
              placeholder={t(words[field][1])}
              value={one[field]}
              onChange={(event) => change(at, { [field]: event.target.value })}
            />
          ))}
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={t('supplier.dropContact', { n: at + 1 })}
            onClick={() => onChange?.(value.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={value.length >= MOST_SUPPLIER_CONTACTS}
          onClick={() => onChange?.([...value, { name: '', post: '', phone: '' }])}
        >
          {t('supplier.addContact')}
        </Button>
      </div>
    </div>
  );
}

import { DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { AuditSearch } from './audit-search.ts';
import { auditActions, useAuditWords } from './audit-words.ts';

interface Props {
  search: AuditSearch;
  onChange: (part: Partial<AuditSearch>) => void;
}

/** Who, what, and between which days. */
export function AuditFilters({ search, onChange }: Props) {
  const { t } = useText();
  const words = useAuditWords();
  const actor = search.actorId ? [{ id: search.actorId, name: search.actor ?? '…' }] : [];
  return (
    <>
      <span style={{ width: 170 }}>
        <UserPicker
          single
          label={t('audit.anyActor')}
          value={actor}
          onChange={([person]) => onChange({ actorId: person?.id, actor: person?.name })}
        />
      </span>
      <Select<string>
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 190 }}
        aria-label={t('audit.action')}
        placeholder={t('audit.anyAction')}
        value={search.action ?? null}
        options={auditActions.map((value) => ({ value, label: words.action(value) }))}
        onChange={(action) => onChange({ action: action ?? undefined })}
      />
      <DatePicker.RangePicker
        allowEmpty={[true, true]}
        aria-label={t('audit.at')}
        placeholder={[t('audit.from'), t('audit.to')]}
        value={[search.from ? dayjs(search.from) : null, search.to ? dayjs(search.to) : null]}
        onChange={(range) =>
          onChange({
            from: range?.[0]?.format('YYYY-MM-DD'),
            to: range?.[1]?.format('YYYY-MM-DD'),
          })
        }
      />
    </>
  );
}

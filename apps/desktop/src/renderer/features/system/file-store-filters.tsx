import { fileOwners, fileSorts, fileTypes } from '@xinhang/shared/file-store.ts';
import { Input, Segmented, Select } from 'antd';
import { usePeople } from '../../form/use-people.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import type { FileStoreSearch } from './file-store-search.ts';

interface Props {
  search: FileStoreSearch;
  onChange: (search: FileStoreSearch) => void;
}

/** Which files: by name, what they are, what they hang on, who sent them; and which come first. */
export function FileStoreFilters({ search, onChange }: Props) {
  const { t } = useText();
  const people = usePeople(search.byId ?? []);
  return (
    <>
      <Input.Search
        allowClear
        key={search.q ?? ''}
        defaultValue={search.q ?? ''}
        style={{ width: 200 }}
        placeholder={t('files.name')}
        aria-label={t('files.name')}
        onSearch={(text) => onChange({ ...search, q: text.trim() || undefined })}
      />
      <Select
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        style={{ width: 150 }}
        aria-label={t('files.type')}
        placeholder={t('files.type')}
        value={search.type ?? []}
        options={fileTypes.map((value) => ({ value, label: t(`fileType.${value}`) }))}
        onChange={(type) => onChange({ ...search, type })}
      />
      <Select
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        style={{ width: 150 }}
        aria-label={t('files.owner')}
        placeholder={t('files.owner')}
        value={search.owner ?? []}
        options={fileOwners.map((value) => ({ value, label: t(`fileOwner.${value}`) }))}
        onChange={(owner) => onChange({ ...search, owner })}
      />
      <div style={{ width: 180 }}>
        <UserPicker
          label={t('files.by')}
          value={people}
          onChange={(chosen) => onChange({ ...search, byId: chosen.map((one) => one.id) })}
        />
      </div>
      <Segmented
        aria-label={t('files.sort')}
        value={search.sort ?? 'newest'}
        options={fileSorts.map((value) => ({ value, label: t(`files.sort.${value}`) }))}
        onChange={(sort) => onChange({ ...search, sort: sort === 'newest' ? undefined : sort })}
      />
    </>
  );
}

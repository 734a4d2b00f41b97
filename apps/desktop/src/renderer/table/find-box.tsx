import { Input } from 'antd';
import { useText } from '../i18n/i18n.ts';

interface Props {
  /** What the list is narrowed to now. */
  q: string | undefined;
  placeholder: string;
  width: number | string;
  onFind: (q: string | undefined) => void;
}

/** The box by which a list is searched; `/` goes to it. */
export function FindBox({ q = '', placeholder, width, onFind }: Props) {
  const { t } = useText();
  return (
    <Input.Search
      allowClear
      key={q}
      defaultValue={q}
      style={{ width }}
      placeholder={placeholder}
      aria-label={t('common.search')}
      aria-keyshortcuts="/"
      onSearch={(text) => onFind(text.trim() || undefined)}
    />
  );
}

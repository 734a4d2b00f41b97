import { Checkbox } from 'antd';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';

interface Props {
  value: boolean;
  onChange: (value: boolean) => void;
}

/** Whether past sales that were imported count as well; for those who read orders. */
export function ImportedSwitch({ value, onChange }: Props) {
  const { t } = useText();
  const may = useMay('salesOrders.read');
  if (!may) return null;
  return (
    <Checkbox
      checked={value}
      title={t('facts.withImportedWhy')}
      onChange={({ target }) => onChange(target.checked)}
    >
      {t('facts.withImported')}
    </Checkbox>
  );
}

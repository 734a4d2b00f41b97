import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useText } from '../i18n/i18n.ts';

interface Props {
  may: boolean;
  label: string;
  onNew: () => void;
}

/** Begins a new row of a list, as `Alt+N` does; who may not is told so. */
export function NewButton({ may, label, onNew }: Props) {
  const { t } = useText();
  return (
    <Button
      type="primary"
      icon={<PlusOutlined />}
      disabled={!may}
      title={may ? undefined : t('problem.forbidden')}
      aria-keyshortcuts="Alt+N"
      onClick={onNew}
    >
      {label}
    </Button>
  );
}

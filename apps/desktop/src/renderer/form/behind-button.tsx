import { Button } from 'antd';
import { useText } from '../i18n/i18n.ts';

interface Props {
  /** Whose number it is. */
  name: string;
  text: string;
  onOpen: () => void;
}

/** A number that leads to the documents behind it. */
export function BehindButton({ name, text, onOpen }: Props) {
  const { t } = useText();
  return (
    <Button
      type="link"
      size="small"
      className="cell-link"
      aria-label={t('achievement.documentsOf', { name, value: text })}
      onClick={onOpen}
    >
      {text}
    </Button>
  );
}

import { Button, Space } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/i18n.ts';

export interface StepProps {
  onNext: () => void;
  /** Null at the first step. */
  onBack: (() => void) | null;
  /** The next step is being kept. */
  going: boolean;
}

/** The way on and the way back, below every step. */
export function StepFoot(
  props: StepProps & {
    /** What going on is called; `下一步` unless said. */
    label?: string;
    disabled?: boolean;
    saving?: boolean;
    /** Another way on, beside. */
    children?: ReactNode;
  },
) {
  const { t } = useText();
  return (
    <Space className="setup-foot">
      <Button
        type="primary"
        loading={props.going || props.saving === true}
        disabled={props.disabled === true}
        onClick={props.onNext}
      >
        {props.label ?? t('setup.next')}
      </Button>
      {props.children}
      {props.onBack && <Button onClick={props.onBack}>{t('setup.back')}</Button>}
    </Space>
  );
}

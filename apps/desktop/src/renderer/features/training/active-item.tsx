import { Form, Switch } from 'antd';
import { useText } from '../../i18n/i18n.ts';

/** Whether a course, path, exam or rule is in use. */
export function ActiveItem() {
  const { t } = useText();
  return (
    <Form.Item
      name="active"
      label={t('training.active')}
      valuePropName="checked"
      layout="horizontal"
    >
      <Switch size="small" />
    </Form.Item>
  );
}

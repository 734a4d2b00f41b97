import { Alert, Button, Form, type FormInstance } from 'antd';
import type { Rule } from 'antd/es/form';
import type { ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { nextField } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { saveKeys } from '../../ui/keys.ts';

interface Props<Values extends object> {
  form: FormInstance<Values>;
  initial: Values;
  changed: boolean;
  saving: boolean;
  error: Error | null;
  onTyped: () => void;
  onSubmit: (values: Values) => void;
  onDiscard: () => void;
  children: ReactNode;
}

/** Settings one below the other, each with its explanation; a bar rises when something changed. */
export function SettingLines<Values extends object>(props: Props<Values>) {
  const { form, changed, saving, error } = props;
  const { t } = useText();
  const words = useProblemText();
  const save = () => {
    if (changed && !saving) form.submit();
  };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className="setting-lines"
      initialValues={props.initial}
      onValuesChange={props.onTyped}
      onFinish={props.onSubmit}
      {...saveKeys(save, nextField)}
    >
      {props.children}
      {error && <Alert type="error" showIcon role="alert" title={words(error)} />}
      <div className="setting-foot">
        <Button
          type="primary"
          disabled={!changed}
          loading={saving}
          aria-keyshortcuts="Control+S"
          title="Ctrl+S"
          onClick={() => form.submit()}
        >
          {t('common.save')}
        </Button>
        {changed && (
          <>
            <Button onClick={props.onDiscard}>{t('settings.discard')}</Button>
            <span className="soft" role="status">
              {t('settings.unsaved')}
            </span>
          </>
        )}
      </div>
    </Form>
  );
}

/** One setting: what it is called, what it does, and the field. */
export function SettingLine(props: {
  label: string;
  why: string;
  name: string;
  /** Beyond being filled in. */
  rule?: Rule;
  /** Left empty, it means that there is none. */
  optional?: boolean;
  children: ReactNode;
}) {
  const { t } = useText();
  return (
    <div className="setting-line">
      <div>
        <label htmlFor={props.name}>{props.label}</label>
        <div className="soft setting-why">{props.why}</div>
      </div>
      <Form.Item
        noStyle={false}
        name={[props.name]}
        rules={[
          ...(props.optional ? [] : [{ required: true, message: t('common.required') }]),
          ...(props.rule ? [props.rule] : []),
        ]}
      >
        {props.children}
      </Form.Item>
    </div>
  );
}

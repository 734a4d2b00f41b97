import { ApiError } from '@xinhang/shared/contract/client.ts';
import { Alert, Button, Drawer, Form, Space, type FormInstance } from 'antd';
import { useEffect, type KeyboardEvent, type ReactNode } from 'react';
import { useProblemText } from '../app/problem-text.ts';
import { useText, wordKey } from '../i18n/i18n.ts';
import { composing, isConfirm } from '../ui/keys.ts';

interface Props<Values extends object> {
  title: string;
  open: boolean;
  form: FormInstance<Values>;
  initial: Partial<Values>;
  error: Error | null;
  saving: boolean;
  refused?: boolean;
  /** Beside the title. */
  extra?: ReactNode;
  onSubmit: (values: Values) => void;
  onClose: () => void;
  children: ReactNode;
}

/** Enter goes on to the next field and never submits. */
export function nextField(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget } = event;
  if (!(target instanceof HTMLInputElement) || target.getAttribute('role') === 'combobox') return;
  const fields = [...currentTarget.querySelectorAll<HTMLElement>('input, textarea, button')];
  const next = fields.slice(fields.indexOf(target) + 1).find((one) => one.tabIndex >= 0);
  event.preventDefault();
  next?.focus();
}

export function FormDrawer<Values extends object>(props: Props<Values>) {
  const { form, open, initial, error } = props;
  const { t } = useText();
  const words = useProblemText();

  useEffect(() => {
    if (!(error instanceof ApiError)) return;
    for (const { pointer, code } of error.problem.errors ?? []) {
      const name = pointer.split('/').filter(Boolean);
      const path = name.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
      const message = t(wordKey('field', code, 'field.invalid'));
      form.setFields([{ name: path as never, errors: [message] }]);
    }
    // oxlint-disable-next-line react/exhaustive-deps -- marks fields once per refusal
  }, [error, form]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (composing(event)) return;
    if (isConfirm(event) || (event.ctrlKey && event.key.toLowerCase() === 's')) {
      event.preventDefault();
      if (!props.refused && !props.saving) form.submit();
    } else if (event.key === 'Enter') nextField(event);
  };

  return (
    <Drawer
      open={open}
      title={props.title}
      extra={props.extra}
      onClose={props.onClose}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        <Space>
          <Button
            type="primary"
            loading={props.saving}
            disabled={props.refused === true}
            aria-keyshortcuts="Control+Enter"
            onClick={() => form.submit()}
          >
            {t('common.save')}
          </Button>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
        </Space>
      }
    >
      <Form<Values>
        form={form}
        layout="vertical"
        preserve={false}
        initialValues={initial}
        onFinish={props.onSubmit}
        onKeyDown={onKeyDown}
      >
        {error && (
          <Form.Item>
            <Alert type="error" showIcon role="alert" title={words(error)} />
          </Form.Item>
        )}
        {props.children}
      </Form>
    </Drawer>
  );
}

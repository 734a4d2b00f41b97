import { requestFile } from '@xinhang/shared/approvals.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { ConnectionError, urlOf } from '@xinhang/shared/contract/client.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { parseFen } from '@xinhang/shared/money.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Form, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { sendFile } from '../../app/send-file.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';

interface Values {
  /** Absent: the first of the forms. */
  flowId?: number;
  title: string;
  text?: string;
  amount?: string;
  chosen?: Record<string, NameRef[]>;
}
interface Sent {
  id: number;
  name: string;
}

/** Asks for something by one of the company's forms. */
export function RequestDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const forms = useEndpoint(api.approvals.forms, {}, { enabled: open });
  const request = useCommand(api.approvals.request, { form: true });
  const [files, setFiles] = useState<readonly Sent[]>([]);
  const rows = forms.data?.rows ?? [];
  const chosen = Form.useWatch('flowId', form) ?? rows[0]?.id;
  const choose = rows.find((row) => row.id === chosen)?.choose ?? [];
  const close = () => {
    request.reset();
    setFiles([]);
    onClose();
  };
  const save = (values: Values) =>
    request.mutate(
      {
        body: {
          flowId: values.flowId ?? chosen!,
          title: values.title,
          text: values.text ?? '',
          amountFen: values.amount?.trim() ? parseFen(values.amount.trim()) : null,
          chosen: choose.map(({ key }) => ({
            key,
            userIds: (values.chosen?.[key] ?? []).map(({ id }) => id),
          })),
          fileIds: files.map(({ id }) => id),
        },
      },
      {
        onSuccess: ({ id }) => {
          void message.success(t('approvals.submitted'));
          form.resetFields();
          close();
          void navigate({ to: '/approvals/$id', params: { id: String(id) } });
        },
      },
    );
  return (
    <FormDrawer<Values>
      title={t('approvals.new')}
      open={open}
      form={form}
      initial={{}}
      error={request.error}
      saving={request.isPending}
      refused={forms.isSuccess && rows.length === 0}
      submit={t('approvals.submit')}
      draft="request-new"
      onSubmit={save}
      onClose={close}
    >
      {forms.isSuccess && rows.length === 0 && <p className="soft">{t('approvals.noForms')}</p>}
      {rows.length > 1 && (
        <Form.Item
          name="flowId"
          label={t('approvals.form')}
          getValueProps={(value?: number) => ({ value: value ?? rows[0]?.id })}
        >
          <Select options={rows.map((row) => ({ value: row.id, label: row.name }))} />
        </Form.Item>
      )}
      <Form.Item
        name="title"
        label={t('approvals.title')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('approvals.amountYuan')}
        rules={[
          {
            validator: (_rule, value?: string) =>
              !value?.trim() || (parseFen(value.trim()) ?? -1) >= 0
                ? Promise.resolve()
                : Promise.reject(new Error(t('approvals.amountBad'))),
          },
        ]}
      >
        <Input inputMode="decimal" maxLength={20} />
      </Form.Item>
      <Form.Item name="text" label={t('approvals.text')}>
        <GrowingText minRows={3} maxRows={12} maxLength={4000} />
      </Form.Item>
      {choose.map((node) => (
        <Form.Item
          key={node.key}
          name={['chosen', node.key]}
          label={t('approvals.chooseFor', { node: node.name })}
          rules={[{ required: true, type: 'array', min: 1, message: t('common.required') }]}
        >
          <UserPicker label={t('approvals.colleague')} />
        </Form.Item>
      ))}
      <Files files={files} onChange={setFiles} />
    </FormDrawer>
  );
}

function Files(props: { files: readonly Sent[]; onChange: (files: readonly Sent[]) => void }) {
  const { files, onChange } = props;
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(false);
  const send = async (given: readonly File[]) => {
    setSending(true);
    const sent = [...files];
    try {
      for (const file of given) {
        const url = urlOf(api.approvals.uploadFile, { query: { name: file.name } });
        const { signal } = new AbortController();
        const answer = requestFile.safeParse(
          await sendFile({ url, file, onProgress: () => undefined, signal }),
        );
        if (!answer.success) throw new ConnectionError(null);
        sent.push(answer.data);
        onChange([...sent]);
      }
    } catch (error) {
      void message.error(words(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <div className="stack">
      <input
        ref={input}
        type="file"
        multiple
        style={{ display: 'none' }}
        aria-label={t('approvals.addFile')}
        onChange={(event) => {
          const given = [...(event.target.files ?? [])];
          event.target.value = '';
          void send(given);
        }}
      />
      <div className="line">
        <Button loading={sending} onClick={() => input.current?.click()}>
          {t('approvals.addFile')}
        </Button>
      </div>
      {files.map((file) => (
        <div key={file.id} className="line">
          <span>{file.name}</span>
          <Button
            type="link"
            size="small"
            aria-label={`${t('common.remove')} ${file.name}`}
            onClick={() => onChange(files.filter((one) => one.id !== file.id))}
          >
            {t('common.remove')}
          </Button>
        </div>
      ))}
    </div>
  );
}

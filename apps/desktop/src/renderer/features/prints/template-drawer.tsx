import { api } from '@xinhang/shared/contract/api.ts';
import type { ReadyTemplate } from '@xinhang/shared/print-ready.ts';
import {
  printLayout,
  type PrintLayout,
  type PrintTemplate,
} from '@xinhang/shared/print-templates.ts';
import { Form, Input, Switch } from 'antd';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { DocSheets } from '../../form/print/doc-sheet.tsx';
import { useText } from '../../i18n/i18n.ts';
import { LayoutFields } from './layout-fields.tsx';
import { sampleDocument } from './sample.ts';
import './prints.css';

export interface TemplateStart {
  /** What it begins with. */
  from: ReadyTemplate;
  /** Null: a copy of it is made. */
  own: PrintTemplate | null;
}
export interface TemplateValues {
  name: string;
  standard: boolean;
  layout: PrintLayout;
}

/** A template beside its preview. */
export function TemplateDrawer({ start, onClose }: { start: TemplateStart; onClose: () => void }) {
  const { t } = useText();
  const { company, user } = useMe();
  const { from, own } = start;
  const [form] = Form.useForm<TemplateValues>();
  const create = useCommand(api.printTemplates.create, { form: true, onDone: onClose });
  const update = useCommand(api.printTemplates.update, { onDone: onClose });
  const written = Form.useWatch('layout', form);
  // While something is half written the last whole one is shown.
  const parsed = printLayout.safeParse({ ...from.layout, ...written });
  const layout = parsed.success ? parsed.data : from.layout;
  const initial = {
    name: own ? own.name : t('prints.copyOf', { name: from.name }),
    standard: own?.standard ?? false,
    layout: from.layout,
  };
  const submit = (values: TemplateValues) => {
    if (own) {
      const { id, version } = own;
      update.mutate({ params: { id }, body: { version, ...values } });
    } else create.mutate({ body: { kind: from.kind, ...values } });
  };
  return (
    <FormDrawer<TemplateValues>
      title={own ? own.name : t('prints.new')}
      open
      size={1240}
      form={form}
      initial={initial}
      codes={{ 'already-exists': 'name' }}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="template-columns">
        <div>
          <Form.Item
            name="name"
            label={t('prints.name')}
            rules={[{ required: true, whitespace: true, message: t('common.required') }]}
          >
            <Input autoFocus maxLength={40} autoComplete="off" />
          </Form.Item>
          <Form.Item
            name="standard"
            label={t('prints.standard')}
            valuePropName="checked"
            extra={t('prints.standardWhy')}
          >
            <Switch size="small" />
          </Form.Item>
          <LayoutFields kind={from.kind} />
        </div>
        <div className="print-preview" role="figure" aria-label={t('prints.preview')}>
          <DocSheets
            doc={sampleDocument(from.kind, t)}
            layout={layout}
            company={company.name}
            count={1}
            by={t('print.by', { date: company.today, name: user.name })}
          />
        </div>
      </div>
    </FormDrawer>
  );
}

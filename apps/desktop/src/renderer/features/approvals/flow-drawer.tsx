import type { Flow, FlowNode } from '@xinhang/shared/approval-flows.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { App, Form, Input, Select } from 'antd';
import { useCommand } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { FlowNodes } from './flow-nodes.tsx';
import { newNode } from './flow-words.ts';
import { PeopleByIds } from './people-by-ids.tsx';

export type FlowChoices = EndpointOutput<typeof api.approvalFlows.listFlows>;

interface Values {
  kind: string;
  name: string;
  nodes: FlowNode[];
  ccIds: number[];
}

interface Props {
  /** Null: a new one. */
  flow: Flow | null;
  open: boolean;
  choices: FlowChoices;
  onClose: () => void;
}

const SIZE = 720;

/** A flow as an ordered list of nodes; saved, it is a new version. */
export function FlowDrawer({ flow, open, choices, onClose }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.approvalFlows.createFlow, { form: true });
  const update = useCommand(api.approvalFlows.updateFlow, { form: true });
  const kinds = choices.kinds.map((one) => one.kind);
  // What people ask for themselves comes first; the others begin with a document of theirs.
  const first = kinds.includes('request') ? 'request' : (kinds[0] ?? '');
  const kind = Form.useWatch('kind', form) ?? flow?.kind ?? first;
  const fields = choices.kinds.find((one) => one.kind === kind)?.fields ?? [];
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const done = {
    onSuccess: () => {
      void message.success(t('flow.saved'));
      close();
    },
  };
  const save = ({ name, nodes, ccIds }: Values) => {
    if (!flow) create.mutate({ body: { kind, name, nodes, ccIds } }, done);
    else {
      const body = { version: flow.version, name, nodes, ccIds };
      update.mutate({ params: { id: flow.id }, body }, done);
    }
  };
  return (
    <FormDrawer<Values>
      title={flow ? `${t('flow.edit')} ${flow.name}` : t('flow.new')}
      size={SIZE}
      open={open}
      form={form}
      initial={
        flow
          ? { kind: flow.kind, name: flow.name, nodes: flow.nodes, ccIds: flow.ccIds }
          : { kind: first, nodes: [newNode([], t('flow.node', { n: 1 }))], ccIds: [] }
      }
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={save}
      onClose={close}
    >
      {choices.kinds.length > 1 && (
        <Form.Item name="kind" label={t('flow.kind')}>
          <Select
            disabled={flow !== null}
            options={choices.kinds.map((one) => ({
              value: one.kind,
              label: t(wordKey('flow.kind', one.kind, 'flow.kind.other')),
            }))}
          />
        </Form.Item>
      )}
      <Form.Item
        name="name"
        label={t('flow.name')}
        rules={[{ required: true, whitespace: true, message: t('common.required') }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="nodes">
        <FlowNodes fields={fields} roles={choices.roles} />
      </Form.Item>
      <Form.Item name="ccIds" label={t('flow.cc')}>
        <PeopleByIds label={t('flow.cc')} />
      </Form.Item>
    </FormDrawer>
  );
}

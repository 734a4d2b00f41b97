import { PlusOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { TrainingRule } from '@xinhang/shared/training.ts';
import { Button, Empty, Form, Input, InputNumber, Select, Table, Tag } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { ActiveItem } from './active-item.tsx';

/** Who gets which path when he is hired. */
export function RuleList({ choice }: { choice: ReactNode }) {
  const { t } = useText();
  const found = useEndpoint(api.training.listRules, {});
  const [editing, setEditing] = useState<TrainingRule | 'new' | null>(null);
  useShortcut({ key: 'n', alt: true }, () => setEditing('new'));
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        {choice}
        <span className="soft">{t('training.rulesWhy')}</span>
        <span className="spring" />
        <Button
          type="primary"
          icon={<PlusOutlined />}
          aria-keyshortcuts="Alt+N"
          onClick={() => setEditing('new')}
        >
          {t('training.newRule')}
        </Button>
      </div>
      <Loaded found={found}>
        {({ rows }) => (
          <Table<TrainingRule>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows}
            locale={{
              emptyText: (
                <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('training.noRules')} />
              ),
            }}
            columns={[
              {
                title: t('training.path'),
                render: (_v, row) => (
                  <span className="line">
                    <button
                      type="button"
                      className="plain-button grid-link"
                      onClick={() => setEditing(row)}
                    >
                      {row.path.name}
                    </button>
                    {!row.active && <Tag>{t('training.inactive')}</Tag>}
                  </span>
                ),
              },
              {
                title: t('training.dept'),
                render: (_v, row) => row.dept?.name ?? t('training.anyDept'),
              },
              {
                title: t('training.post'),
                render: (_v, row) => row.post || t('training.anyPost'),
              },
              {
                title: t('training.hiredWithin'),
                align: 'end',
                width: 160,
                render: (_v, row) => t('training.nDays', { n: row.hiredWithinDays }),
              },
            ]}
          />
        )}
      </Loaded>
      <RuleDrawer
        rule={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
      />
    </div>
  );
}

interface Values {
  pathId: number;
  deptId?: number | null;
  post?: string;
  hiredWithinDays?: number | null;
  active?: boolean;
}

function RuleDrawer({
  rule,
  open,
  onClose,
}: {
  rule: TrainingRule | null;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.training.createRule, { form: true });
  const update = useCommand(api.training.updateRule);
  const paths = useEndpoint(api.training.listPaths, {}, { enabled: open });
  const depts = useEndpoint(api.org.listDepts, {}, { enabled: open });
  const initial = useMemo<Partial<Values>>(
    () =>
      rule
        ? { ...rule, pathId: rule.path.id, deptId: rule.dept?.id ?? null }
        : { hiredWithinDays: 30 },
    [rule],
  );
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const submit = ({ pathId, deptId, post, hiredWithinDays, active = true }: Values) => {
    const body = {
      pathId,
      deptId: deptId ?? null,
      post: post?.trim() ?? '',
      hiredWithinDays: hiredWithinDays ?? 30,
    };
    if (!rule) create.mutate({ body }, { onSuccess: close });
    else {
      const { id, version } = rule;
      update.mutate({ params: { id }, body: { version, ...body, active } }, { onSuccess: close });
    }
  };
  return (
    <FormDrawer<Values>
      title={t(rule ? 'training.editRule' : 'training.newRule')}
      open={open}
      form={form}
      initial={initial}
      error={create.error ?? update.error}
      saving={create.isPending || update.isPending}
      onSubmit={submit}
      onClose={close}
    >
      <Form.Item
        name="pathId"
        label={t('training.path')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Select<number>
          options={(paths.data?.rows ?? []).map((row) => ({ value: row.id, label: row.name }))}
        />
      </Form.Item>
      <Form.Item name="deptId" label={t('training.deptBelow')}>
        <Select<number>
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('training.anyDept')}
          options={(depts.data?.rows ?? [])
            .filter((dept) => !dept.closed || dept.id === rule?.dept?.id)
            .map((dept) => ({ value: dept.id, label: dept.name }))}
        />
      </Form.Item>
      <Form.Item name="post" label={t('training.post')} extra={t('training.postWhy')}>
        <Input maxLength={60} placeholder={t('training.anyPost')} />
      </Form.Item>
      <Form.Item
        name="hiredWithinDays"
        label={t('training.hiredWithin')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <InputNumber min={1} max={730} precision={0} suffix={t('training.days')} />
      </Form.Item>
      {rule && <ActiveItem />}
    </FormDrawer>
  );
}

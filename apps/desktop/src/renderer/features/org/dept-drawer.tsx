import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { salesModels } from '@xinhang/shared/company.ts';
import { deptTypes, type Dept } from '@xinhang/shared/depts.ts';
import { Checkbox, Form, Input, InputNumber, Select, TreeSelect } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { changedFields } from '../../form/changed-fields.ts';
import { ConflictDialog, conflictOf } from '../../form/conflict-dialog.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { AskOwner } from './ask-owner.tsx';
import { deptOptions, type DeptNode } from './dept-tree.ts';
import { useOrgWords } from './org-words.ts';

type Body = EndpointBody<typeof api.org.updateDept>;
type Values = Omit<Body, 'version' | 'headUserId'> & { head?: NameRef[] };

interface Props {
  /** Null adds a new one below `parentId`. */
  dept: Dept | null;
  parentId: number;
  tree: readonly DeptNode[];
  open: boolean;
  onClose: () => void;
}

const fieldsOf = ({ head, ...fields }: Values) => ({
  ...fields,
  headUserId: head?.[0]?.id ?? null,
});

export function DeptDrawer({ dept, parentId, tree, open, onClose }: Props) {
  const { t } = useText();
  const words = useOrgWords();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.org.createDept, { form: true });
  const update = useCommand(api.org.updateDept);
  const conflict = conflictOf(update.error);
  const root = dept !== null && dept.parentId === null;
  const initial = useMemo<Partial<Values>>(() => {
    if (!dept)
      return { type: 'dept', parentId, salesModel: null, development: null, sort: 0, head: [] };
    const { head, ...fields } = dept;
    return { ...(fields as Omit<Values, 'head'>), head: head ? [head] : [] };
  }, [dept, parentId]);

  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const row = dept && { ...dept, headUserId: dept.head?.id ?? null };
  const send = (version: number, changes: Omit<Body, 'version'>) =>
    update.mutate(
      { params: { id: dept!.id }, body: { version, ...changes } },
      { onSuccess: close },
    );
  const submit = (values: Values) => {
    const { closed, ...fields } = fieldsOf(values);
    if (!row) {
      create.mutate(
        { body: { ...fields, name: fields.name!, type: fields.type!, parentId: fields.parentId! } },
        { onSuccess: close },
      );
      return;
    }
    const changes = changedFields(row, { ...fields, closed });
    if (Object.keys(changes).length === 0) close();
    else send(row.version, changes);
  };

  return (
    <>
      <FormDrawer<Values>
        title={t(dept ? 'dept.edit' : 'dept.new')}
        open={open}
        form={form}
        draft={dept ? `dept.${dept.id}` : 'dept.new'}
        initial={initial}
        names={{ headUserId: 'head' }}
        codes={{ 'already-exists': 'name', 'department-cycle': 'parentId' }}
        error={create.error ?? (conflict ? null : update.error)}
        remedy={
          <AskOwner
            command={dept ? 'org.updateDept' : 'org.createDept'}
            error={create.error ?? update.error}
            sent={dept ? update.variables : create.variables}
            onAsked={close}
          />
        }
        saving={create.isPending || update.isPending}
        onSubmit={submit}
        onClose={close}
      >
        <DeptFields root={root} isNew={!dept} options={deptOptions(tree, dept?.id)} />
      </FormDrawer>
      <ConflictDialog
        conflict={conflict}
        saving={update.isPending}
        label={(field) => t(wordKey('dept', field === 'headUserId' ? 'head' : field, 'dept.edit'))}
        show={(field, value) => words.deptValue(field, value, form.getFieldValue('head'))}
        onClose={close}
        onResolve={(version, mine) => {
          const all = changedFields(row!, fieldsOf(form.getFieldsValue(true) as Values));
          const kept = Object.entries(all).filter(([field]) => mine.has(field));
          if (kept.length === 0) close();
          else send(version, Object.fromEntries(kept));
        }}
      />
    </>
  );
}

interface FieldsProps {
  root: boolean;
  isNew: boolean;
  options: ReturnType<typeof deptOptions>;
}

function DeptFields({ root, isNew, options }: FieldsProps) {
  const { t } = useText();
  const model = Form.useWatch('salesModel', Form.useFormInstance<Values>());
  const required = [{ required: true, whitespace: true, message: t('common.required') }];
  return (
    <>
      <Form.Item name="name" label={t('dept.name')} rules={required}>
        <Input autoFocus maxLength={60} autoComplete="off" />
      </Form.Item>
      {!root && (
        <>
          <Form.Item name="type" label={t('dept.type')}>
            <Select
              options={deptTypes
                .filter((type) => type !== 'company')
                .map((value) => ({ value, label: t(`deptType.${value}`) }))}
            />
          </Form.Item>
          <Form.Item
            name="parentId"
            label={t('dept.parent')}
            {...(!isNew && { extra: t('dept.moveWhy') })}
          >
            <TreeSelect
              treeDefaultExpandAll
              showSearch={{ treeNodeFilterProp: 'title' }}
              treeData={options}
            />
          </Form.Item>
        </>
      )}
      <Form.Item name="head" label={t('dept.head')} extra={t('dept.headWhy')}>
        <UserPicker single label={t('dept.head')} />
      </Form.Item>
      <Form.Item name="salesModel" label={t('dept.salesModel')}>
        <Select
          options={[
            { value: null, label: t(root ? 'dept.asCompany' : 'dept.inherit') },
            ...salesModels.map((value) => ({ value, label: t(`model.${value}`) })),
          ]}
        />
      </Form.Item>
      <Form.Item
        name="development"
        label={t('dept.development')}
        extra={t('dept.developmentWhy')}
        hidden={model === 'dev'}
      >
        <Select
          options={[
            { value: null, label: t(root ? 'dept.developmentOff' : 'dept.inherit') },
            { value: true, label: t('dept.developmentOn') },
            ...(root ? [] : [{ value: false, label: t('dept.developmentOff') }]),
          ]}
        />
      </Form.Item>
      {!root && (
        <Form.Item name="sort" label={t('dept.sort')}>
          <InputNumber min={0} max={9999} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
      {!root && !isNew && (
        <Form.Item name="closed" valuePropName="checked" extra={t('dept.closeWhy')}>
          <Checkbox>{t('dept.close')}</Checkbox>
        </Form.Item>
      )}
    </>
  );
}

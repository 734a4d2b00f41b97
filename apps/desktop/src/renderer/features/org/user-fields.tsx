import { api } from '@xinhang/shared/contract/api.ts';
import { Form, Input, Select, TreeSelect } from 'antd';
import { useMemo } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { DateField } from '../../form/date-field.tsx';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { deptOptions, deptTree } from './dept-tree.ts';
import { useRoleOptions } from './use-role-options.ts';

const dates = ['hiredOn', 'probationEndsOn', 'regularisedOn'] as const;

export function UserFields({ isNew }: { isNew: boolean }) {
  const { t } = useText();
  const depts = useEndpoint(api.org.listDepts, {});
  const roles = useRoleOptions();
  const tree = useMemo(() => deptOptions(deptTree(depts.data?.rows ?? [], false)), [depts.data]);
  const required = { required: true, whitespace: true, message: t('common.required') };
  return (
    <>
      <div className="form-pair">
        <Form.Item name="name" label={t('org.name')} rules={[required]}>
          <Input autoFocus maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="login"
          label={t('org.login')}
          rules={[required, { pattern: /^[\p{L}\p{N}._-]+$/u, message: t('org.loginRule') }]}
          {...(isNew && { extra: t('org.loginWhy') })}
        >
          <Input disabled={!isNew} maxLength={60} autoComplete="off" />
        </Form.Item>
      </div>
      <div className="form-pair">
        <Form.Item
          name="deptId"
          label={t('org.dept')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <TreeSelect
            treeDefaultExpandAll
            showSearch={{ treeNodeFilterProp: 'title' }}
            treeData={tree}
          />
        </Form.Item>
        <Form.Item name="post" label={t('org.post')}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
      </div>
      <Form.Item name="roleIds" label={t('org.roles')} extra={t('org.rolesWhy')}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={roles}
          placeholder={t('org.roles')}
        />
      </Form.Item>
      <Form.Item name="principals" label={t('org.principals')} extra={t('org.principalsWhy')}>
        <UserPicker label={t('org.principals')} />
      </Form.Item>
      <div className="form-pair">
        <Form.Item name="phone" label={t('org.phone')}>
          <Input maxLength={40} inputMode="tel" autoComplete="off" />
        </Form.Item>
        <Form.Item name="mentor" label={t('org.mentor')}>
          <UserPicker single label={t('org.mentor')} />
        </Form.Item>
      </div>
      <div className="form-three">
        {dates.map((name) => (
          <Form.Item key={name} name={name} label={t(`org.${name}`)}>
            <DateField />
          </Form.Item>
        ))}
      </div>
    </>
  );
}

import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { FormInstance } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useOrgWords } from './org-words.ts';
import { useRoleOptions } from './use-role-options.ts';
import type { UserValues } from './user-values.ts';

/** A value of a person in words, for the choice between mine and theirs. */
export function useUserValue(form: FormInstance<UserValues>) {
  const { t } = useText();
  const { deptName } = useOrgWords();
  const roles = useRoleOptions();
  const people = useEndpoint(api.org.pickUsers, { query: { q: '' } });
  const person = (id: unknown): string => {
    const typed = [form.getFieldValue('principals'), form.getFieldValue('mentor')].flatMap(
      (list) => (list ?? []) as NameRef[],
    );
    return [...typed, ...(people.data?.rows ?? [])].find((one) => one.id === id)?.name ?? '…';
  };
  return (field: string, value: unknown): string => {
    if (value === null || value === undefined) return '';
    if (field === 'deptId') return deptName(value);
    if (field === 'mentorId') return person(value);
    if (Array.isArray(value)) {
      const name = (id: unknown) =>
        field === 'roleIds' ? (roles.find((role) => role.value === id)?.label ?? '…') : person(id);
      return value.map(name).join('、') || t('common.none');
    }
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
}

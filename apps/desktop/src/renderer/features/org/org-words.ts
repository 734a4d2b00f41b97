import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';

/** Values of people and departments as a person reads them; ids never show. */
export function useOrgWords() {
  const { t } = useText();
  const depts = useEndpoint(api.org.listDepts, {});
  const deptName = (id: unknown) =>
    depts.data?.rows.find((dept) => dept.id === id)?.name ?? t('common.none');
  const flag = (value: unknown) => t(value === true ? 'common.yes' : 'common.no');

  const deptValue = (field: string, value: unknown, head: NameRef[] | undefined): string => {
    if (field === 'type')
      return t(wordKey('deptType', typeof value === 'string' ? value : '', 'dept.type'));
    if (field === 'parentId') return deptName(value);
    if (field === 'closed') return flag(value);
    if (field === 'salesModel') {
      return value === null
        ? t('dept.inherit')
        : t(wordKey('model', typeof value === 'string' ? value : '', 'dept.inherit'));
    }
    if (field === 'development') {
      if (value === null) return t('dept.inherit');
      return t(value === true ? 'dept.developmentOn' : 'dept.developmentOff');
    }
    if (field === 'headUserId') {
      const known = [...(head ?? []), ...(depts.data?.rows ?? []).flatMap((row) => row.head ?? [])];
      return known.find((person) => person.id === value)?.name ?? t('dept.noHead');
    }
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return { deptName, deptValue };
}

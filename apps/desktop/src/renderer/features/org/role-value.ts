import {
  guardedFields,
  permissionNames,
  type FieldPolicy,
  type Grant,
} from '@xinhang/shared/permissions.ts';
import type { Conflict } from '../../form/conflict-dialog.tsx';
import { comma, useText, wordKey } from '../../i18n/i18n.ts';

const scopesIn = (grants: readonly Grant[], permission: string) =>
  grants
    .filter((grant) => grant.permission === permission)
    .map((grant) => grant.scope)
    .toSorted();

/** A value of a role in words; of the grants only those that differ. */
export function useRoleValue(conflict: Conflict | null) {
  const { t } = useText();
  const both = conflict?.fields.find((one) => one.field === 'grants');
  const differing = permissionNames.filter(
    (permission) =>
      both !== undefined &&
      scopesIn(both.current as Grant[], permission).join(',') !==
        scopesIn(both.yours as Grant[], permission).join(','),
  );
  return (field: string, value: unknown): string => {
    if (field === 'side')
      return t(wordKey('role.side', typeof value === 'string' ? value : 'none', 'role.side.none'));
    if (field === 'fields') {
      const policy = value as FieldPolicy;
      return guardedFields
        .map((name) => `${t(`guarded.${name}`)} ${t(`fieldView.${policy[name]}`)}`)
        .join(comma());
    }
    if (field === 'grants') {
      return differing
        .map((permission) => {
          const held = scopesIn(value as Grant[], permission).map((scope) => t(`scope.${scope}`));
          return `${t(`perm.${permission}`)} ${held.join(' + ') || t('scope.none')}`;
        })
        .join(comma());
    }
    return typeof value === 'string' ? value : '';
  };
}

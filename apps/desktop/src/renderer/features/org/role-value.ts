import {
  guardedFields,
  permissionNames,
  type FieldPolicy,
  type Grant,
} from '@xinhang/shared/permissions.ts';
import type { Conflict } from '../../form/conflict-dialog.tsx';
import { comma, useText, wordKey } from '../../i18n/i18n.ts';
import { inOrder } from './role-places.ts';

const scopesIn = (grants: readonly Grant[], permission: string) =>
  grants
    .filter((grant) => grant.permission === permission)
    .map((grant) => grant.scope)
    .toSorted();

const placesOf = (grants: readonly Grant[], permission: string) =>
  grants.find((grant) => grant.permission === permission)?.warehouseIds ?? [];
const textOf = (grants: readonly Grant[], permission: string) =>
  JSON.stringify([scopesIn(grants, permission), inOrder(placesOf(grants, permission))]);

/** A value of a role in words; of the grants only those that differ. */
export function useRoleValue(
  conflict: Conflict | null,
  places: readonly { id: number; name: string }[],
) {
  const { t } = useText();
  const both = conflict?.fields.find((one) => one.field === 'grants');
  const differing = permissionNames.filter(
    (permission) =>
      both !== undefined &&
      textOf(both.current as Grant[], permission) !== textOf(both.yours as Grant[], permission),
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
          const at = placesOf(value as Grant[], permission).map(
            (id) => places.find((place) => place.id === id)?.name ?? '…',
          );
          const where = at.length === 0 ? '' : ` (${at.join(comma())})`;
          return `${t(`perm.${permission}`)} ${held.join(' + ') || t('scope.none')}${where}`;
        })
        .join(comma());
    }
    return typeof value === 'string' ? value : '';
  };
}

import { api } from '@xinhang/shared/contract/api.ts';
import { useEndpoint } from '../../app/query.ts';
import { useReadyNames } from '../../i18n/ready-names.ts';

/** Roles to choose from. */
export function useRoleOptions() {
  const roles = useEndpoint(api.org.listRoles, {});
  const { roleName } = useReadyNames();
  return (roles.data?.rows ?? []).map((role) => ({ value: role.id, label: roleName(role.name) }));
}

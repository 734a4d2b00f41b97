import { api } from '@xinhang/shared/contract/api.ts';
import { useEndpoint } from '../../app/query.ts';

/** Roles to choose from. */
export function useRoleOptions() {
  const roles = useEndpoint(api.org.listRoles, {});
  return (roles.data?.rows ?? []).map((role) => ({ value: role.id, label: role.name }));
}

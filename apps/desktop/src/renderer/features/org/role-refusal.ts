import { ApiError } from '@xinhang/shared/contract/client.ts';
import { permissionNames, type Grant, type Permission } from '@xinhang/shared/permissions.ts';

/** The permissions that a refusal speaks of: named by the server, or pointed at in what was sent. */
export function refusedPermissions(error: unknown, sent: readonly Grant[]): Permission[] {
  if (!(error instanceof ApiError)) return [];
  const { params, errors } = error.problem;
  const named = permissionNames.filter((name) => name === params?.['permission']);
  const pointed = (errors ?? []).flatMap(({ pointer }) => {
    const grant = sent[Number(/^\/grants\/(\d+)/.exec(pointer)?.[1] ?? -1)];
    return grant ? [grant.permission] : [];
  });
  return [...new Set([...named, ...pointed])];
}

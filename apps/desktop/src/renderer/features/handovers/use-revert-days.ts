import { api } from '@xinhang/shared/contract/api.ts';
import { settingSchemas } from '@xinhang/shared/settings.ts';
import { useEndpoint } from '../../app/query.ts';

/** Days in which a handover can be taken back. */
export function useRevertDays(): number {
  const settings = useEndpoint(api.settings.get, {});
  const key = 'handovers.revertDays';
  return settings.data?.values[key] ?? settingSchemas[key].parse(undefined);
}

import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { useEndpoint } from '../../app/query.ts';
import { useDebounced } from '../../ui/use-debounced.ts';

const WAIT_MS = 300;
const SHORTEST_NAME = 2;
const SHORTEST_PHONE = 7;

export type Duplicates = EndpointOutput<typeof api.customers.checkDuplicates>;

/** Who resembles what is being typed, asked 300 ms after the last key. */
export function useDuplicates(
  values: { name?: string; phone?: string; taxNo?: string },
  open: boolean,
  /** The customer itself, when it is being changed. */
  exceptId?: number,
): Duplicates | undefined {
  const typed = useDebounced(
    JSON.stringify({
      name: values.name?.trim() ?? '',
      phone: values.phone?.trim() ?? '',
      taxNo: values.taxNo?.trim() ?? '',
    }),
    WAIT_MS,
  );
  const { name, phone, taxNo } = JSON.parse(typed) as Record<'name' | 'phone' | 'taxNo', string>;
  const asked = {
    ...(name.length >= SHORTEST_NAME && { name }),
    ...(phone.length >= SHORTEST_PHONE && { phone: [phone] }),
    ...(taxNo !== '' && { taxNo }),
  };
  const enabled = open && Object.keys(asked).length > 0;
  const query = exceptId === undefined ? asked : { ...asked, exceptId };
  const found = useEndpoint(api.customers.checkDuplicates, { query }, { enabled, keep: true });
  return enabled ? found.data : undefined;
}

import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import type { FileRow } from '@xinhang/shared/customer-work.ts';
import { useCommand } from '../../app/query.ts';
import { uploadFile } from '../../app/upload.ts';
import { Attachments } from '../../form/attachments.tsx';

interface Props {
  customerId: number;
  files: readonly FileRow[];
  mayAdd: boolean;
  mayRemove: boolean;
}

/** What hangs on a customer and its follow-ups. */
export function CustomerFiles({ customerId, ...shown }: Props) {
  const remove = useCommand(api.files.remove);
  return (
    <Attachments
      {...shown}
      place={{
        send: (file, how) => uploadFile({ customerId, file, ...how }),
        urlOf: (id) => urlOf(api.files.download, { params: { id } }),
        remove: (id) => remove.mutateAsync({ params: { id } }),
      }}
    />
  );
}

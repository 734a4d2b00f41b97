import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import type { Contract } from '@xinhang/shared/contracts.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { sendFile } from '../../app/send-file.ts';
import { Attachments } from '../../form/attachments.tsx';

/** Files and scans of a contract, whatever became of it. */
export function ContractFiles({ contract: { id, can } }: { contract: Contract }) {
  const found = useEndpoint(api.contracts.files, { params: { id } });
  const remove = useCommand(api.files.remove);
  if (!found.data) return null;
  return (
    <Attachments
      files={found.data.rows}
      mayAdd={can.attach}
      mayRemove={can.attach}
      place={{
        send(file, how) {
          const to = { params: { id }, query: { name: file.name } };
          return sendFile({ url: urlOf(api.contracts.upload, to), file, ...how });
        },
        urlOf: (fileId) => urlOf(api.files.download, { params: { id: fileId } }),
        remove: (fileId) => remove.mutateAsync({ params: { id: fileId } }),
      }}
    />
  );
}

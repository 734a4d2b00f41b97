import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import type { Deal } from '@xinhang/shared/deals.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { sendFile } from '../../app/send-file.ts';
import { Attachments } from '../../form/attachments.tsx';

/** Files of a deal, ended or not: offers, drawings, the contract. */
export function DealFiles({ deal: { id: dealId, can } }: { deal: Deal }) {
  const found = useEndpoint(api.dealFiles.list, { params: { id: dealId } });
  const remove = useCommand(api.dealFiles.remove);
  if (!found.data) return null;
  return (
    <Attachments
      files={found.data.rows}
      mayAdd={can.close}
      mayRemove={can.close}
      place={{
        send(file, how) {
          const to = { params: { id: dealId }, query: { name: file.name } };
          return sendFile({ url: urlOf(api.dealFiles.upload, to), file, ...how });
        },
        urlOf: (id) => urlOf(api.dealFiles.download, { params: { id } }),
        remove: (id) => remove.mutateAsync({ params: { id } }),
      }}
    />
  );
}

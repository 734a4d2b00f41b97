import { api } from '@xinhang/shared/contract/api.ts';
import { useEndpoint } from '../../app/query.ts';
import { RecordPage } from '../../ui/record-page.tsx';
import { RecordView } from './record-view.tsx';

/** One follow-up with its reviews and its thread: where a notification leads. */
export function ReviewedRecordPage({ id }: { id: number }) {
  const found = useEndpoint(api.reviews.get, { params: { id } });
  return (
    <RecordPage found={found}>{(record) => <RecordView key={id} record={record} />}</RecordPage>
  );
}

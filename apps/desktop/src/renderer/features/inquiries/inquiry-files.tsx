import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import type { InquiryFileSide } from '@xinhang/shared/inquiry-files.ts';
import type { PriceInquiry } from '@xinhang/shared/price-inquiries.ts';
import { App, Checkbox } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { sendFile } from '../../app/send-file.ts';
import { Attachments } from '../../form/attachments.tsx';
import { useText } from '../../i18n/i18n.ts';

/** Files of an inquiry, those of each side by themselves; the buyer says which of his sales sees. */
export function InquiryFiles({ inquiry: { id } }: { inquiry: PriceInquiry }) {
  const { t } = useText();
  const problem = useProblemText();
  const { message } = App.useApp();
  const found = useEndpoint(api.inquiryFiles.list, { params: { id } });
  const remove = useCommand(api.inquiryFiles.remove);
  const release = useCommand(api.inquiryFiles.release);
  if (!found.data) return null;
  const { rows, can } = found.data;
  const of = (side: InquiryFileSide) => rows.filter((row) => row.side === side);
  const place = (side: InquiryFileSide) => ({
    send(file: File, how: { signal: AbortSignal; onProgress: (part: number | null) => void }) {
      const to = { params: { id }, query: { name: file.name, side } };
      return sendFile({ url: urlOf(api.inquiryFiles.upload, to), file, ...how });
    },
    urlOf: (fileId: number) => urlOf(api.inquiryFiles.download, { params: { id: fileId } }),
    remove: (fileId: number) => remove.mutateAsync({ params: { id: fileId } }),
  });
  const shown = (['sales', 'buyer'] as const).filter((side) => can[side] || of(side).length > 0);
  return (
    <>
      {shown.map((side) => (
        <section key={side} aria-label={t(`inquiry.files.${side}`)} className="stack">
          <strong>{t(`inquiry.files.${side}`)}</strong>
          {can[side] && <span className="soft">{t(`inquiry.filesWhy.${side}`)}</span>}
          <Attachments
            files={of(side)}
            mayAdd={can[side]}
            mayRemove={can[side]}
            place={place(side)}
          />
          {side === 'buyer' &&
            can.buyer &&
            of(side).map((file) => (
              <Checkbox
                key={file.id}
                checked={file.released}
                disabled={release.isPending}
                onChange={(event) =>
                  release.mutate(
                    { params: { id: file.id }, body: { released: event.target.checked } },
                    { onError: (error: Error) => void message.error(problem(error)) },
                  )
                }
              >
                {t('inquiry.release', { name: file.name })}
              </Checkbox>
            ))}
        </section>
      ))}
    </>
  );
}

import { api } from '@xinhang/shared/contract/api.ts';
import type { PriceInquiry } from '@xinhang/shared/price-inquiries.ts';
import { Link } from '@tanstack/react-router';
import { App, Button, Drawer, Skeleton } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { LoadError } from '../../ui/load-error.tsx';
import { InquiryAnswerDrawer } from './inquiry-answer-drawer.tsx';
import { InquiryFiles } from './inquiry-files.tsx';
import { InquiryPriceDrawer } from './inquiry-price-drawer.tsx';
import { useInquiryWords } from '../../form/inquiry/inquiry-words.ts';

interface Props {
  /** Null: none is looked at. */
  id: number | null;
  onAgain: (row: PriceInquiry) => void;
  onClose: () => void;
}

/** One thing that was asked for, as far as the own side sees it, and what may be done with it. */
export function InquiryDetail({ id, onAgain, onClose }: Props) {
  const found = useEndpoint(
    api.priceInquiries.get,
    { params: { id: id ?? 0 } },
    { enabled: id !== null },
  );
  const row = id === null ? undefined : found.data;
  const { thing } = useInquiryWords();
  return (
    <Drawer
      open={id !== null}
      title={row ? `${row.no} · ${thing(row)}` : ''}
      size={480}
      onClose={onClose}
      destroyOnHidden
    >
      {row ? (
        <Content row={row} onAgain={onAgain} />
      ) : found.error ? (
        <LoadError error={found.error} retry={() => void found.refetch()} />
      ) : (
        <Skeleton active />
      )}
    </Drawer>
  );
}

function Content({ row, onAgain }: { row: PriceInquiry; onAgain: (row: PriceInquiry) => void }) {
  const { t } = useText();
  const words = useInquiryWords();
  const { time } = useDates();
  const [doing, setDoing] = useState<'answer' | 'decline' | 'price' | null>(null);
  const shut = () => setDoing(null);
  const { message } = App.useApp();
  const problem = useProblemText();
  const refused = { onError: (error: Error) => void message.error(problem(error)) };
  const decline = useCommand(api.priceInquiries.decline, { onDone: shut });
  const withdraw = useCommand(api.priceInquiries.withdraw);
  const keep = useCommand(api.priceInquiries.keepCost, {
    onDone: () => void message.success(t('inquiry.costKept')),
  });
  const { can } = row;
  const seen = { params: { id: row.id }, body: { version: row.version } };
  const ofUnit = (price: string) => (price && row.unit ? `${price} / ${row.unit}` : price);
  return (
    <div className="stack">
      <FactList
        facts={[
          [t('order.state'), words.state(row)],
          [t('inquiry.thing'), words.thing(row)],
          [t('inquiry.qty'), `${words.qty(row.qtyE4)} ${row.unit}`],
          [t('inquiry.wanted'), row.wantedDate ?? ''],
          [t('inquiry.note'), row.note],
          [t('inquiry.asker'), `${row.asker.name} · ${row.dept.name} · ${time(row.madeAt)}`],
          [t('inquiry.declined'), row.declineReason],
          [t('inquiry.supplier'), row.supplier?.name ?? ''],
          [t('inquiry.cost'), ofUnit(words.price(row.costE4, row.costBasis))],
          [t('inquiry.lead'), words.lead(row.leadDays)],
          [t('inquiry.minQty'), words.qty(row.minQtyE4)],
          [t('inquiry.validTo'), row.validTo ?? ''],
          [t('inquiry.answerNote'), row.answerNote],
          [t('inquiry.offer'), ofUnit(words.price(row.offerE4, row.offerBasis))],
          [t('inquiry.floor'), ofUnit(words.price(row.floorE4, row.offerBasis))],
        ]}
      />
      {row.quotationId !== null && (
        <Link to="/quotations/$id" params={{ id: String(row.quotationId) }}>
          {t('inquiry.toQuotation')}
        </Link>
      )}
      {row.salesOrderId !== null && (
        <Link to="/sales-orders/$id" params={{ id: String(row.salesOrderId) }}>
          {t('inquiry.toOrder')}
        </Link>
      )}
      <InquiryFiles inquiry={row} />
      {can.use && <span className="soft">{t('inquiry.useWhere')}</span>}
      {row.costKept === true && <span className="soft">{t('inquiry.costKept')}</span>}
      <div className="line">
        {can.price && (
          <Button type="primary" onClick={() => setDoing('price')}>
            {t('inquiry.makeOffer')}
          </Button>
        )}
        {can.answer && (
          <Button type={can.price ? 'default' : 'primary'} onClick={() => setDoing('answer')}>
            {t(row.answeredAt === null ? 'inquiry.answer' : 'inquiry.answerAnew')}
          </Button>
        )}
        {can.answer && <Button onClick={() => setDoing('decline')}>{t('inquiry.decline')}</Button>}
        {can.keepCost && (
          <Button loading={keep.isPending} onClick={() => keep.mutate(seen, refused)}>
            {t('inquiry.keepCost')}
          </Button>
        )}
        {can.askAgain && <Button onClick={() => onAgain(row)}>{t('inquiry.askAgain')}</Button>}
        {can.withdraw && (
          <Button loading={withdraw.isPending} onClick={() => withdraw.mutate(seen, refused)}>
            {t('inquiry.withdraw')}
          </Button>
        )}
      </div>
      <InquiryAnswerDrawer row={row} open={doing === 'answer'} onClose={shut} />
      <InquiryPriceDrawer row={row} open={doing === 'price'} onClose={shut} />
      <ReasonDialog
        open={doing === 'decline'}
        title={t('inquiry.decline')}
        why={t('inquiry.declineWhy')}
        okText={t('inquiry.decline')}
        saving={decline.isPending}
        onReason={(reason) =>
          decline.mutate(
            { params: { id: row.id }, body: { version: row.version, reason } },
            refused,
          )
        }
        onClose={shut}
      />
    </div>
  );
}

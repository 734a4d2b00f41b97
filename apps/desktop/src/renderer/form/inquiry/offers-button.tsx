import { api } from '@xinhang/shared/contract/api.ts';
import type { PriceInquiry } from '@xinhang/shared/price-inquiries.ts';
import { Alert, App, Button, Drawer } from 'antd';
import { useState } from 'react';
import './inquiries.css';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { InquiryAskDrawer, type AskedLine } from './inquiry-ask-drawer.tsx';
import { useInquiryWords } from './inquiry-words.ts';

const SHOWN = 100;

interface Into {
  kind: 'quotation' | 'order';
  id: number;
  version: number;
}

interface Props {
  /** What stands in the document: asked for in one go. */
  lines: () => AskedLine[];
  /** The draft that takes offers; null: one may only ask. */
  into: Into | null;
  /** Something is written in it that is not saved yet. */
  unsaved: boolean;
}

/** Beside a document of sales: asks the buyers for its lines, and takes what came back. */
export function OffersButton({ lines, into, unsaved }: Props) {
  const { t } = useText();
  const asks = useMay('quotations.update');
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState<AskedLine[] | null>(null);
  if (!asks) return null;
  const begin = () => {
    const asked = lines();
    setAsking(asked.length > 0 ? asked : [{}]);
  };
  return (
    <>
      <Button onClick={() => (into ? setOpen(true) : begin())}>{t('menu.priceInquiries')}</Button>
      <Drawer
        open={open && asking === null}
        title={t('inquiry.offers')}
        size={480}
        onClose={() => setOpen(false)}
        extra={<Button onClick={begin}>{t('inquiry.askLines')}</Button>}
        destroyOnHidden
      >
        {into && <Offers into={into} unsaved={unsaved} />}
      </Drawer>
      <InquiryAskDrawer
        open={asking !== null}
        lines={asking}
        draft={null}
        onClose={() => setAsking(null)}
      />
    </>
  );
}

function Offers({ into, unsaved }: { into: Into; unsaved: boolean }) {
  const { t } = useText();
  const found = useEndpoint(api.priceInquiries.list, {
    query: { state: ['priced'], mine: true, limit: SHOWN },
  });
  const rows = (found.data?.rows ?? []).filter((row) => row.can.use);
  return (
    <div className="stack">
      {unsaved && <Alert type="warning" showIcon title={t('inquiry.saveFirst')} />}
      {found.data && rows.length === 0 && <span className="soft">{t('inquiry.noOffers')}</span>}
      {rows.map((row) => (
        <Offer key={row.id} row={row} into={into} unsaved={unsaved} />
      ))}
    </div>
  );
}

function Offer({ row, into, unsaved }: { row: PriceInquiry; into: Into; unsaved: boolean }) {
  const { t } = useText();
  const words = useInquiryWords();
  const { message } = App.useApp();
  const problem = useProblemText();
  const done = { onDone: () => void message.success(t(`inquiry.taken.${into.kind}`)) };
  const use = useCommand(api.priceInquiries.use, done);
  const useInOrder = useCommand(api.priceInquiries.useInOrder, done);
  const take = () => {
    const params = { id: row.id };
    const { version } = row;
    const leadTime = words.lead(row.leadDays);
    const refused = { onError: (error: Error) => void message.error(problem(error)) };
    if (into.kind === 'order') {
      const body = { version, orderId: into.id, orderVersion: into.version, leadTime };
      useInOrder.mutate({ params, body }, refused);
    } else {
      const body = { version, quotationId: into.id, quotationVersion: into.version, leadTime };
      use.mutate({ params, body }, refused);
    }
  };
  return (
    <section className="inquiry-line" aria-label={words.thing(row)}>
      <FactList
        facts={[
          [row.no, words.thing(row)],
          [t('inquiry.qty'), `${words.qty(row.qtyE4)} ${row.unit}`],
          [t('inquiry.offer'), words.price(row.offerE4, row.offerBasis)],
          [t('inquiry.floor'), words.price(row.floorE4, row.offerBasis)],
          [t('inquiry.lead'), words.lead(row.leadDays)],
          [t('inquiry.minQty'), words.qty(row.minQtyE4)],
          [t('inquiry.validTo'), row.validTo ?? ''],
        ]}
      />
      <div className="line">
        <span className="spring" />
        <Button
          type="primary"
          disabled={unsaved}
          loading={use.isPending || useInOrder.isPending}
          onClick={take}
        >
          {t('inquiry.use')}
        </Button>
      </div>
    </section>
  );
}

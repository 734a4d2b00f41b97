import { api } from '@xinhang/shared/contract/api.ts';
import {
  priceInquiryStates,
  type PriceInquiry,
  type PriceInquiryState,
} from '@xinhang/shared/price-inquiries.ts';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { FileButton } from '../../form/file-button.tsx';
import { useText } from '../../i18n/i18n.ts';
import { FindBox } from '../../table/find-box.tsx';
import { ListPage } from '../../table/list-page.tsx';
import { tidy } from '../../table/tidy-search.ts';
import { NewButton } from '../../ui/new-button.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import {
  askedAgain,
  InquiryAskDrawer,
  type AskedLine,
} from '../../form/inquiry/inquiry-ask-drawer.tsx';
import { InquiryDetail } from './inquiry-detail.tsx';
import type { InquirySearch } from './inquiry-search.ts';
import { useInquiryColumns } from './use-inquiry-columns.tsx';

const PAGE_SIZE = 100;

/** What sales asks the buyers, the newest first. */
export function InquiryList({ search: { id, new: asking, ...search } }: { search: InquirySearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const asks = useMay('quotations.update');
  const buys = useMay('purchaseOrders.read');
  const prices = useMay('prices.update');
  const columns = useInquiryColumns();
  const [again, setAgain] = useState<AskedLine[] | null>(null);
  const query = { ...search, limit: PAGE_SIZE };
  const show = (next: InquirySearch) =>
    void navigate({ to: '/price-inquiries', search: tidy(next) });
  const change = (part: Partial<InquirySearch>) => show({ ...search, ...part });
  const filtered = Object.values(search).some((value) => value !== undefined);
  const begin = () => change({ new: true });
  useShortcut({ key: 'n', alt: true }, asks ? begin : null);
  const newOne = <NewButton may={asks} label={t('inquiry.new')} onNew={begin} />;
  return (
    <>
      <ListPage<PriceInquiry>
        label={t('menu.priceInquiries')}
        page="price-inquiries"
        queryKey={keyOf(api.priceInquiries.list, { query })}
        fetchPage={(cursor, signal) =>
          client.call(api.priceInquiries.list, {
            query: { ...query, ...(cursor && { cursor }) },
            signal,
          })
        }
        columns={columns}
        idOf={(row) => row.id}
        onOpen={(row) => change({ id: row.id })}
        bar={
          <>
            <FindBox
              q={search.q}
              placeholder={t('inquiry.find')}
              width={220}
              onFind={(q) => change({ q })}
            />
            <Select<PriceInquiryState | null>
              allowClear
              style={{ width: 110 }}
              aria-label={t('order.state')}
              placeholder={t('order.state')}
              value={search.state?.[0] ?? null}
              options={priceInquiryStates.map((value) => ({
                value,
                label: t(`inquiry.state.${value}`),
              }))}
              onChange={(value) => change({ state: value ? [value] : undefined })}
            />
            {asks && (buys || prices) && (
              <Checkbox
                checked={search.mine === true}
                onChange={(event) => change({ mine: event.target.checked || undefined })}
              >
                {t('inquiry.mineOnly')}
              </Checkbox>
            )}
            {filtered && (
              <Button type="link" onClick={() => show({})}>
                {t('common.clear')}
              </Button>
            )}
            <span className="spring" />
            <FileButton
              label={t('inquiry.export')}
              endpoint={api.priceInquiries.export}
              body={search}
            />
            {newOne}
          </>
        }
        empty={
          <div className="stack">
            <span>{t(filtered ? 'inquiry.emptyFiltered' : 'inquiry.empty')}</span>
            <div className="line" style={{ justifyContent: 'center' }}>
              {filtered ? <Button onClick={() => show({})}>{t('common.clear')}</Button> : newOne}
            </div>
          </div>
        }
      />
      <InquiryAskDrawer
        open={(asking === true || again !== null) && asks}
        lines={again}
        draft={again ? null : 'inquiry.new'}
        onClose={() => {
          setAgain(null);
          show(search);
        }}
      />
      <InquiryDetail
        id={again || asking ? null : (id ?? null)}
        onAgain={(row) => setAgain([askedAgain(row)])}
        onClose={() => show(search)}
      />
    </>
  );
}

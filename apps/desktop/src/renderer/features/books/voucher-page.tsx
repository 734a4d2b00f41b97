import { api } from '@xinhang/shared/contract/api.ts';
import { accountWords } from '@xinhang/shared/voucher-words.ts';
import type { Voucher, VoucherLine } from '@xinhang/shared/vouchers.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Table } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { DocLink } from './doc-link.tsx';
import { money, moneyOrNone } from './money.ts';

/** A voucher with its lines; nothing on it is written by hand. */
export function VoucherPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.vouchers.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/vouchers/$id', params: { id: String(to) }, replace: true }),
  );
  const title = ({ id: no }: Voucher) => t('books.voucherNo', { no });
  return (
    <RecordPage<Voucher>
      found={found}
      tab={{ path: `/vouchers/${id}`, title }}
      previous={previous}
      next={next}
    >
      {(voucher) => (
        <>
          <Head voucher={voucher} title={title(voucher)} />
          <Lines voucher={voucher} />
        </>
      )}
    </RecordPage>
  );
}

function Head({ voucher, title }: { voucher: Voucher; title: string }) {
  const { t } = useText();
  const { time } = useDates();
  const { reversalOf, reversedBy } = voucher;
  const other = (id: number, text: 'books.takesBack' | 'books.takenBackBy') => (
    <Link to="/vouchers/$id" params={{ id: String(id) }}>
      {t(text, { no: id })}
    </Link>
  );
  return (
    <RecordHead
      title={title}
      facts={
        <>
          <span>{voucher.businessDate}</span>
          <DocLink kind={voucher.docKind} id={voucher.docId} no={voucher.docNo} />
          {reversalOf !== null && other(reversalOf, 'books.takesBack')}
          {reversedBy !== null && other(reversedBy, 'books.takenBackBy')}
          <span className="soft">
            {voucher.by.name} {time(voucher.at)}
          </span>
        </>
      }
    />
  );
}

function Lines({ voucher }: { voucher: Voucher }) {
  const { t, language } = useText();
  const month = voucher.businessDate.slice(0, 7);
  return (
    <Table<VoucherLine>
      className="voucher-lines"
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={voucher.lines}
      columns={[
        { title: t('books.code'), width: 100, dataIndex: 'code' },
        {
          title: t('books.account'),
          width: 240,
          render: (_v, row) => (
            <Link to="/vouchers" search={{ account: row.account, from: month, to: month }}>
              {accountWords[row.account][language]}
            </Link>
          ),
        },
        {
          title: t('books.party'),
          render: (_v, row) =>
            row.parties
              .map((one) => one.name)
              .filter(Boolean)
              .join(comma()),
        },
        {
          title: t('books.debit'),
          width: 160,
          align: 'right',
          render: (_v, row) => moneyOrNone(row.debitFen),
        },
        {
          title: t('books.credit'),
          width: 160,
          align: 'right',
          render: (_v, row) => moneyOrNone(row.creditFen),
        },
      ]}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} colSpan={3}>
            {t('finance.sum')}
          </Table.Summary.Cell>
          <Table.Summary.Cell index={3} align="right">
            <strong>{money(voucher.debitFen)}</strong>
          </Table.Summary.Cell>
          <Table.Summary.Cell index={4} align="right">
            <strong>{money(voucher.creditFen)}</strong>
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
    />
  );
}

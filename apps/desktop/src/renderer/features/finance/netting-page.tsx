import { api } from '@xinhang/shared/contract/api.ts';
import type { SettledPart, WholeNetting } from '@xinhang/shared/nettings.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Table } from 'antd';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { useRefused } from '../../form/use-refused.ts';
import { useText } from '../../i18n/i18n.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { PostedField, ReverseButton } from './cash-doc-buttons.tsx';
import { useDocWords } from './doc-words.ts';
import { money } from './money.ts';
import { PostedBy } from './posted-by.tsx';

/** A netting on its page: of whom, how much, and what it settled on both sides. */
export function NettingPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const refused = useRefused();
  const found = useEndpoint(api.nettings.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/nettings/$id', params: { id: String(to) }, replace: true }),
  );
  const reverse = useCommand(api.nettings.reverse);
  return (
    <RecordPage<WholeNetting>
      found={found}
      tab={{ path: `/nettings/${id}`, title: (doc) => doc.no }}
      previous={previous}
      next={next}
    >
      {(doc) => (
        <>
          <RecordHead
            title={t('netting.no', { no: doc.no })}
            facts={<PostedBy doc={{ ...doc, confirmedBy: null, confirmedAt: null }} />}
          >
            {doc.mayReverse && (
              <ReverseButton
                no={doc.no}
                why={t('netting.reverseWhy')}
                saving={reverse.isPending}
                onReason={(reason) =>
                  reverse.mutate(
                    { params: { id }, body: { version: doc.version, reason } },
                    refused,
                  )
                }
              />
            )}
          </RecordHead>
          <Facts doc={doc} />
          <Settled title={t('netting.settledReceivable')} rows={doc.receivable} />
          <Settled title={t('netting.settledPayable')} rows={doc.payable} />
        </>
      )}
    </RecordPage>
  );
}

function Facts({ doc }: { doc: WholeNetting }) {
  const { t } = useText();
  return (
    <div className="doc-head">
      <PostedField label={t('finance.customer')} wide>
        <Link to="/receivables/$id" params={{ id: String(doc.customer.id) }} search={{}}>
          {doc.customer.name}
        </Link>
      </PostedField>
      <PostedField label={t('payable.supplier')} wide>
        <Link to="/payables/$id" params={{ id: String(doc.supplier.id) }} search={{}}>
          {doc.supplier.name}
        </Link>
      </PostedField>
      <PostedField label={t('finance.amount')}>
        <strong>{money(doc.amountFen)}</strong>
      </PostedField>
      <PostedField label={t('finance.date')}>{doc.businessDate}</PostedField>
      <PostedField label={t('finance.note')} wide>
        {doc.note}
      </PostedField>
    </div>
  );
}

/** What is settled of a side; what was taken back is struck out, with the day. */
function Settled({ title, rows }: { title: string; rows: readonly SettledPart[] }) {
  const { t } = useText();
  const docs = useDocWords();
  return (
    <Section title={title}>
      <Table<SettledPart>
        size="small"
        rowKey="id"
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        dataSource={[...rows]}
        columns={[
          {
            title: t('finance.doc'),
            width: 110,
            render: (_v, row) => docs.kind({ ...row, reversal: false }),
          },
          {
            title: t('finance.no'),
            width: 170,
            render: (_v, row) => docs.link(row.docKind, row.docId, row.docNo),
          },
          { title: t('finance.due'), width: 110, dataIndex: 'dueDate' },
          {
            title: t('finance.amount'),
            width: 130,
            align: 'right',
            render: (_v, row) =>
              row.takenBackOn === null ? (
                money(row.amountFen)
              ) : (
                <del className="soft">{money(row.amountFen)}</del>
              ),
          },
          { title: t('finance.takenBackOn'), width: 110, dataIndex: 'takenBackOn' },
          { title: '' },
        ]}
      />
    </Section>
  );
}

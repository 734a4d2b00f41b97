import { api } from '@xinhang/shared/contract/api.ts';
import { urlOf } from '@xinhang/shared/contract/client.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { ExpenseClaim } from '@xinhang/shared/expense-claims.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Table } from 'antd';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { sendFile } from '../../app/send-file.ts';
import { Attachments } from '../../form/attachments.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { DiscardButton, PostedField } from './cash-doc-buttons.tsx';
import { ExpenseActions } from './expense-actions.tsx';
import { ExpenseEditor } from './expense-editor.tsx';
import { StateWord } from './expense-list.tsx';
import { ExpensePrint } from './expense-print.tsx';
import { money } from './money.ts';
import { useRefused } from '../../form/use-refused.ts';

/** A claim on its page: written by its person, paid by whoever pays. */
export function ExpensePage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const refused = useRefused();
  const found = useEndpoint(api.expenseClaims.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/expenses/$id', params: { id: String(to) }, replace: true }),
  );
  const discard = useCommand(api.expenseClaims.discard, {
    onDone: () => void navigate({ to: '/expenses', search: {} }),
  });
  return (
    <RecordPage<ExpenseClaim>
      found={found}
      tab={{ path: `/expenses/${id}`, title: (doc) => doc.no || t('expense.draft') }}
      previous={previous}
      next={next}
    >
      {(doc) => (
        <>
          <RecordHead
            title={doc.no === '' ? t('expense.draft') : t('expense.no', { no: doc.no })}
            facts={<Facts doc={doc} />}
          >
            {doc.state !== 'draft' && <ExpensePrint doc={doc} />}
            <ExpenseActions doc={doc} />
          </RecordHead>
          {doc.mayEdit ? (
            <ExpenseEditor
              key={doc.id}
              doc={doc}
              onSaved={() => undefined}
              actions={
                doc.no === '' && (
                  <DiscardButton
                    onDiscard={() =>
                      discard.mutate({ params: { id }, body: { version: doc.version } }, refused)
                    }
                  />
                )
              }
            />
          ) : (
            <Posted doc={doc} />
          )}
          <Files doc={doc} />
        </>
      )}
    </RecordPage>
  );
}

/** A claim that is begun; it gets its own page once it is saved. */
export function NewExpensePage({ customer }: { customer: NameRef | null }) {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <div className="page page-scroll">
      <RecordHead title={t('expense.new')} />
      <ExpenseEditor
        doc={null}
        customer={customer}
        onSaved={({ id }) =>
          void navigate({ to: '/expenses/$id', params: { id: String(id) }, replace: true })
        }
      />
      <p className="soft">{t('expense.filesLater')}</p>
    </div>
  );
}

function Facts({ doc }: { doc: ExpenseClaim }) {
  const { t } = useText();
  const { time } = useDates();
  return (
    <>
      <StateWord row={doc} />
      <span className="soft">{doc.person.name}</span>
      {doc.submittedAt !== null && (
        <span className="soft">{t('expense.submittedAt', { at: time(doc.submittedAt) })}</span>
      )}
      {doc.reason !== '' && <span className="danger">{doc.reason}</span>}
    </>
  );
}

/** What was handed in: words, nothing to write in. */
function Posted({ doc }: { doc: ExpenseClaim }) {
  const { t } = useText();
  return (
    <>
      <div className="doc-head">
        {doc.title !== '' && (
          <PostedField label={t('expense.title')} wide>
            {doc.title}
          </PostedField>
        )}
        <PostedField label={t('finance.sum')}>
          <strong>{money(doc.amountFen)}</strong>
        </PostedField>
        {doc.account && <PostedField label={t('expense.paidFrom')}>{doc.account.name}</PostedField>}
        {doc.paidOn && <PostedField label={t('expense.paidOn')}>{doc.paidOn}</PostedField>}
        {doc.paidBy && <PostedField label={t('expense.paidBy')}>{doc.paidBy.name}</PostedField>}
        {doc.approvalId !== null && (
          <PostedField label={t('expense.approval')}>
            <Link to="/approvals/$id" params={{ id: String(doc.approvalId) }}>
              {t('expense.toApproval')}
            </Link>
          </PostedField>
        )}
      </div>
      <Section title={t('expense.lines')}>
        <Table<ExpenseClaim['lines'][number]>
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={doc.lines}
          columns={[
            { title: t('expense.spentOn'), width: 120, dataIndex: 'spentOn' },
            { title: t('expense.category'), width: 150, render: (_v, line) => line.category.name },
            { title: t('expense.note'), render: (_v, line) => line.note },
            {
              title: t('finance.customer'),
              width: 240,
              render: (_v, line) =>
                line.customer && (
                  <Link to="/customers/$id" params={{ id: String(line.customer.id) }}>
                    {line.customer.name}
                  </Link>
                ),
            },
            {
              title: t('finance.amount'),
              width: 140,
              align: 'right',
              render: (_v, line) => money(line.amountFen),
            },
          ]}
        />
      </Section>
    </>
  );
}

function Files({ doc: { id, files, mayEdit } }: { doc: ExpenseClaim }) {
  const remove = useCommand(api.expenseClaims.removeFile);
  return (
    <Attachments
      files={files}
      mayAdd={mayEdit}
      mayRemove={mayEdit}
      place={{
        send(file, how) {
          const to = { params: { id }, query: { name: file.name } };
          return sendFile({ url: urlOf(api.expenseClaims.upload, to), file, ...how });
        },
        urlOf: (fileId) => urlOf(api.expenseClaims.download, { params: { id: fileId } }),
        remove: (fileId) => remove.mutateAsync({ params: { id: fileId } }),
      }}
    />
  );
}

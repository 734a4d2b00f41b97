import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Fapiao, FapiaoLine } from '@xinhang/shared/fapiao.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Button, Table } from 'antd';
import { useState, type ReactNode } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useNeighbours } from '../../app/record-trail.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import { Section } from '../../ui/section.tsx';
import { CorrectNumber } from './fapiao-correct-dialog.tsx';
import { FapiaoEditor } from './fapiao-editor.tsx';
import { LineSource, percent, quantity } from './fapiao-lines.tsx';
import { FapiaoRates } from './fapiao-rates.tsx';
import { RedDialog } from './fapiao-red-dialog.tsx';
import { money } from './money.ts';
import { useRefused } from '../../form/use-refused.ts';

/** A fapiao on its page. */
export function FapiaoPage({ id }: { id: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const found = useEndpoint(api.fapiao.get, { params: { id } });
  const { previous, next } = useNeighbours(
    id,
    (to) => void navigate({ to: '/fapiao/$id', params: { id: String(to) }, replace: true }),
  );
  const title = ({ number, redOfNo }: Fapiao) =>
    number === '' ? t('fapiao.draft') : t(redOfNo ? 'fapiao.redNo' : 'fapiao.no', { no: number });
  return (
    <RecordPage<Fapiao>
      found={found}
      tab={{ path: `/fapiao/${id}`, title }}
      previous={previous}
      next={next}
    >
      {(doc) => (
        <>
          <RecordHead title={title(doc)} facts={<MadeBy doc={doc} />}>
            {doc.can.correct && <CorrectNumber doc={doc} />}
            {doc.can.red && <Red doc={doc} />}
          </RecordHead>
          {doc.can.update ? (
            <FapiaoEditor
              key={doc.id}
              doc={doc}
              onSaved={() => undefined}
              actions={<Discard doc={doc} />}
            />
          ) : (
            <Issued doc={doc} />
          )}
        </>
      )}
    </RecordPage>
  );
}

/** A fapiao that is begun; it gets its own page once it is saved. */
export function NewFapiaoPage({ customer }: { customer: NameRef | null }) {
  const { t } = useText();
  const navigate = useNavigate();
  return (
    <div className="page page-scroll">
      <RecordHead title={t('fapiao.new')} />
      <FapiaoEditor
        doc={null}
        customer={customer}
        onSaved={({ id }) =>
          void navigate({ to: '/fapiao/$id', params: { id: String(id) }, replace: true })
        }
      />
    </div>
  );
}

function MadeBy({ doc }: { doc: Fapiao }) {
  const { t } = useText();
  const { time } = useDates();
  return (
    <>
      <span className={doc.state === 'red' || doc.redOfNo ? 'danger' : ''}>
        {t(`fapiao.state.${doc.state}`)}
      </span>
      <span className="soft">
        {t('fapiao.madeBy', { who: `${doc.madeBy.name} ${time(doc.madeAt)}` })}
      </span>
      {doc.issuedBy && doc.issuedAt !== null && (
        <span className="soft">
          {t('fapiao.issuedBy', { who: `${doc.issuedBy.name} ${time(doc.issuedAt)}` })}
        </span>
      )}
    </>
  );
}

/** What was issued, or is read by somebody who does not write: words, nothing to write in. */
function Issued({ doc }: { doc: Fapiao }) {
  const { t } = useText();
  const { buyer } = doc;
  const field = (label: string, text: ReactNode, wide = false) =>
    text !== '' && (
      <div className={wide ? 'doc-field doc-wide' : 'doc-field'}>
        <span>{label}</span>
        <span>{text}</span>
      </div>
    );
  return (
    <>
      <div className="doc-head">
        {field(
          t('fapiao.customer'),
          <Link to="/customers/$id" params={{ id: String(doc.customer.id) }}>
            {doc.customer.name}
          </Link>,
        )}
        {field(t('fapiao.kind'), t(`fapiao.kind.${doc.kind}`))}
        {field(t('fapiao.date'), doc.businessDate)}
        {field(t('fapiao.code'), doc.code)}
        {field(t('fapiao.gross'), <strong>{money(doc.grossFen)}</strong>)}
        {field(
          t('fapiao.redOf'),
          doc.redOf ? (
            <Link to="/fapiao/$id" params={{ id: String(doc.redOf.id) }}>
              {doc.redOf.no}
            </Link>
          ) : (
            doc.redOfNo
          ),
        )}
        {field(t('fapiao.reason'), doc.redReason, true)}
        {buyer && (
          <>
            {field(t('fapiao.buyer'), buyer.title, true)}
            {field(t('fapiao.taxNo'), buyer.taxNo)}
            {field(t('fapiao.bank'), [buyer.bank, buyer.account].filter(Boolean).join(' '), true)}
            {field(
              t('fapiao.address'),
              [buyer.address, buyer.phone].filter(Boolean).join(' '),
              true,
            )}
          </>
        )}
        {field(t('fapiao.note'), doc.note, true)}
      </div>
      <Lines doc={doc} />
      <FapiaoRates rates={doc.rates} />
      {doc.reds.length > 0 && (
        <Section title={t('fapiao.reds')}>
          {doc.reds.map((red) => (
            <div className="line" key={red.id}>
              <Link to="/fapiao/$id" params={{ id: String(red.id) }}>
                {red.no}
              </Link>
              <span className="soft">{red.businessDate}</span>
              <span className="danger">{money(red.grossFen)}</span>
            </div>
          ))}
        </Section>
      )}
    </>
  );
}

function Lines({ doc }: { doc: Fapiao }) {
  const { t } = useText();
  const amount = (key: string, of: (line: FapiaoLine) => number) => ({
    title: t(key as 'fapiao.net'),
    width: 120,
    align: 'right' as const,
    render: (_v: unknown, line: FapiaoLine) => (
      <span className={of(line) < 0 ? 'danger' : ''}>{money(of(line))}</span>
    ),
  });
  return (
    <Section title={t('fapiao.lines')}>
      <Table<FapiaoLine>
        className="receipt-lines"
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={doc.lines}
        columns={[
          { title: t('fapiao.doc'), width: 210, render: (_v, line) => <LineSource row={line} /> },
          {
            title: t('fapiao.goods'),
            render: (_v, line) => [line.code, line.name].filter(Boolean).join(' '),
          },
          { title: t('fapiao.spec'), width: 120, dataIndex: 'spec' },
          {
            title: t('fapiao.qty'),
            width: 110,
            align: 'right',
            render: (_v, line) => `${quantity(line.qtyE4)} ${line.unit}`,
          },
          ...(doc.lines.some((line) => line.redE4 > 0)
            ? [
                {
                  title: t('fapiao.redQty'),
                  width: 100,
                  align: 'right' as const,
                  render: (_v: unknown, line: FapiaoLine) =>
                    line.redE4 > 0 && <span className="danger">{quantity(line.redE4)}</span>,
                },
              ]
            : []),
          {
            title: t('fapiao.rate'),
            width: 70,
            align: 'right',
            render: (_v, line) => percent(line.taxBp),
          },
          amount('fapiao.net', (line) => line.netFen),
          amount('fapiao.tax', (line) => line.taxFen),
          amount('fapiao.gross', (line) => line.grossFen),
        ]}
      />
    </Section>
  );
}

function Discard({ doc }: { doc: Fapiao }) {
  const { t } = useText();
  const navigate = useNavigate();
  const { modal } = App.useApp();
  const refused = useRefused();
  const discard = useCommand(api.fapiao.discard, {
    onDone: () => void navigate({ to: '/fapiao', search: {} }),
  });
  const ask = () =>
    void modal.confirm({
      title: t('fapiao.discardAsk'),
      okText: t('fapiao.discard'),
      cancelText: t('common.cancel'),
      onOk: () =>
        discard.mutate({ params: { id: doc.id }, body: { version: doc.version } }, refused),
    });
  return <Button onClick={ask}>{t('fapiao.discard')}</Button>;
}

function Red({ doc }: { doc: Fapiao }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('fapiao.red')}</Button>
      <RedDialog doc={doc} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

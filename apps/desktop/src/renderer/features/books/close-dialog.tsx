import { api } from '@xinhang/shared/contract/api.ts';
import type { PeriodDraft, PeriodLeft, PeriodObstacle } from '@xinhang/shared/period-closings.ts';
import { Link } from '@tanstack/react-router';
import { Alert, Checkbox, Modal, Table } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { saveKeys } from '../../ui/keys.ts';
import { Loaded } from '../../ui/loaded.tsx';
import type { ChosenMonth } from './chosen-month.ts';
import { DocLink } from './doc-link.tsx';
import { money } from './money.ts';
import { useRefusedWords } from '../../form/use-refused-words.ts';

/** What stands in the way of closing a month, and closing it where nothing does. */
export function CloseDialog({ chosen, onClose }: { chosen: ChosenMonth; onClose: () => void }) {
  const { t } = useText();
  const { area, month } = chosen;
  const found = useEndpoint(api.periodClosings.checks, { query: { area, month } });
  const name = t(`period.area.${area}`);
  return (
    <Modal
      open
      title={t('books.closeTitle', { area: name, month })}
      footer={null}
      width={640}
      onCancel={onClose}
    >
      <div className="stack">
        <span>{t('books.closeWhy', { area: name, month })}</span>
        <Loaded found={found}>
          {(checks) => <Checked chosen={chosen} {...checks} onClose={onClose} />}
        </Loaded>
      </div>
    </Modal>
  );
}

interface Props {
  chosen: ChosenMonth;
  obstacles: readonly PeriodObstacle[];
  left: readonly PeriodLeft[];
  drafts: readonly PeriodDraft[];
  onClose: () => void;
}

function Checked({ chosen, obstacles, left, drafts, onClose }: Props) {
  const { t } = useText();
  const words = useRefusedWords();
  const [leaveDrafts, setLeaveDrafts] = useState(false);
  const [leaveOpen, setLeaveOpen] = useState(false);
  const close = useCommand(api.periodClosings.close, { form: true, onDone: onClose });
  const said = (drafts.length === 0 || leaveDrafts) && (left.length === 0 || leaveOpen);
  const ready = obstacles.length === 0 && said && !close.isPending;
  const { area, month } = chosen;
  const save = () => {
    if (ready) close.mutate({ body: { area, month, leaveDrafts, leaveOpen } });
  };
  return (
    <div className="stack" {...saveKeys(save)}>
      {close.error && (
        <Alert type="error" showIcon role="alert" title={words(close.error).join(' ')} />
      )}
      {obstacles.length === 0 ? (
        <span className="soft">{t('books.nothingInTheWay')}</span>
      ) : (
        <Alert
          type="warning"
          title={t('books.inTheWay')}
          description={<Found rows={obstacles} />}
        />
      )}
      {left.length > 0 && (
        <>
          <strong>{t('books.left')}</strong>
          <Found rows={left} />
          <Link to="/provisional-costs">{t('books.showProvisional')}</Link>
          <Checkbox checked={leaveOpen} onChange={(event) => setLeaveOpen(event.target.checked)}>
            {t('books.leaveOpen')}
          </Checkbox>
        </>
      )}
      {drafts.length === 0 ? (
        <span className="soft">{t('books.noDrafts')}</span>
      ) : (
        <>
          <strong>{t('books.drafts', { n: drafts.length })}</strong>
          <span className="soft">{t('books.draftsWhy')}</span>
          <Drafts rows={drafts} />
          <Checkbox
            checked={leaveDrafts}
            onChange={(event) => setLeaveDrafts(event.target.checked)}
          >
            {t('books.leaveDrafts')}
          </Checkbox>
        </>
      )}
      <DialogButtons
        okText={t('books.close')}
        ready={ready}
        saving={close.isPending}
        onOk={save}
        onClose={onClose}
      />
    </div>
  );
}

function Found({ rows }: { rows: readonly (PeriodObstacle | PeriodLeft)[] }) {
  const { t } = useText();
  return (
    <ul className="closing-obstacles">
      {rows.map(({ code, count, amountFen, month }) => (
        <li key={code}>
          {t(`field.${code}`, {
            count,
            month,
            amount: amountFen === null ? '***' : money(amountFen),
          })}
        </li>
      ))}
    </ul>
  );
}

function Drafts({ rows }: { rows: readonly PeriodDraft[] }) {
  const { t } = useText();
  return (
    <Table<PeriodDraft>
      size="small"
      rowKey={(row) => `${row.docKind}/${row.docId}`}
      pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={[...rows]}
      columns={[
        { title: t('finance.date'), width: 110, dataIndex: 'businessDate' },
        {
          title: t('finance.doc'),
          width: 120,
          render: (_v, row) => <DocLink kind={row.docKind} id={row.docId} no="" />,
        },
        { title: t('finance.party'), dataIndex: 'party', ellipsis: true },
        { title: t('books.madeBy'), width: 90, dataIndex: 'madeBy' },
      ]}
    />
  );
}

import { addDays } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { QuotationRow } from '@xinhang/shared/quotations.ts';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { DropMenu } from '../../ui/drop-menu.tsx';
import { Snooze } from './snoozed.tsx';

/** Days by which a quotation is given more time. */
const STEPS = [7, 14, 30];

/** Quotations that end soon without an answer: whose, until when, how much; acted on in place. */
export function QuotationLines({ rows }: { rows: readonly QuotationRow[] }) {
  const dates = useDates();
  const writes = useMay('quotations.update');
  return rows.map((row) => {
    const note = [dates.day(row.validTo), `¥${formatFen(fen(row.grossFen))}`, row.no].join(' · ');
    return (
      <div key={row.id} className="small-line">
        <Link to="/quotations/$id" params={{ id: String(row.id) }} className="small-name">
          {row.customer.name}
        </Link>
        <span className="small-note soft" title={note}>
          {note}
        </span>
        {writes && <Answer row={row} />}
        <Snooze kind="quotationsEnding" id={row.id} name={`${row.customer.name} ${row.no}`} />
      </div>
    );
  });
}

/** More time, or what the customer said. */
function Answer({ row }: { row: QuotationRow }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const [rejecting, setRejecting] = useState(false);
  const { id, version, no } = row;
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const accept = useCommand(api.quotations.accept, {
    onDone: () => void message.success(`${no} ${t('quotation.accept')}`),
  });
  const reject = useCommand(api.quotations.reject, { onDone: () => setRejecting(false) });
  const extend = useCommand(api.quotations.extend, {
    onDone: ({ validTo: on }) => void message.success(t('quotation.extended', { no, on })),
  });
  const params = { id };
  const items = [
    ...STEPS.map((n) => ({
      key: `extend-${n}`,
      label: t('quotation.extendBy', { n }),
      onClick: () =>
        extend.mutate({ params, body: { version, validTo: addDays(row.validTo, n) } }, refused),
    })),
    {
      key: 'accept',
      label: t('quotation.accept'),
      onClick: () => accept.mutate({ params, body: { version } }, refused),
    },
    { key: 'reject', label: t('quotation.reject'), onClick: () => setRejecting(true) },
  ];
  return (
    <>
      <DropMenu menu={{ items }}>
        <Button size="small" type="text" aria-label={`${t('quotation.answer')} ${no}`}>
          {t('quotation.answer')}
        </Button>
      </DropMenu>
      <ReasonDialog
        open={rejecting}
        title={t('quotation.rejectTitle', { no })}
        why={t('quotation.rejectWhy')}
        okText={t('quotation.rejectOk')}
        saving={reject.isPending}
        onReason={(reason) => reject.mutate({ params, body: { version, reason } }, refused)}
        onClose={() => setRejecting(false)}
      />
    </>
  );
}

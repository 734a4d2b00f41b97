import { api } from '@xinhang/shared/contract/api.ts';
import type { PurchaseRequest } from '@xinhang/shared/purchase-requests.ts';
import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { DocumentFrame, HeadField } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import {
  blankRequestLine,
  bodyLines,
  isSent,
  draftOf,
  emptyRequest,
  withOneMore,
  type RequestDraft,
  type RequestLine,
} from './request-line.ts';
import { useRequestColumns } from './use-request-columns.ts';

interface Props {
  /** Null: one that is begun. */
  doc: PurchaseRequest | null;
  actions?: ReactNode;
  onSaved: (doc: PurchaseRequest) => void;
}

/** What somebody asks to be bought, as it is written or as it was handed in. */
export function RequestEditor({ doc, actions, onSaved }: Props) {
  const { t } = useText();
  const { company } = useMe();
  const document = useDocument<PurchaseRequest, RequestDraft>({
    name: 'purchaseRequest',
    doc,
    begin: () => emptyRequest(company.today),
    draftOf,
  });
  const { now, value, put } = document;
  const editable = now === null || now.can.update;
  const columns = useRequestColumns(now !== null && now.state !== 'draft', company.today);
  const create = useCommand(api.purchaseRequests.create, { form: true });
  const update = useCommand(api.purchaseRequests.update);
  const submit = useCommand(api.purchaseRequests.submit);
  const commands = useDocumentCommands(document, {
    editable,
    missing: ({ lines }) => {
      const n = lines.filter((one) => one.product === null).length;
      if (n > 0) return t('doc.stillUnmatched', { n });
      return lines.some((one) => !one.qtyE4) ? t('request.qtyMissing') : null;
    },
    save: ({ lines, ...head }, saved) => {
      const body = { ...head, lines: bodyLines(lines) };
      return saved === null
        ? create.mutateAsync({ body })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...body },
          });
    },
    confirm: ({ id, version }) => submit.mutateAsync({ params: { id }, body: { version } }),
    confirmed: ({ no, state }) => `${t(`request.state.${state}`)} ${no}`,
    onSaved,
  });
  const { marks, texts } = useRefusals(commands.error, value.lines, columns, isSent);
  const day = (field: 'businessDate' | 'neededDate', label: string) => (
    <HeadField label={label} wrong={marks.get(field)}>
      <DateField
        label={label}
        today={company.today}
        disabled={!editable}
        value={value[field]}
        onChange={(date) =>
          field === 'neededDate' ? put({ neededDate: date }) : date && put({ businessDate: date })
        }
      />
    </HeadField>
  );
  const text = (field: 'reason' | 'note', max: number) => (
    <HeadField label={t(`request.${field}`)} wide wrong={marks.get(field)}>
      <Input
        disabled={!editable}
        maxLength={max}
        autoComplete="off"
        aria-label={t(`request.${field}`)}
        {...(marks.has(field) && { status: 'error' as const })}
        value={value[field]}
        onChange={(event) => put({ [field]: event.target.value })}
      />
    </HeadField>
  );
  return (
    <DocumentFrame
      head={
        <>
          {day('businessDate', t('request.date'))}
          {day('neededDate', t('request.needed'))}
          {text('reason', 200)}
          {text('note', 500)}
        </>
      }
      lines={
        <LineGrid<RequestLine>
          label={t('request.one')}
          columns={columns}
          lines={value.lines}
          editable={editable}
          blank={editable ? blankRequestLine : null}
          addOne={withOneMore}
          pastes={['qtyE4']}
          marks={marks}
          onChange={(lines) => put({ lines })}
        />
      }
      strip={null}
      totals={[{ label: t('order.lineCount'), text: String(value.lines.length) }]}
      effect={editable ? t('request.effect') : null}
      refusals={texts}
      {...commands.frame}
      confirmText={t('request.submit')}
      actions={actions}
    />
  );
}

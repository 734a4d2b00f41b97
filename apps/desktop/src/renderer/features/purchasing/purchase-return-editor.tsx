import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { PurchaseReturn } from '@xinhang/shared/purchase-returns.ts';
import type { ReactNode } from 'react';
import { useCommand } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { DocumentFrame } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { useText } from '../../i18n/i18n.ts';
import { shownFen } from './purchase-line.ts';
import { PurchaseReturnHead } from './purchase-return-head.tsx';
import {
  blankReturnLine,
  bodyLines,
  isSent,
  draftOf,
  emptyReturn,
  grossOf,
  isOfReceipt,
  withOneMore,
  type ReturnDraft,
  type ReturnLine,
} from './purchase-return-line.ts';
import { useReturnColumns } from './use-return-columns.ts';

interface Props {
  /** Null: one that is begun, of goods without a receipt. */
  doc: PurchaseReturn | null;
  /** To whom one goes that is begun. */
  supplier?: NameRef | null;
  actions?: ReactNode;
  onSaved: (doc: PurchaseReturn) => void;
}

/** A return to a supplier: how much of what came goes back, or what goes back without a receipt. */
export function PurchaseReturnEditor({ doc, supplier = null, actions, onSaved }: Props) {
  const { t } = useText();
  const { company } = useMe();
  const confirms = useMay('purchaseOrders.confirm');
  const document = useDocument<PurchaseReturn, ReturnDraft>({
    name: 'purchaseReturn',
    doc,
    begin: () => emptyReturn(company.today, supplier),
    draftOf,
  });
  const { now, value, put } = document;
  const editable = now === null || now.can.update;
  const receipts = value.lines.some(isOfReceipt);
  // Goods of receipts are chosen on the receipt; lines are added where nobody knows it.
  const free = !receipts && (now === null || now.can.free);
  const columns = useReturnColumns({
    posted: now !== null && now.no !== '',
    prices: now === null || !now.costHidden,
    free,
    receipts,
    batches: free || value.lines.some(({ saved }) => saved?.tracksBatch),
    pieces: free || value.lines.some(({ saved }) => saved?.tracksSerial),
  });
  const create = useCommand(api.purchaseReturns.create, { form: true });
  const update = useCommand(api.purchaseReturns.update);
  const confirm = useCommand(api.purchaseReturns.confirm);
  const commands = useDocumentCommands(document, {
    editable,
    confirms: now === null ? confirms : now.can.confirm,
    missing: ({ lines, supplier: whom }) => {
      const n = lines.filter((one) => one.product === null).length;
      if (n > 0) return t('doc.stillUnmatched', { n });
      if (bodyLines(lines).length === 0) return t('purchaseReturn.nothing');
      return whom ? null : t('purchase.supplierFirst');
    },
    save: ({ lines, supplier: whom, ...head }, saved) => {
      const body = { ...head, lines: bodyLines(lines) };
      return saved === null
        ? create.mutateAsync({ body: { supplierId: whom!.id, ...body } })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...body },
          });
    },
    confirm: ({ id, version }) => confirm.mutateAsync({ params: { id }, body: { version } }),
    confirmed: ({ no }) => `${t('purchaseReturn.state.confirmed')} ${no}`,
    onSaved,
  });
  const { marks, texts } = useRefusals(commands.error, value.lines, columns, isSent);
  const sums = value.lines.map(grossOf);
  const whole = sums.every((one) => one !== null);
  return (
    <DocumentFrame
      head={
        <PurchaseReturnHead
          doc={now}
          editable={editable}
          value={value}
          marks={marks}
          onChange={put}
        />
      }
      lines={
        <LineGrid<ReturnLine>
          label={t('purchaseReturn.one')}
          columns={columns}
          lines={value.lines}
          editable={editable}
          blank={editable && free ? blankReturnLine : null}
          addOne={withOneMore}
          pastes={['qtyE4', 'priceE4']}
          marks={marks}
          onChange={(lines) => put({ lines })}
        />
      }
      strip={null}
      totals={[
        { label: t('order.lineCount'), text: String(value.lines.length) },
        ...(now?.costHidden || !whole
          ? []
          : [
              {
                label: t('order.gross'),
                text: `¥${shownFen(sums.reduce<number>((all, one) => all + (one ?? 0), 0))}`,
              },
            ]),
      ]}
      effect={editable ? t('purchaseReturn.confirmWhy') : null}
      refusals={texts}
      {...commands.frame}
      confirmText={t('purchaseReturn.confirm')}
      actions={actions}
    />
  );
}

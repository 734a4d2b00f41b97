import { api } from '@xinhang/shared/contract/api.ts';
import type { PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import { useState, type ReactNode } from 'react';
import { useCommand } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { DocumentFrame } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { useText } from '../../i18n/i18n.ts';
import { PurchaseHead } from './purchase-head.tsx';
import {
  amountsOf,
  blankLine,
  bodyLines,
  draftOf,
  emptyPurchase,
  isNamed,
  isService,
  shownFen,
  shownPrice,
  withOneMore,
  type FactsOf,
  type PurchaseDraft,
  type PurchaseLine,
} from './purchase-line.ts';
import { usePurchaseColumns } from './use-purchase-columns.ts';
import { usePurchaseFacts } from './use-purchase-facts.ts';

interface Props {
  /** Null: one that is begun. */
  order: PurchaseOrder | null;
  /** What one that is begun holds already. */
  begun?: Partial<PurchaseDraft>;
  /** Beside the buttons. */
  actions?: ReactNode;
  onSaved: (order: PurchaseOrder) => void;
}

/** An order to a supplier, as it is written or as it was confirmed. */
export function PurchaseEditor({ order, begun, actions, onSaved }: Props) {
  const { t } = useText();
  const { company } = useMe();
  const confirms = useMay('purchaseOrders.confirm');
  const document = useDocument<PurchaseOrder, PurchaseDraft>({
    name: 'purchaseOrder',
    doc: order,
    begin: () => ({ ...emptyPurchase(company.today), ...begun }),
    draftOf,
  });
  const { now, value, put } = document;
  const editable = now === null || now.can.update;
  const [line, setLine] = useState<PurchaseLine | null>(null);
  const facts = usePurchaseFacts(value.lines, {
    supplierId: value.supplier?.id ?? null,
    on: value.businessDate,
    enabled: editable,
  });
  const columns = usePurchaseColumns({
    posted: now !== null && now.no !== '',
    returned: now !== null && now.lines.some((one) => one.returnedE4 > 0),
    services: value.lines.some(isService),
    cost: now === null || !now.costHidden,
    basis: value.basis,
    facts,
    today: company.today,
  });
  const create = useCommand(api.purchaseOrders.create, { form: true });
  const update = useCommand(api.purchaseOrders.update);
  const confirm = useCommand(api.purchaseOrders.confirm);
  const commands = useDocumentCommands(document, {
    editable,
    confirms,
    missing: ({ lines, supplier }) => {
      const n = lines.filter((one) => !isNamed(one)).length;
      return n > 0 ? t('doc.stillUnmatched', { n }) : supplier ? null : t('purchase.supplierFirst');
    },
    save: ({ lines, supplier, termId, warehouseId, ...head }, saved) => {
      const body = {
        ...head,
        ...(termId !== undefined && { termId }),
        ...(warehouseId !== undefined && { warehouseId }),
        lines: bodyLines(lines),
      };
      return saved === null
        ? create.mutateAsync({ body: { supplierId: supplier!.id, ...body } })
        : update.mutateAsync({
            params: { id: saved.id },
            body: { version: saved.version, ...body },
          });
    },
    confirm: ({ id, version }) => confirm.mutateAsync({ params: { id }, body: { version } }),
    confirmed: ({ no }) => t('order.confirmed', { no }),
    onSaved,
  });
  const { marks, texts } = useRefusals(commands.error, value.lines, columns);
  const sums = value.lines.map((one) => amountsOf(one, facts(one), value.basis));
  const total = (of: 'netFen' | 'taxFen' | 'grossFen') =>
    `¥${shownFen(sums.reduce((all, one) => all + (one?.[of] ?? 0), 0))}`;
  return (
    <DocumentFrame
      head={
        <PurchaseHead order={now} editable={editable} value={value} marks={marks} onChange={put} />
      }
      lines={
        <LineGrid<PurchaseLine>
          label={t('order.lines')}
          columns={columns}
          lines={value.lines}
          editable={editable}
          blank={blankLine}
          addOne={withOneMore}
          pastes={['qtyE4', 'priceE4']}
          marks={marks}
          onChange={(lines) => put({ lines })}
          onLine={setLine}
        />
      }
      strip={
        editable ? (
          <Strip
            line={line && (value.lines.find((one) => one.key === line.key) ?? line)}
            facts={facts}
            basis={value.basis}
          />
        ) : null
      }
      totals={[
        { label: t('order.lineCount'), text: String(value.lines.length) },
        ...(now?.costHidden
          ? []
          : [
              { label: t('order.net'), text: total('netFen') },
              { label: t('order.tax'), text: total('taxFen') },
              { label: t('order.gross'), text: total('grossFen') },
            ]),
      ]}
      effect={editable && confirms ? t('purchase.effect') : null}
      refusals={texts}
      {...commands.frame}
      confirmText={t('order.confirm')}
      actions={actions}
    />
  );
}

/** What is known of the line in which somebody is. */
function Strip({
  line,
  facts,
  basis,
}: {
  line: PurchaseLine | null;
  facts: FactsOf;
  basis: PurchaseDraft['basis'];
}) {
  const { t } = useText();
  const known = line ? facts(line) : undefined;
  if (!line?.product || !known) return null;
  const { asked, last } = known;
  const parts = [
    line.product.name,
    asked
      ? t('purchase.strip.asked', {
          price: shownPrice(basis === 'net' ? asked.netE4 : asked.grossE4),
        })
      : t('purchase.strip.none'),
    ...(last
      ? [
          t('purchase.strip.last', {
            price: shownPrice(last.priceE4),
            basis: t(`order.basis.${last.basis}`),
            unit: last.unit.name,
            on: last.on,
          }),
        ]
      : []),
  ];
  return <span>{parts.join(' · ')}</span>;
}

import { api } from '@xinhang/shared/contract/api.ts';
import type { PurchaseOrder } from '@xinhang/shared/purchase-orders.ts';
import { App } from 'antd';
import { useState, type ReactNode } from 'react';
import { useCommand } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { readNumber } from '../../form/amount-text.ts';
import { DocumentFrame } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useAfterCell } from '../../form/document/use-after-cell.ts';
import { useDocumentDraft } from '../../form/document/use-document-draft.ts';
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
  const { message } = App.useApp();
  const { company } = useMe();
  const confirms = useMay('purchaseOrders.confirm');
  const [now, setNow] = useState(order);
  const [saved, setSaved] = useState<PurchaseDraft>(() =>
    order ? draftOf(order) : { ...emptyPurchase(company.today), ...begun },
  );
  const editable = now === null || now.can.update;
  const draft = useDocumentDraft<PurchaseDraft>(
    `purchaseOrder.${now?.id ?? 'new'}`,
    now === null ? 'new' : String(now.version),
    saved,
  );
  const { value, setValue } = draft;
  const [line, setLine] = useState<PurchaseLine | null>(null);
  const facts = usePurchaseFacts(value.lines, {
    supplierId: value.supplier?.id ?? null,
    on: value.businessDate,
    enabled: editable,
  });
  const columns = usePurchaseColumns({
    posted: now !== null && now.no !== '',
    cost: now === null || !now.costHidden,
    basis: value.basis,
    facts,
    today: company.today,
  });
  const create = useCommand(api.purchaseOrders.create, { form: true });
  const update = useCommand(api.purchaseOrders.update);
  const confirm = useCommand(api.purchaseOrders.confirm);
  const failed = confirm.error ?? update.error ?? create.error;
  const { marks, texts } = useRefusals(failed, value.lines);
  const put = (part: Partial<PurchaseDraft>) => setValue({ ...value, ...part });
  const unmatched = value.lines.filter((one) => !isNamed(one)).length;
  const body = () => {
    const { lines, supplier: _, termId, warehouseId, ...head } = value;
    return {
      ...head,
      ...(termId !== undefined && { termId }),
      ...(warehouseId !== undefined && { warehouseId }),
      lines: bodyLines(lines),
    };
  };
  /** Saves what is written; answers the order as it then is. */
  const save = async (): Promise<PurchaseOrder | null> => {
    for (const command of [create, update, confirm]) command.reset();
    if (value.lines.some((one) => !isNamed(one))) {
      void message.warning(t('doc.stillUnmatched', { n: unmatched }));
      return null;
    }
    const whom = value.supplier;
    if (!whom) {
      void message.warning(t('purchase.supplierFirst'));
      return null;
    }
    const keys = value.lines.map((one) => one.key);
    try {
      if (now !== null && !draft.dirty) return now;
      const answer =
        now === null
          ? await create.mutateAsync({ body: { supplierId: whom.id, ...body() } })
          : await update.mutateAsync({
              params: { id: now.id },
              body: { version: now.version, ...body() },
            });
      draft.settle();
      const next = draftOf(answer, keys);
      setNow(answer);
      setSaved(next);
      setValue(next);
      return answer;
    } catch {
      // It stands above the lines.
      return null;
    }
  };
  const saveNow = async () => {
    const answer = await save();
    if (!answer) return;
    void message.success(t('doc.saved'));
    onSaved(answer);
  };
  const confirmNow = async () => {
    const answer = await save();
    if (!answer) return;
    const { id, version } = answer;
    try {
      const done = await confirm.mutateAsync({ params: { id }, body: { version } });
      void message.success(t('order.confirmed', { no: done.no }));
      onSaved(done);
    } catch {
      // Refused: the draft is saved, what it lacks stands above the lines.
    }
  };
  const onSave = useAfterCell(saveNow);
  const onConfirm = useAfterCell(confirmNow);
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
          pasted={(one, [quantity = '', price = '']) => ({
            ...one,
            qtyE4: readNumber(quantity, 4),
            priceE4: price === '' ? null : readNumber(price, 4),
          })}
          marks={marks}
          onChange={(lines) => put({ lines })}
          onLine={setLine}
          onPasted={(count, missing) =>
            void (missing === 0
              ? message.success(t('doc.pasted', { n: count }))
              : message.warning(t('doc.pastedSome', { n: count, missing })))
          }
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
      restored={draft.restored}
      onDrop={draft.drop}
      onSave={editable ? onSave : null}
      onConfirm={editable && confirms ? onConfirm : null}
      confirmText={t('order.confirm')}
      saving={[create, update, confirm].some((one) => one.isPending)}
      dirty={draft.dirty}
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

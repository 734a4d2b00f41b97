import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { Contract } from '@xinhang/shared/contracts.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import type { QuotationCheck } from '@xinhang/shared/quotations.ts';
import type { OrderCustomer } from '@xinhang/shared/sales-orders.ts';
import { App, Button } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { DocumentFrame } from '../../form/document/document-frame.tsx';
import { LineGrid } from '../../form/document/line-grid.tsx';
import { useDocumentCommands } from '../../form/document/use-document-commands.ts';
import { useDocument } from '../../form/document/use-document.ts';
import { useRefusals } from '../../form/document/use-refusals.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import {
  contractBody,
  contractDraftOf,
  emptyContract,
  type ContractDraft,
} from './contract-draft.ts';
import { ContractHead } from './contract-head.tsx';
import { ContractParts } from './contract-parts.tsx';
import { amountsOf, blankLine, isNamed, withOneMore, type OrderLine } from './order-line.ts';
import { OrderStrip } from './order-strip.tsx';
import './sales.css';
import { useAddedLines } from './use-added-lines.ts';
import { useContractColumns } from './use-contract-columns.ts';
import { useOrderFacts } from './use-order-facts.ts';

interface Props {
  /** Null: one that is begun. */
  contract: Contract | null;
  /** What one that is begun holds already. */
  begun?: Partial<ContractDraft>;
  /** Beside the buttons. */
  actions?: ReactNode;
  onSaved: (contract: Contract) => void;
}

/** A contract with a customer, as it is written or as it is in force. */
export function ContractEditor({ contract, begun, actions, onSaved }: Props) {
  const { t } = useText();
  const { company } = useMe();
  const document = useDocument<Contract, ContractDraft>({
    name: 'contract',
    doc: contract,
    begin: () => ({ ...emptyContract(company.today), ...begun }),
    draftOf: contractDraftOf,
  });
  const { now, value, latest, put } = document;
  const added = useAddedLines(() => latest.current.lines, put);
  const editable = now === null || now.can.update;
  const [line, setLine] = useState<OrderLine | null>(null);
  const [stopped, setStopped] = useState<{ of: Contract; check: QuotationCheck } | null>(null);
  const customerId = value.customer?.id ?? null;
  const found = useEndpoint(
    api.salesOrders.customer,
    { params: { id: customerId ?? 0 } },
    { enabled: editable && customerId !== null },
  );
  const customer = customerId === null ? undefined : found.data;
  const facts = useOrderFacts(value.lines, {
    customerId,
    // What an amendment promises is promised now.
    on: now?.amends ? company.today : value.startOn,
    enabled: editable,
  });
  const columns = useContractColumns(editable, value.basis, facts, now);
  const create = useCommand(api.contracts.create, { form: true });
  const update = useCommand(api.contracts.update);
  const submit = useCommand(api.contracts.submit);
  useUsual(now === null ? customer : undefined, latest, put);
  const commands = useDocumentCommands(document, {
    editable,
    missing: ({ lines, customer: whom }) => {
      const n = lines.filter((one) => !isNamed(one)).length;
      return n > 0 ? t('doc.stillUnmatched', { n }) : whom ? null : t('order.customerFirst');
    },
    save: (written, saved) => {
      const { kind, ...body } = contractBody(written);
      if (saved === null) {
        const customerId = written.customer!.id;
        return create.mutateAsync({ body: { customerId, kind, ...body } });
      }
      // An amendment is of the kind of its contract.
      const own = saved.amends ? {} : { kind };
      return update.mutateAsync({
        params: { id: saved.id },
        body: { version: saved.version, ...own, ...body },
      });
    },
    confirm: ({ id, version }) => submit.mutateAsync({ params: { id }, body: { version } }),
    onRefused: (error, of) => {
      if (!isStop(error)) return false;
      setStopped({ of, check: error.problem.data as QuotationCheck });
      return true;
    },
    confirmed: ({ no }) => t('contract.submitted', { no }),
    onSaved,
  });
  const { marks, texts } = useRefusals(
    isStop(commands.error) ? null : commands.error,
    value.lines,
    columns,
    isNamed,
  );
  const sums = value.lines.map((one) => amountsOf(one, facts(one), value.basis));
  const sumOf = (of: 'netFen' | 'taxFen' | 'grossFen') =>
    sums.reduce((all, one) => all + (one?.[of] ?? 0), 0);
  const total = (of: 'netFen' | 'taxFen' | 'grossFen') => `¥${formatFen(fen(sumOf(of)))}`;
  const agreed = Number.isNaN(value.amountFen) ? null : value.amountFen;
  return (
    <>
      <DocumentFrame
        head={
          <ContractHead
            contract={now}
            editable={editable}
            value={value}
            customer={customer}
            marks={marks}
            onChange={put}
          />
        }
        lines={
          <ContractParts
            contract={now}
            editable={editable}
            value={value}
            amountFen={value.kind === 'frame' ? agreed : sumOf('grossFen')}
            onChange={put}
            lines={
              <LineGrid<OrderLine>
                label={t('contract.lines')}
                columns={columns}
                lines={value.lines}
                editable={editable}
                blank={blankLine}
                addOne={withOneMore}
                pastes={['qtyE4', 'priceE4']}
                marks={marks}
                onChange={(lines) => put({ lines })}
                at={added.at}
                onLine={setLine}
              />
            }
          />
        }
        strip={
          editable ? (
            <OrderStrip
              line={line && (value.lines.find((one) => one.key === line.key) ?? line)}
              facts={line ? facts(line) : undefined}
              basis={value.basis}
              customer={customer}
              onDeviation={(deviation) =>
                put({
                  lines: latest.current.lines.map((one) =>
                    one.key === line?.key ? { ...one, deviation } : one,
                  ),
                })
              }
            />
          ) : null
        }
        totals={[
          { label: t('order.lineCount'), text: String(value.lines.length) },
          { label: t('order.net'), text: total('netFen') },
          { label: t('order.tax'), text: total('taxFen') },
          { label: t('order.gross'), text: total('grossFen') },
        ]}
        effect={editable ? t(now?.amends ? 'contract.effectAmend' : 'contract.effect') : null}
        refusals={texts}
        {...commands.frame}
        confirmText={t('contract.submit')}
        actions={
          <>
            {editable && <Button onClick={added.addFreight}>{t('order.addFreight')}</Button>}
            {actions}
          </>
        }
      />
      <Stopped
        stopped={stopped}
        onAsked={(answer) => {
          setStopped(null);
          onSaved(answer);
        }}
        onClose={() => {
          setStopped(null);
          if (stopped) onSaved(stopped.of);
        }}
      />
    </>
  );
}

const isStop = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.problem.code === 'contract-stopped';

interface StoppedProps {
  stopped: { of: Contract; check: QuotationCheck } | null;
  onAsked: (contract: Contract) => void;
  onClose: () => void;
}

/** What stands against a contract, and the reason for which it may be approved. */
function Stopped({ stopped, onAsked, onClose }: StoppedProps) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const submit = useCommand(api.contracts.submit, { onDone: onAsked });
  const why = stopped?.check.reasons.map((one) => {
    const { below, giftsBp, giftsMaxBp } = stopped.check;
    const names = below.map((at) => stopped.of.lines[at]?.product?.name ?? '');
    const said = t(`order.stop.${one}`, { given: giftsBp / 100, most: giftsMaxBp / 100 });
    return one === 'price' ? said + names.join('、') : said;
  });
  return (
    <ReasonDialog
      open={stopped !== null}
      title={t('contract.stopped')}
      why={[...(why ?? []), t('order.askWhy')].join(' · ')}
      okText={t('order.ask')}
      saving={submit.isPending}
      onReason={(reason) =>
        submit.mutate(
          { params: { id: stopped!.of.id }, body: { version: stopped!.of.version, reason } },
          { onError: (error) => void message.error(words(error)) },
        )
      }
      onClose={onClose}
    />
  );
}

/** The usual terms and the owner of the customer, once the customer is chosen. */
function useUsual(
  customer: OrderCustomer | undefined,
  latest: { current: ContractDraft },
  put: (part: Partial<ContractDraft>) => void,
) {
  const taken = useRef<number | null>(null);
  const id = customer?.customer.id ?? null;
  useEffect(() => {
    if (!customer || taken.current === id) return;
    taken.current = id;
    put({
      termId: latest.current.termId ?? customer.term?.id ?? null,
      owner: customer.owner ?? latest.current.owner,
    });
    // oxlint-disable-next-line react/exhaustive-deps -- once per customer
  }, [id]);
}

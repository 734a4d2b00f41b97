import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError, urlOf } from '@xinhang/shared/contract/client.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import { winRefusal, type WonProof } from '@xinhang/shared/pipelines.ts';
import { Link } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import type { z } from 'zod';
import { queryClient } from '../../app/query.ts';
import { sendFile } from '../../app/send-file.ts';
import { useMay } from '../../app/session.ts';
import { useProblemText } from '../../app/problem-text.ts';
import { orJoin, useText } from '../../i18n/i18n.ts';
import { useDealWords } from './deal-words.ts';

type WinRefusal = z.output<typeof winRefusal>;

/** What is missing, when a deal could not be won for that; null otherwise. */
export function winMissing(error: unknown): WinRefusal | null {
  if (!(error instanceof ApiError) || error.problem.code !== 'win-not-ready') return null;
  return winRefusal.safeParse(error.problem.data).data ?? null;
}

interface Props {
  dealId: number;
  customer: NameRef | null;
  missing: WinRefusal;
  /** The reader goes where it is made; what was typed stays. */
  onLeave: () => void;
}

/** What a deal still needs to be won, and where each of it is made. */
export function WinMissing({ dealId, customer, missing, onLeave }: Props) {
  const { t } = useText();
  const words = useDealWords();
  const { proofs, stages } = missing;
  const names = proofs.map((proof) => t(`wonProof.${proof}`));
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('deal.winMissing')}
      description={
        <>
          <ul className="missing-items">
            {missing.missing.map((item) => (
              <li key={item.kind === 'field' ? item.field : item.title}>{words.gateItem(item)}</li>
            ))}
            {stages.map((stage) => (
              <li key={stage}>{t('deal.winStage', { stage: words.stage(stage) })}</li>
            ))}
            {proofs.length > 0 && <li>{orJoin(names)}</li>}
          </ul>
          <div className="line">
            {proofs.map((proof) => (
              <Make key={proof} {...{ proof, dealId, customer, onLeave }} />
            ))}
            {missing.missing.length + stages.length > 0 && (
              <Link to="/deals/$id" params={{ id: String(dealId) }} onClick={onLeave}>
                {t('deal.openToFill')}
              </Link>
            )}
          </div>
        </>
      }
    />
  );
}

function Make({ proof, dealId, customer, onLeave }: Omit<Props, 'missing'> & { proof: WonProof }) {
  const { t } = useText();
  const mayOrder = useMay('salesOrders.update');
  const mayContract = useMay('contracts.update');
  if (proof === 'file') return <AttachFile dealId={dealId} />;
  const may = proof === 'order' ? mayOrder : mayContract;
  if (!may || !customer) return null;
  const search = { customerId: customer.id, dealId };
  const link = (to: '/sales-orders/new' | '/contracts/new', text: ReactNode) => (
    <Link to={to} search={search} onClick={onLeave}>
      {text}
    </Link>
  );
  return proof === 'order'
    ? link('/sales-orders/new', t('order.new'))
    : link('/contracts/new', t('contract.new'));
}

/** Hangs a file on the deal without leaving the dialog. */
function AttachFile({ dealId }: { dealId: number }) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(false);
  const [sent, setSent] = useState('');
  const send = async (file: File) => {
    setSending(true);
    const to = { params: { id: dealId }, query: { name: file.name } };
    const url = urlOf(api.dealFiles.upload, to);
    const signal = new AbortController().signal;
    try {
      await sendFile({ url, file, signal, onProgress: () => undefined });
      setSent(file.name);
      void queryClient.invalidateQueries();
    } catch (error) {
      void message.error(words(error as Error));
    }
    setSending(false);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void send(file);
        }}
      />
      <Button size="small" loading={sending} onClick={() => input.current?.click()}>
        {t('deal.attachProof')}
      </Button>
      {sent !== '' && <span role="status">{t('deal.proofAttached', { name: sent })}</span>}
    </>
  );
}

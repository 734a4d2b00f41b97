import { api } from '@xinhang/shared/contract/api.ts';
import type { Contract } from '@xinhang/shared/contracts.ts';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { PrintButton } from '../../form/print/print-dialog.tsx';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { ContractCallOff } from './contract-call-off.tsx';
import { ContractSign } from './contract-sign.tsx';
import { usePrintedContract } from './printed-contract.ts';

const reasons = ['amend', 'terminate', 'reopen', 'sendBack'] as const;
type Asking = (typeof reasons)[number] | 'order' | 'sign';

interface Props {
  contract: Contract;
  onCompare: () => void;
}

/** What may be done with a contract now. */
export function ContractActions({ contract, onCompare }: Props) {
  const { t } = useText();
  const words = useRefusalText();
  const navigate = useNavigate();
  const { company } = useMe();
  const { message, modal } = App.useApp();
  const [asking, setAsking] = useState<Asking | null>(null);
  const shut = () => setAsking(null);
  const open = ({ id }: { id: number }) =>
    void navigate({ to: '/contracts/$id', params: { id: String(id) } });
  const amend = useCommand(api.contracts.amend, { onDone: open });
  const terminate = useCommand(api.contracts.terminate, { onDone: shut });
  const reopen = useCommand(api.contracts.reopen, { onDone: shut });
  const sendBack = useCommand(api.contracts.sendBack, { onDone: shut });
  const fulfil = useCommand(api.contracts.fulfil);
  const discard = useCommand(api.contracts.discard, {
    onDone: () => (contract.amends ? open(contract.amends) : void navigate({ to: '/contracts' })),
  });
  const printed = usePrintedContract(contract, company.name);
  const refused = { onError: (error: Error) => void message.error(words(error)) };
  const { id, no, version, can, revision } = contract;
  const seen = { params: { id }, body: { version } };
  const run = { amend, terminate, reopen, sendBack };
  const ask = (title: string, okText: string, onOk: () => void) =>
    void modal.confirm({ title, okText, cancelText: t('common.cancel'), onOk });
  return (
    <>
      {can.order && (
        <Button type="primary" onClick={() => setAsking('order')}>
          {t('contract.order')}
        </Button>
      )}
      {can.sign && contract.signedOn === null && (
        <Button onClick={() => setAsking('sign')}>{t('contract.sign')}</Button>
      )}
      {can.amend && <Button onClick={() => setAsking('amend')}>{t('contract.amend')}</Button>}
      {can.sendBack && <Button onClick={() => setAsking('sendBack')}>{t('order.sendBack')}</Button>}
      {can.end && (
        <>
          <Button
            loading={fulfil.isPending}
            onClick={() =>
              ask(t('contract.fulfilAsk'), t('contract.fulfil'), () => fulfil.mutate(seen, refused))
            }
          >
            {t('contract.fulfil')}
          </Button>
          <Button onClick={() => setAsking('terminate')}>{t('contract.terminate')}</Button>
        </>
      )}
      {can.reopen && <Button onClick={() => setAsking('reopen')}>{t('contract.reopen')}</Button>}
      {can.discard && (
        <Button
          onClick={() =>
            ask(t('order.discardAsk'), t('order.discard'), () => discard.mutate(seen, refused))
          }
        >
          {t('order.discard')}
        </Button>
      )}
      {revision > 1 && <Button onClick={onCompare}>{t('contract.compare')}</Button>}
      {printed && <PrintButton doc={printed} />}
      <ContractCallOff contract={contract} open={asking === 'order'} onClose={shut} />
      <ContractSign contract={contract} open={asking === 'sign'} onClose={shut} />
      {reasons.map((what) => (
        <ReasonDialog
          key={what}
          open={asking === what}
          title={t(`contract.${what}Title`, { no })}
          why={t(`contract.${what}Why`)}
          okText={t(`contract.${what}Ok`)}
          saving={run[what].isPending}
          onReason={(reason) =>
            run[what].mutate({ params: { id }, body: { version, reason } }, refused)
          }
          onClose={shut}
        />
      ))}
    </>
  );
}

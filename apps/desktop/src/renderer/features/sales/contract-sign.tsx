import { api } from '@xinhang/shared/contract/api.ts';
import type { Contract } from '@xinhang/shared/contracts.ts';
import { Alert, App, Input, Modal } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';

interface Props {
  contract: Contract;
  open: boolean;
  onClose: () => void;
}

/** When a contract was signed, and by whom on both sides. */
export function ContractSign({ contract, open, onClose }: Props) {
  const { t } = useText();
  return (
    <Modal
      open={open}
      width={440}
      title={`${t('contract.sign')} ${contract.no}`}
      onCancel={onClose}
      {...beginInField}
      footer={null}
      destroyOnHidden
    >
      <Content contract={contract} onClose={onClose} />
    </Modal>
  );
}

const LONGEST = { ourSigner: 40, theirSigner: 40, customerNo: 60 } as const;

function Content({ contract, onClose }: Omit<Props, 'open'>) {
  const { t } = useText();
  const words = useFieldProblemText();
  const { message } = App.useApp();
  const { company, user } = useMe();
  const [value, setValue] = useState({
    signedOn: contract.signedOn ?? company.today,
    ourSigner: contract.ourSigner || user.name,
    theirSigner: contract.theirSigner || (contract.contact?.name ?? ''),
    customerNo: contract.customerNo,
  });
  const sign = useCommand(api.contracts.sign, {
    onDone: () => {
      void message.success(t('contract.signed'));
      onClose();
    },
  });
  const save = () => {
    if (sign.isPending) return;
    sign.mutate({ params: { id: contract.id }, body: { version: contract.version, ...value } });
  };
  return (
    <div className="stack" {...saveKeys(save)}>
      {sign.error && <Alert type="error" showIcon role="alert" title={words(sign.error)} />}
      <label className="stack">
        {t('contract.signedOn')}
        <DateField
          label={t('contract.signedOn')}
          today={company.today}
          value={value.signedOn}
          onChange={(signedOn) => signedOn && setValue({ ...value, signedOn })}
        />
      </label>
      {(['ourSigner', 'theirSigner', 'customerNo'] as const).map((field) => (
        <label key={field} className="stack">
          {t(`contract.${field}`)}
          <Input
            maxLength={LONGEST[field]}
            autoComplete="off"
            aria-label={t(`contract.${field}`)}
            value={value[field]}
            onChange={(event) => setValue({ ...value, [field]: event.target.value })}
          />
        </label>
      ))}
      <DialogButtons
        okText={t('contract.sign')}
        ready={!sign.isPending}
        saving={sign.isPending}
        onOk={save}
        onClose={onClose}
      />
    </div>
  );
}

import { api } from '@xinhang/shared/contract/api.ts';
import type { CashAccount } from '@xinhang/shared/cash-accounts.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/query.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { money } from './money.ts';
import { useRefused } from '../../form/use-refused.ts';

interface Props {
  account: CashAccount;
  manages: boolean;
  onOpen: () => void;
}

/** With what an account began: said once, taken back for a reason. */
export function OpeningCell({ account, manages, onOpen }: Props) {
  const { t } = useText();
  const refused = useRefused();
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const reverse = useCommand(api.cashAccounts.reverseOpening, { onDone: close });
  const { opening, name } = account;
  if (opening === null) {
    return (
      manages && (
        <Button size="small" aria-label={t('cash.openingOf', { name })} onClick={onOpen}>
          {t('cash.open')}
        </Button>
      )
    );
  }
  const { version } = opening;
  return (
    <span className="line">
      <span style={{ minWidth: 88, textAlign: 'right' }}>{money(opening.amountFen)}</span>
      <span className="soft">{opening.businessDate}</span>
      {manages && (
        <Button size="small" type="link" onClick={() => setAsking(true)}>
          {t('finance.reverse')}
        </Button>
      )}
      <ReasonDialog
        open={asking}
        title={t('finance.reverseTitle', { no: opening.no })}
        why={t('cash.reverseOpeningWhy')}
        okText={t('finance.reverse')}
        saving={reverse.isPending}
        onReason={(reason) =>
          reverse.mutate({ params: { id: account.id }, body: { version, reason } }, refused)
        }
        onClose={close}
      />
    </span>
  );
}

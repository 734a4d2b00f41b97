import { api } from '@xinhang/shared/contract/api.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { queryClient } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useClaimProblem } from './pool-actions.tsx';

/** More than anybody looks after anew on one day. */
const MOST = 50;

/** Claims the selected customers one after the other; stops at the first that is refused. */
export function ClaimMany({ ids }: { ids: readonly number[] }) {
  const { t } = useText();
  const words = useClaimProblem();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    let done = 0;
    try {
      for (const id of ids) {
        await client.call(api.poolWork.claim, { params: { id } });
        done += 1;
      }
    } catch (error) {
      void message.error(words(error));
    }
    setBusy(false);
    if (done > 0) void message.success(t('pool.claimedMany', { n: done }));
    void queryClient.invalidateQueries();
  };
  return (
    <Button type="primary" loading={busy} disabled={ids.length > MOST} onClick={() => void run()}>
      {t('pool.claim')}
    </Button>
  );
}

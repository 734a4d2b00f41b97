import { api } from '@xinhang/shared/contract/api.ts';
import type { CustomerRow } from '@xinhang/shared/customers.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { queryClient } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { claimAll, type Claims } from './claim-all.ts';
import { useClaimProblem } from './pool-actions.tsx';

/** More than anybody looks after anew on one day. */
const MOST = 50;

interface Props {
  ids: readonly number[];
  /** Those of them that are loaded. */
  rows: readonly CustomerRow[];
  onDone: (ids: readonly number[]) => void;
}

/** Claims the selected customers one after the other, and says which were refused and why. */
export function ClaimMany({ ids, rows, onDone }: Props) {
  const { t } = useText();
  const words = useClaimProblem();
  const { message, modal } = App.useApp();
  const [busy, setBusy] = useState(false);
  const tooMany = ids.length > MOST;

  const tell = ({ claimed, own, refused }: Claims) => {
    const done = t('pool.claimedMany', { n: claimed.length });
    if (refused.length === 0) {
      void message.success(own.length > claimed.length ? t('pool.claimedAll') : done);
      return;
    }
    const names = new Map(rows.map((row) => [row.id, row.name]));
    const reasons = Map.groupBy(refused, ({ error }) => words(error));
    modal.warning({
      title: `${done}${comma()}${t('pool.claimRefused', { n: refused.length })}`,
      content: (
        <ul>
          {[...reasons].map(([why, some]) => (
            <li key={why}>
              {why}{' '}
              <span className="soft">{some.map(({ id }) => names.get(id)).join(comma())}</span>
            </li>
          ))}
        </ul>
      ),
    });
  };
  const run = async () => {
    setBusy(true);
    const claims = await claimAll(ids, (id) => client.call(api.poolWork.claim, { params: { id } }));
    setBusy(false);
    onDone(claims.own);
    tell(claims);
    void queryClient.invalidateQueries();
  };
  return (
    <Button
      type="primary"
      loading={busy}
      disabled={tooMany}
      title={tooMany ? t('pool.claimMost', { n: MOST }) : undefined}
      onClick={() => void run()}
    >
      {t('pool.claim')}
    </Button>
  );
}

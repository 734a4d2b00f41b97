import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { queryClient, useCommand, useEndpoint } from '../../app/query.ts';
import { useMay, useMe } from '../../app/session.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';

/** Why a claim was refused; who was faster is named as far as one may know the name. */
export function useClaimProblem(): (error: unknown) => string {
  const { t } = useText();
  const words = useProblemText();
  return (error) => {
    if (!(error instanceof ApiError) || error.problem.code !== 'already-claimed') {
      return words(error);
    }
    const { name, mine } = error.problem.params ?? {};
    if (mine === true) return t('pool.claimedByMe');
    return name ? words(error) : t('pool.claimedBySomebody');
  };
}

/** A colleague was faster: the customer is out of the pool, and of sight for most people. */
const isAnothers = (error: unknown): boolean =>
  error instanceof ApiError &&
  error.problem.code === 'already-claimed' &&
  error.problem.params?.['mine'] !== true;

/** Takes a customer out of the pool, or says why not before it is tried. */
export function ClaimButton({ customer }: { customer: Customer }) {
  const { t } = useText();
  const words = useClaimProblem();
  const { message } = App.useApp();
  const standing = useEndpoint(api.poolWork.standing, { params: { id: customer.id } });
  const claim = useCommand(api.poolWork.claim);
  const navigate = useNavigate();
  const refusal = standing.data?.claimRefusal ?? null;
  const why = useRefusalWords()(refusal);
  return (
    <Button
      type="primary"
      disabled={!standing.data || refusal !== null || customer.archived}
      title={why}
      loading={claim.isPending}
      onClick={() =>
        claim.mutate(
          { params: { id: customer.id } },
          {
            onSuccess: () => void message.success(t('pool.claimed')),
            onError: (error) => {
              void message.error(words(error));
              // On to the next one, before this page turns into one that is not there.
              if (isAnothers(error)) void navigate({ to: '/pool' });
              void queryClient.invalidateQueries();
            },
          },
        )
      }
    >
      {t('pool.claim')}
    </Button>
  );
}

/** Contact data is hidden; and why this person may not claim the customer, where he may not. */
export function PooledNote({ customer }: { customer: Customer }) {
  const { t } = useText();
  const mayClaim = useMay('pool.read') && !customer.archived;
  const params = { params: { id: customer.id } };
  const standing = useEndpoint(api.poolWork.standing, params, { enabled: mayClaim });
  const why = useRefusalWords()(standing.data?.claimRefusal ?? null);
  return (
    <Alert
      type="info"
      showIcon
      className="page-note"
      title={t('customer.maskedPool')}
      description={why}
    />
  );
}

type Refusal = { code: string; params: Record<string, string | number> } | null;

/** The same words as of a refused claim. */
export function useRefusalWords(): (refusal: Refusal) => string | undefined {
  const words = useProblemText();
  return (refusal) => {
    if (!refusal) return undefined;
    const { code, params } = refusal;
    const document = { type: '', title: '', status: 409, instance: '', code, params };
    return words(new ApiError(document));
  };
}

/** The owner gives it back to the pool, with a reason that is kept. */
export function GiveBackButton({ customer }: { customer: Customer }) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const [asking, setAsking] = useState(false);
  const navigate = useNavigate();
  // Whoever reads no pool has seen it for the last time.
  const stays = useMay('pool.read');
  const giveBack = useCommand(api.poolWork.giveBack, {
    refresh: stays,
    onDone() {
      if (!stays) void navigate({ to: '/customers' });
    },
  });
  const mine = customer.owner?.id === useMe().user.id;
  const may = mine && customer.can.update && !customer.archived;
  return (
    <>
      <Button
        disabled={!may}
        title={mine ? undefined : t('pool.giveBackMine')}
        onClick={() => setAsking(true)}
      >
        {t('pool.giveBack')}
      </Button>
      <ReasonDialog
        open={asking}
        title={t('pool.giveBack')}
        why={t('pool.giveBackWhy')}
        okText={t('pool.giveBack')}
        saving={giveBack.isPending}
        choices={[t('pool.why.noNeed'), t('pool.why.silent'), t('pool.why.elsewhere')]}
        onClose={() => setAsking(false)}
        onReason={(reason) =>
          giveBack.mutate(
            { params: { id: customer.id }, body: { version: customer.version, reason } },
            {
              onSuccess: () => {
                setAsking(false);
                void message.success(t('pool.givenBack'));
              },
              onError: (error) => void message.error(words(error)),
            },
          )
        }
      />
    </>
  );
}

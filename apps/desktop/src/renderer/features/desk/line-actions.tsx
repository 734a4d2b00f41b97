import type { DeskItem } from '@xinhang/shared/activities.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { ReasonDialog } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';

/** Done or left out, without a talk to log. */
export function CareActions({ id, name }: { id: number; name: string }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const may = useMay('followUps.create');
  const finish = useCommand(api.careItems.done);
  const skip = useCommand(api.careItems.skip);
  const [asking, setAsking] = useState(false);
  const onError = (error: Error) => void message.error(words(error));
  if (!may) return null;
  return (
    <>
      <Button
        size="small"
        type="text"
        loading={finish.isPending}
        aria-label={`${t('care.done')} ${name}`}
        onClick={() => finish.mutate({ params: { id }, body: {} }, { onError })}
      >
        {t('care.done')}
      </Button>
      <Button
        size="small"
        type="text"
        aria-label={`${t('care.skip')} ${name}`}
        onClick={() => setAsking(true)}
      >
        {t('care.skip')}
      </Button>
      <ReasonDialog
        open={asking}
        title={t('care.skipTitle', { name })}
        why={t('care.skipWhy')}
        okText={t('care.skip')}
        saving={skip.isPending}
        onReason={(reason) =>
          skip.mutate(
            { params: { id }, body: { reason } },
            { onSuccess: () => setAsking(false), onError },
          )
        }
        onClose={() => setAsking(false)}
      />
    </>
  );
}

/** How a promise that is due ended. */
export function PromiseActions({ item, id }: { item: DeskItem; id: number }) {
  const { t } = useText();
  const words = useRefusalText();
  const { message } = App.useApp();
  const may = useMay('followUps.create');
  const settle = useCommand(api.promises.settle);
  const [asking, setAsking] = useState(false);
  const onError = (error: Error) => void message.error(words(error));
  if (!may) return null;
  return (
    <>
      <Button
        size="small"
        type="text"
        loading={settle.isPending}
        aria-label={`${t('promise.kept')} ${item.note}`}
        onClick={() => settle.mutate({ params: { id }, body: { kept: true } }, { onError })}
      >
        {t('promise.kept')}
      </Button>
      <Button
        size="small"
        type="text"
        aria-label={`${t('promise.broken')} ${item.note}`}
        onClick={() => setAsking(true)}
      >
        {t('promise.broken')}
      </Button>
      <ReasonDialog
        open={asking}
        title={t('promise.brokenTitle')}
        why={t('promise.brokenWhy')}
        okText={t('promise.broken')}
        saving={settle.isPending}
        onReason={(note) =>
          settle.mutate(
            { params: { id }, body: { kept: false, note } },
            { onSuccess: () => setAsking(false), onError },
          )
        }
        onClose={() => setAsking(false)}
      />
    </>
  );
}

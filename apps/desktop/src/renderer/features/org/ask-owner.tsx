import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import type { GrantCommand } from '@xinhang/shared/grants.ts';
import { Alert, App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { composing } from '../../ui/keys.ts';

/** A change as it was sent and refused. */
export interface Refused {
  command: GrantCommand;
  error: unknown;
  sent: { params?: { id: number }; body: object } | undefined;
}

interface Props extends Refused {
  /** The request waits with an owner now: what was typed is kept there. */
  onAsked: () => void;
}

const MAX_NOTE = 200;

/** Where a change gives more than its author holds: an owner may confirm the very same change. */
export function AskOwner({ command, error, sent, onAsked }: Props) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const ask = useCommand(api.grants.ask);
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const gives = error instanceof ApiError && error.problem.code === 'grant-not-held';
  if (!gives || !sent) return null;
  const start = () =>
    ask.mutate(
      {
        body: {
          command,
          body: { ...sent.body },
          note,
          ...(sent.params && { targetId: sent.params.id }),
        },
      },
      {
        onSuccess: () => {
          setOpen(false);
          void message.success(t('grant.asked'));
          onAsked();
        },
      },
    );
  return (
    <>
      <Button size="small" type="primary" onClick={() => setOpen(true)}>
        {t('grant.ask')}
      </Button>
      <Modal
        open={open}
        title={t('grant.ask')}
        okText={t('grant.send')}
        cancelText={t('common.cancel')}
        okButtonProps={{ loading: ask.isPending }}
        onOk={start}
        onCancel={() => setOpen(false)}
        {...beginInField}
      >
        <div className="stack">
          <label className="stack">
            {t('grant.note')}
            <Input
              maxLength={MAX_NOTE}
              value={note}
              placeholder={t('grant.notePlaceholder')}
              onChange={(event) => setNote(event.target.value)}
              onPressEnter={(event) => {
                if (!composing(event)) start();
              }}
            />
          </label>
          {ask.error && <Alert type="error" showIcon role="alert" title={words(ask.error)} />}
        </div>
      </Modal>
    </>
  );
}

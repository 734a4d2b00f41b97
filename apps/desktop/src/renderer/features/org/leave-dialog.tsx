import { api } from '@xinhang/shared/contract/api.ts';
import { ApiError } from '@xinhang/shared/contract/client.ts';
import { estateSorts } from '@xinhang/shared/handovers.ts';
import type { User } from '@xinhang/shared/people.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { DateField } from '../../form/date-field.tsx';
import { comma, useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { beginInField } from '../../ui/begin-in-field.ts';

interface Props {
  user: User;
  open: boolean;
  onClose: () => void;
}
type State = 'leaving' | 'left' | 'active';

/** Somebody leaves: hands over first, then the account ends. */
export function LeaveDialog({ user, open, onClose }: Props) {
  const { t } = useText();
  const { today } = useDates();
  const { message } = App.useApp();
  const setState = useCommand(api.org.setUserState);
  const [state, setChoice] = useState<State>('leaving');
  const [leftOn, setLeftOn] = useState<string | null>(null);
  const close = () => {
    setState.reset();
    onClose();
  };
  const navigate = useNavigate();
  const handOver = () => {
    close();
    void navigate({ to: '/handovers/new', search: { user: user.id, leaving: true } });
  };
  const save = () =>
    setState.mutate(
      {
        params: { id: user.id },
        body: {
          version: user.version,
          state,
          ...(state === 'left' && { leftOn: leftOn ?? today }),
        },
      },
      {
        onSuccess: () => {
          close();
          void message.success(t('user.leaveDone'));
        },
      },
    );
  const choices: State[] =
    user.state === 'active' ? ['leaving', 'left'] : ['leaving', 'left', 'active'];
  const names = { leaving: 'user.leaving', left: 'user.left', active: 'user.leaveUndo' } as const;
  return (
    <Modal
      open={open}
      title={t('user.leaveTitle', { name: user.name })}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      confirmLoading={setState.isPending}
      onOk={save}
      {...beginInField}
      onCancel={close}
      footer={(buttons) => (
        <>
          {user.state !== 'left' && (
            <Button style={{ float: 'inline-start' }} onClick={handOver}>
              {t('handover.withLeave')}
            </Button>
          )}
          {buttons}
        </>
      )}
      destroyOnHidden
    >
      <div className="stack">
        <Radio.Group
          className="stack"
          value={state}
          onChange={(event) => setChoice(event.target.value as State)}
          options={choices.map((value) => ({ value, label: t(names[value]) }))}
        />
        {state === 'left' && (
          <label className="line" htmlFor="left-on">
            {t('org.leftOn')}
            <span style={{ width: 160 }}>
              <DateField id="left-on" value={leftOn ?? today} onChange={setLeftOn} />
            </span>
          </label>
        )}
        {setState.error && <Refusal error={setState.error} onGo={handOver} />}
      </div>
    </Modal>
  );
}

const owned = z.object({
  owned: z.array(z.object({ sort: z.enum(estateSorts), count: z.int() })),
});

/** Why not, with what there is of each sort, and the way to hand it over. */
function Refusal({ error, onGo }: { error: Error; onGo: () => void }) {
  const { t } = useText();
  const words = useProblemText();
  const owns = error instanceof ApiError && error.problem.code === 'user-owns-customers';
  const counts = owns ? (owned.safeParse(error.problem.data).data?.owned ?? []) : [];
  const list = counts.map(({ sort, count }) =>
    t('handover.item', { sort: t(`handover.sort.${sort}`), count }),
  );
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={words(error)}
      {...(list.length > 0 && { description: t('handover.list', { list: list.join(comma()) }) })}
      {...(owns && {
        action: (
          <Button size="small" onClick={onGo}>
            {t('handover.goOn')}
          </Button>
        ),
      })}
    />
  );
}

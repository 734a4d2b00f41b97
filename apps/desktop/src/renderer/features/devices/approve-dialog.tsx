import { api } from '@xinhang/shared/contract/api.ts';
import type { Device } from '@xinhang/shared/devices.ts';
import { Alert, App, Modal } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { isComplete, userIdOf, WhomFields, type Whom } from './whom-fields.tsx';

/** Lets a device in, or gives it to somebody else. */
export function ApproveDialog(props: { device: Device | null; onClose: () => void }) {
  const { device, onClose } = props;
  return device && <Content key={device.id} device={device} onClose={onClose} />;
}

function Content({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useText();
  const dates = useDates();
  const words = useProblemText();
  const { message } = App.useApp();
  const approve = useCommand(api.devices.approve);
  const shared = device.state === 'approved' && device.user === null;
  const [whom, setWhom] = useState<Whom>(shared ? null : device.user ? [device.user] : []);
  const save = () =>
    approve.mutate(
      {
        params: { id: device.id },
        body: { version: device.version, userId: userIdOf(whom) },
      },
      {
        onSuccess: () => {
          void message.success(t('device.approved'));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title={t(device.state === 'pending' ? 'device.approve' : 'device.reassign')}
      okText={t(device.state === 'pending' ? 'device.approve' : 'common.save')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !isComplete(whom), loading: approve.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <div className="stack">
        <span>
          {t('device.asks', {
            name: device.name,
            address: device.askedFrom,
            at: dates.time(device.askedAt),
          })}
        </span>
        <WhomFields value={whom} onChange={setWhom} />
        {approve.error && <Alert type="error" showIcon role="alert" title={words(approve.error)} />}
      </div>
    </Modal>
  );
}

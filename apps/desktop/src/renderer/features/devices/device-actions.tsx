import { api } from '@xinhang/shared/contract/api.ts';
import type { Device } from '@xinhang/shared/devices.ts';
import { App, Button } from 'antd';
import { useRefusalText } from '../../form/use-refused-words.ts';
import { useCommand } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';

interface Props {
  rows: readonly Device[];
  onApprove: (device: Device) => void;
}

/** What is done with the selected devices: one is approved or given on, any number is revoked. */
export function DeviceActions({ rows, onApprove }: Props) {
  const { t } = useText();
  const words = useRefusalText();
  const { message, modal } = App.useApp();
  const revoke = useCommand(api.devices.revoke);
  const open = rows.filter((row) => row.state !== 'revoked');
  const [only] = rows;
  const one = rows.length === 1 && only!.state !== 'revoked' ? only : undefined;
  const revokeAll = async () => {
    try {
      for (const { id, version } of open) {
        await revoke.mutateAsync({ params: { id }, body: { version } });
      }
      void message.success(t('device.revoked'));
    } catch (error) {
      void message.error(words(error));
    }
  };
  const ask = () =>
    modal.confirm({
      title: t('device.revokeWarn', { name: open.map((row) => row.name).join(comma()) }),
      okText: t('device.revoke'),
      okButtonProps: { danger: true },
      onOk: revokeAll,
    });
  return (
    <>
      <Button disabled={!one} onClick={() => one && onApprove(one)}>
        {t(one?.state === 'approved' ? 'device.reassign' : 'device.approve')}
      </Button>
      <Button danger disabled={open.length === 0} loading={revoke.isPending} onClick={ask}>
        {t('device.revoke')}
      </Button>
    </>
  );
}

import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, App, Modal } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { PresetPreview } from '../../form/preset-preview.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';

/** What the preset of a department's sales model lacks there, made on one click. */
export function PresetDialog({ deptId, onClose }: { deptId: number; onClose: () => void }) {
  const { t } = useText();
  const words = useProblemText();
  const { message } = App.useApp();
  const found = useEndpoint(api.presets.preview, { params: { id: deptId } }, { staleMs: 0 });
  const apply = useCommand(api.presets.apply, {
    onDone: () => {
      onClose();
      void message.success(t('preset.done'));
    },
  });
  const any = found.data?.items.some(({ state }) => state !== 'kept') ?? false;
  return (
    <Modal
      open
      width={760}
      title={t('preset.title')}
      okText={t('preset.apply')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: !any }}
      confirmLoading={apply.isPending}
      onOk={() => apply.mutate({ body: { deptIds: [deptId] } })}
      onCancel={onClose}
    >
      <div className="stack">
        <p className="soft">{t('preset.why')}</p>
        <Loaded found={found}>{(preset) => <PresetPreview preset={preset} />}</Loaded>
        {apply.error && <Alert type="error" showIcon role="alert" title={words(apply.error)} />}
      </div>
    </Modal>
  );
}

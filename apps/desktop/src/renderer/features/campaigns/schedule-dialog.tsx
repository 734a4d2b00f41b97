import type { Campaign } from '@xinhang/shared/campaigns.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, Modal } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { TimeField } from '../../form/time-field.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { useDates } from '../../ui/dates.ts';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';

interface Props {
  open: boolean;
  campaign: Campaign;
  onClose: () => void;
}

/** When a message to many goes out by itself. */
export function ScheduleDialog({ open, ...props }: Props) {
  const { t } = useText();
  return (
    <Modal
      open={open}
      title={t('campaign.schedule')}
      onCancel={props.onClose}
      {...beginInField}
      footer={null}
      destroyOnHidden
    >
      <Content {...props} />
    </Modal>
  );
}

function Content({ campaign: { id, version }, onClose }: Omit<Props, 'open'>) {
  const { t } = useText();
  const { today } = useDates();
  const words = useFieldProblemText();
  const [on, setOn] = useState<string | null>(null);
  const [time, setTime] = useState<string | null>('09:00');
  const schedule = useCommand(api.campaigns.schedule);
  const ready = on !== null && time !== null && !schedule.isPending;
  const save = () => {
    if (on === null || time === null || schedule.isPending) return;
    const body = { version, at: { on, time } };
    schedule.mutate({ params: { id }, body }, { onSuccess: onClose });
  };
  return (
    <div className="stack" {...saveKeys(save)}>
      <DateField
        label={t('campaign.scheduleOn')}
        today={today}
        from={today}
        value={on}
        onChange={setOn}
      />
      <TimeField value={time} onChange={setTime} />
      <span className="soft">{t('campaign.scheduleWhy')}</span>
      {schedule.error && <Alert type="error" showIcon role="alert" title={words(schedule.error)} />}
      <DialogButtons
        okText={t('campaign.schedule')}
        ready={ready}
        saving={schedule.isPending}
        onOk={save}
        onClose={onClose}
      />
    </div>
  );
}

import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, Modal } from 'antd';
import { useState } from 'react';
import { useFieldProblemText } from '../../app/problem-text.ts';
import { useCommand } from '../../app/query.ts';
import { useMe } from '../../app/session.ts';
import { DialogButtons } from '../../form/reason-dialog.tsx';
import { useText } from '../../i18n/i18n.ts';
import { DateField } from '../../ui/date-field.tsx';
import { beginInField } from '../../ui/begin-in-field.ts';
import { saveKeys } from '../../ui/keys.ts';

export interface Marking {
  one: { id: number; version: number; name: string };
  what: 'reachedOn' | 'paidOn';
}

/** Asks on which day a milestone was reached or paid: today unless somebody says another. */
export function MarkDialog({ marking, onClose }: { marking: Marking | null; onClose: () => void }) {
  const { t } = useText();
  const title = marking
    ? t(marking.what === 'paidOn' ? 'milestone.payTitle' : 'milestone.reachTitle', {
        name: marking.one.name,
      })
    : '';
  return (
    <Modal
      open={marking !== null}
      width={420}
      title={title}
      onCancel={onClose}
      {...beginInField}
      footer={null}
      destroyOnHidden
    >
      {marking && <Content marking={marking} onClose={onClose} />}
    </Modal>
  );
}

function Content({ marking: { one, what }, onClose }: { marking: Marking; onClose: () => void }) {
  const { t } = useText();
  const words = useFieldProblemText();
  const { company } = useMe();
  const [on, setOn] = useState<string | null>(company.today);
  const mark = useCommand(api.contracts.mark, { onDone: onClose });
  const label = t(`milestone.${what}`);
  const save = () => {
    if (on === null || mark.isPending) return;
    mark.mutate({ params: { id: one.id }, body: { version: one.version, [what]: on } });
  };
  return (
    <div className="stack" {...saveKeys(save)}>
      {mark.error && <Alert type="error" showIcon role="alert" title={words(mark.error)} />}
      <label className="stack">
        {label}
        <DateField label={label} today={company.today} value={on} onChange={setOn} />
      </label>
      <DialogButtons
        okText={t(what === 'paidOn' ? 'milestone.pay' : 'milestone.reach')}
        ready={on !== null && !mark.isPending}
        saving={mark.isPending}
        onOk={save}
        onClose={onClose}
      />
    </div>
  );
}

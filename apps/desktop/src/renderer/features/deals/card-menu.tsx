import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { DealRow } from '@xinhang/shared/deals.ts';
import type { Pipeline } from '@xinhang/shared/pipelines.ts';
import { Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/i18n.ts';
import type { Outcome } from './close-dialog.tsx';

interface Props {
  row: DealRow;
  pipeline: Pipeline | undefined;
  onOpen: () => void;
  onMove: (to: NameRef) => void;
  onEnd: (outcome: Outcome) => void;
  onClose: () => void;
  /** The button it hangs at. */
  children: ReactNode;
}

/** What can be done with a card; what may not be is disabled, and says so. */
export function CardMenu({ row, pipeline, children, ...props }: Props) {
  const { t } = useText();
  const { can } = row;
  const why = (allowed: boolean) => (allowed ? {} : { title: t('problem.forbidden') });
  const end = (outcome: Outcome) => ({
    key: outcome,
    label: t(`deal.${outcome}Do`),
    disabled: !can.close,
    ...why(can.close),
    onClick: () => props.onEnd(outcome),
  });
  const elsewhere = (pipeline?.stages ?? []).filter((stage) => stage.id !== row.stage.id);
  return (
    <Dropdown
      open
      autoFocus
      trigger={['click']}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      menu={{
        onClick: props.onClose,
        items: [
          { key: 'open', label: t('keys.open'), onClick: props.onOpen },
          { type: 'divider' },
          ...elsewhere.map((stage) => ({
            key: `stage-${stage.id}`,
            label: t('deal.moveTo', { stage: stage.name }),
            disabled: !can.update || row.waiting !== null,
            ...(row.waiting ? { title: t('deal.waitingLocked') } : why(can.update)),
            onClick: () => props.onMove(stage),
          })),
          { type: 'divider' },
          end('won'),
          end('lost'),
          end('void'),
        ],
      }}
    >
      {children}
    </Dropdown>
  );
}

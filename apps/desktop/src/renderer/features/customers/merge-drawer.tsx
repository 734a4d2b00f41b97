import { SwapOutlined } from '@ant-design/icons';
import { api } from '@xinhang/shared/contract/api.ts';
import type { NameRef } from '@xinhang/shared/contract/fields.ts';
import type { Customer } from '@xinhang/shared/customers.ts';
import type { AnyMergeField, MovingCounts } from '@xinhang/shared/merges.ts';
import { useNavigate } from '@tanstack/react-router';
import { Alert, App, Button, Drawer, Space } from 'antd';
import { useState } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { CustomerRefPicker } from '../../form/customer-ref-picker.tsx';
import { comma, useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { useDifferentFields } from './merge-fields.ts';
import { MergeLog } from './merge-log.tsx';
import { MergeTable } from './merge-table.tsx';

/** Room for two values beside each other. */
const WIDTH = 860;

interface Pair {
  kept: NameRef;
  /** Null until it is chosen. */
  other: NameRef | null;
}

interface Props {
  /** Null: closed. */
  pair: Pair | null;
  onClose: () => void;
}

/** Makes one of two entries of one customer, and shows what was merged into it before. */
export function MergeDrawer({ pair, onClose }: Props) {
  const { t } = useText();
  return (
    <Drawer
      open={pair !== null}
      title={t('merge.title')}
      size={WIDTH}
      onClose={onClose}
      destroyOnHidden
    >
      {pair && <Merge key={`${pair.kept.id}-${pair.other?.id}`} pair={pair} onClose={onClose} />}
    </Drawer>
  );
}

function Merge({ pair, onClose }: { pair: Pair; onClose: () => void }) {
  const { t } = useText();
  const [{ kept, other }, setBoth] = useState(pair);
  return (
    <>
      <p className="soft">{t('merge.why')}</p>
      <div className="line merge-pick">
        <CustomerRefPicker
          label={t('merge.other')}
          placeholder={t('merge.otherPick')}
          value={other}
          except={kept.id}
          autoFocus={pair.other === null}
          onChange={(chosen) => setBoth({ kept, other: chosen })}
        />
        <Button
          icon={<SwapOutlined />}
          disabled={other === null}
          onClick={() => other && setBoth({ kept: other, other: kept })}
        >
          {t('merge.swap')}
        </Button>
      </div>
      {other && (
        <Preview key={`${kept.id}-${other.id}`} ids={[kept.id, other.id]} onClose={onClose} />
      )}
      <MergeLog customerId={kept.id} />
    </>
  );
}

interface PreviewProps {
  ids: [number, number];
  onClose: () => void;
}

function Preview({ ids: [id, otherId], onClose }: PreviewProps) {
  // Once it is done there is nothing left to look at before it.
  const [saving, setSaving] = useState(false);
  const params = { id, otherId };
  const found = useEndpoint(api.merges.preview, { params }, { enabled: !saving });
  return (
    <Loaded found={found}>
      {({ kept, other, moving }) => (
        <Choice kept={kept} other={other} moving={moving} onSaving={setSaving} onClose={onClose} />
      )}
    </Loaded>
  );
}

interface ChoiceProps extends Omit<PreviewProps, 'ids'> {
  kept: Customer;
  other: Customer;
  moving: MovingCounts;
  onSaving: (saving: boolean) => void;
}

function Choice({ kept, other, moving, onSaving, onClose }: ChoiceProps) {
  const { t } = useText();
  const navigate = useNavigate();
  const refusal = useProblemText();
  const { message } = App.useApp();
  const merge = useCommand(api.merges.merge);
  const fields = useDifferentFields()(kept, other);
  const [chosen, setChosen] = useState<ReadonlyMap<AnyMergeField, boolean>>(new Map());
  // What the kept one lacks comes from the other unless told otherwise.
  const taken = new Set(
    fields
      .filter((one) => chosen.get(one.field) ?? (one.kept === '' && one.other !== ''))
      .map((one) => one.field),
  );
  const run = () => {
    if (merge.isPending) return;
    onSaving(true);
    merge.mutate(
      {
        params: { id: kept.id },
        body: {
          version: kept.version,
          otherId: other.id,
          otherVersion: other.version,
          take: [...taken],
        },
      },
      {
        onError: () => onSaving(false),
        onSuccess: ({ name }) => {
          void message.success(t('merge.done', { name }));
          onClose();
          void navigate({ to: '/customers/$id', params: { id: String(kept.id) } });
        },
      },
    );
  };
  useShortcut({ key: 'enter', ctrl: true, inDialog: true }, run);
  const counts = (Object.keys(moving) as (keyof MovingCounts)[])
    .filter((kind) => moving[kind] !== null && moving[kind] > 0)
    .map((kind) => t(`merge.${kind}`, { n: moving[kind]! }));
  const owners = () => {
    if (!other.owner || kept.owner?.id === other.owner.id) return '';
    const names = { kept: kept.owner?.name ?? '', other: other.owner.name };
    return t(kept.owner ? 'merge.ownerStays' : 'merge.ownerComes', names);
  };
  return (
    <>
      <MergeTable
        kept={kept}
        other={other}
        fields={fields}
        taken={taken}
        onTake={(field, take) => setChosen(new Map([...chosen, [field, take]]))}
      />
      <Section title={t('merge.moves')}>
        <p>{counts.length > 0 ? counts.join(comma()) : t('merge.nothingMoves')}</p>
        {owners() && <p className="soft">{owners()}</p>}
      </Section>
      {merge.error && <Alert type="error" showIcon role="alert" title={refusal(merge.error)} />}
      <Space style={{ marginBlock: 12 }}>
        <Button
          type="primary"
          loading={merge.isPending}
          aria-keyshortcuts="Control+Enter"
          onClick={run}
        >
          {t('merge.run')}
        </Button>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
      </Space>
    </>
  );
}

import { ApiError } from '@xinhang/shared/contract/client.ts';
import { Button, Modal, Segmented, Table } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { useText } from '../i18n/i18n.ts';

const conflictData = z.object({
  version: z.int(),
  fields: z.array(z.object({ field: z.string(), current: z.unknown(), yours: z.unknown() })),
});
export type Conflict = z.output<typeof conflictData>;

/** What differs, when a write was refused because somebody else was faster; null otherwise. */
export function conflictOf(error: unknown): Conflict | null {
  if (!(error instanceof ApiError) || error.problem.code !== 'version-conflict') return null;
  const data = conflictData.safeParse(error.problem.data);
  return data.success ? data.data : null;
}

interface Props {
  conflict: Conflict | null;
  label: (field: string) => string;
  show: (field: string, value: unknown) => string;
  saving: boolean;
  /** Saves the fields whose own value is kept, on top of the version that stands now. */
  onResolve: (version: number, mine: ReadonlySet<string>) => void;
  onClose: () => void;
}

/** Mine or theirs, field by field. */
export function ConflictDialog({ conflict, ...props }: Props) {
  const { t } = useText();
  return (
    <Modal
      open={conflict !== null}
      title={t('conflict.title')}
      footer={null}
      width={680}
      closable={false}
      mask={{ closable: false }}
      destroyOnHidden
      onCancel={props.onClose}
    >
      {conflict && <Choice key={conflict.version} conflict={conflict} {...props} />}
    </Modal>
  );
}

function Choice(props: Omit<Props, 'conflict'> & { conflict: Conflict }) {
  const { conflict, label, show, onResolve } = props;
  const { t } = useText();
  const [mine, setMine] = useState<ReadonlySet<string>>(
    () => new Set(conflict.fields.map((one) => one.field)),
  );
  const choose = (field: string, own: boolean) => {
    const next = new Set(mine);
    if (own) next.add(field);
    else next.delete(field);
    setMine(next);
  };
  const text = (field: string, value: unknown) => show(field, value) || t('common.none');
  return (
    <div className="stack">
      <span>{t('conflict.why')}</span>
      <Table
        size="small"
        rowKey="field"
        pagination={false}
        dataSource={conflict.fields}
        columns={[
          { title: t('conflict.field'), width: 110, render: (_v, row) => label(row.field) },
          {
            title: t('conflict.mine'),
            render: (_v, row) => (
              <span className={mine.has(row.field) ? '' : 'soft'}>
                {text(row.field, row.yours)}
              </span>
            ),
          },
          {
            title: t('conflict.theirs'),
            render: (_v, row) => (
              <span className={mine.has(row.field) ? 'soft' : ''}>
                {text(row.field, row.current)}
              </span>
            ),
          },
          {
            title: t('conflict.keep'),
            width: 150,
            render: (_v, row) => (
              <Segmented
                aria-label={`${t('conflict.keep')} ${label(row.field)}`}
                value={mine.has(row.field) ? 'mine' : 'theirs'}
                options={[
                  { value: 'mine', label: t('conflict.mine') },
                  { value: 'theirs', label: t('conflict.theirs') },
                ]}
                onChange={(value) => choose(row.field, value === 'mine')}
              />
            ),
          },
        ]}
      />
      <ConflictButtons
        saving={props.saving}
        onSave={() => onResolve(conflict.version, mine)}
        onClose={props.onClose}
      />
    </div>
  );
}

function ConflictButtons(props: { saving: boolean; onSave: () => void; onClose: () => void }) {
  const { t } = useText();
  return (
    <div className="line">
      <Button type="primary" loading={props.saving} onClick={props.onSave}>
        {t('common.save')}
      </Button>
      <Button onClick={props.onClose}>{t('common.cancel')}</Button>
    </div>
  );
}

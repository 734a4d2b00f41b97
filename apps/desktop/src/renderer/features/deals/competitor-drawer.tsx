import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody } from '@xinhang/shared/contract/endpoint.ts';
import type { Competitor } from '@xinhang/shared/pipelines.ts';
import { Form, Input, Switch } from 'antd';
import { useMemo } from 'react';
import { useCommand } from '../../app/query.ts';
import { changedFields } from '../../form/changed-fields.ts';
import { ConflictDialog, conflictOf } from '../../form/conflict-dialog.tsx';
import { FormDrawer } from '../../form/form-drawer.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { GrowingText } from '../../ui/growing-text.tsx';

type Values = EndpointBody<typeof api.pipelines.createCompetitor> & { active?: boolean };

interface Props {
  /** Null adds a new one. */
  competitor: Competitor | null;
  open: boolean;
  onClose: () => void;
}

/** What is known of a competitor. */
export function CompetitorDrawer({ competitor, open, onClose }: Props) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const create = useCommand(api.pipelines.createCompetitor, { form: true });
  const update = useCommand(api.pipelines.updateCompetitor);
  const conflict = conflictOf(update.error);
  const initial = useMemo<Partial<Values>>(
    () =>
      competitor
        ? {
            name: competitor.name,
            strengths: competitor.strengths,
            weaknesses: competitor.weaknesses,
            note: competitor.note,
            active: competitor.active,
          }
        : {},
    [competitor],
  );
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  const send = (version: number, changes: Partial<Values>) => {
    if (!competitor || Object.keys(changes).length === 0) close();
    else {
      update.mutate(
        { params: { id: competitor.id }, body: { version, ...changes } },
        { onSuccess: close },
      );
    }
  };
  const submit = ({ active, ...values }: Values) => {
    if (competitor) send(competitor.version, changedFields(competitor, { ...values, active }));
    else create.mutate({ body: values }, { onSuccess: close });
  };
  const text = (field: 'strengths' | 'weaknesses' | 'note') => (
    <Form.Item name={field} label={t(`competitor.${field}`)}>
      <GrowingText maxLength={1000} minRows={2} maxRows={8} />
    </Form.Item>
  );
  return (
    <>
      <FormDrawer<Values>
        title={t(competitor ? 'competitor.edit' : 'competitor.new')}
        open={open}
        size={460}
        form={form}
        draft={competitor ? `competitor.${competitor.id}` : 'competitor.new'}
        initial={initial}
        codes={{ 'already-exists': 'name' }}
        error={create.error ?? (conflict ? null : update.error)}
        saving={create.isPending || update.isPending}
        onSubmit={submit}
        onClose={close}
      >
        <Form.Item
          name="name"
          label={t('competitor.name')}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}
        >
          <Input autoFocus maxLength={60} autoComplete="off" />
        </Form.Item>
        {text('strengths')}
        {text('weaknesses')}
        {text('note')}
        {competitor && (
          <Form.Item
            name="active"
            label={t('competitor.active')}
            valuePropName="checked"
            extra={t('competitor.activeWhy')}
          >
            <Switch size="small" />
          </Form.Item>
        )}
      </FormDrawer>
      <ConflictDialog
        conflict={conflict}
        saving={update.isPending}
        label={(field) => t(wordKey('competitor', field, 'competitor.name'))}
        show={(_field, value) =>
          typeof value === 'boolean'
            ? t(value ? 'common.yes' : 'common.no')
            : typeof value === 'string'
              ? value
              : ''
        }
        onClose={close}
        onResolve={(version, mine) => {
          const all = changedFields(competitor ?? {}, form.getFieldsValue(true) as Values);
          const kept = Object.entries(all).filter(([field]) => mine.has(field));
          send(version, Object.fromEntries(kept));
        }}
      />
    </>
  );
}

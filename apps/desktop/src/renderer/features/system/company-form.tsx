import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { salesModels } from '@xinhang/shared/org.ts';
import { App, Form, Input, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { changedFields } from '../../form/changed-fields.ts';
import { ConflictDialog, conflictOf } from '../../form/conflict-dialog.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { SettingLine, SettingLines } from './setting-lines.tsx';

type Company = EndpointOutput<typeof api.org.getCompany>;
type Values = Omit<Company, 'version'>;

export function CompanyForm() {
  const found = useEndpoint(api.org.getCompany, {});
  if (found.error) return <LoadError error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active />;
  return <Content key={found.data.version} company={found.data} />;
}

/** Zones that the browser knows; the company's own stands in the list whatever happens. */
const zonesWith = (own: string): string[] => [
  ...new Set([
    own,
    'Asia/Shanghai',
    'Asia/Taipei',
    'Asia/Hong_Kong',
    ...Intl.supportedValuesOf('timeZone'),
  ]),
];

function Content({ company }: { company: Company }) {
  const { t } = useText();
  const { message } = App.useApp();
  const load = useSession((store) => store.load);
  const [form] = Form.useForm<Values>();
  const [changed, setChanged] = useState(false);
  const update = useCommand(api.org.updateCompany);
  const conflict = conflictOf(update.error);
  const { version, ...initial } = company;
  const typed = () => changedFields(company, form.getFieldsValue(true) as Values);
  const send = (at: number, changes: Partial<Values>) =>
    update.mutate(
      { body: { version: at, ...changes } },
      {
        onSuccess: () => {
          void message.success(t('settings.saved'));
          // The name and what day it is stand in the person's own data.
          void load();
        },
      },
    );
  const discard = () => {
    form.resetFields();
    update.reset();
    setChanged(false);
  };
  return (
    <>
      <SettingLines<Values>
        form={form}
        initial={initial}
        changed={changed}
        saving={update.isPending}
        error={conflict ? null : update.error}
        onTyped={() => setChanged(Object.keys(typed()).length > 0)}
        onSubmit={() => send(version, typed())}
        onDiscard={discard}
      >
        <SettingLine name="name" label={t('company.name')} why={t('company.nameWhy')}>
          <Input maxLength={100} />
        </SettingLine>
        <SettingLine name="timeZone" label={t('company.timeZone')} why={t('company.timeZoneWhy')}>
          <Select
            showSearch
            options={zonesWith(company.timeZone).map((value) => ({ value, label: value }))}
          />
        </SettingLine>
        <SettingLine
          name="salesModel"
          label={t('company.salesModel')}
          why={t('company.salesModelWhy')}
        >
          <Select options={salesModels.map((value) => ({ value, label: t(`model.${value}`) }))} />
        </SettingLine>
      </SettingLines>
      <ConflictDialog
        conflict={conflict}
        saving={update.isPending}
        label={(field) => t(wordKey('company', field, 'settings.company'))}
        show={(field, value) =>
          field === 'salesModel'
            ? t(wordKey('model', String(value), 'company.salesModel'))
            : typeof value === 'string'
              ? value
              : ''
        }
        onClose={() => update.reset()}
        onResolve={(at, mine) => {
          const kept = Object.entries(typed()).filter(([field]) => mine.has(field));
          if (kept.length === 0) discard();
          else send(at, Object.fromEntries(kept));
        }}
      />
    </>
  );
}

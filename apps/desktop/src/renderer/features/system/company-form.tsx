import { api } from '@xinhang/shared/contract/api.ts';
import type { EndpointBody, EndpointOutput } from '@xinhang/shared/contract/endpoint.ts';
import { salesModels } from '@xinhang/shared/company.ts';
import { Input, Select } from 'antd';
import { useCommand, useEndpoint } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { ConflictDialog } from '../../form/conflict-dialog.tsx';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useZones } from '../../ui/time-zones.ts';
import { SettingLine, SettingLines } from './setting-lines.tsx';
import { useSettingForm } from './use-setting-form.ts';

type Company = EndpointOutput<typeof api.org.getCompany>;
type Values = Omit<Company, 'version'>;
type UpdateBody = EndpointBody<typeof api.org.updateCompany>;

export function CompanyForm() {
  const found = useEndpoint(api.org.getCompany, {});
  return (
    <Loaded found={found}>
      {(company) => <Content key={company.version} company={company} />}
    </Loaded>
  );
}

function Content({ company }: { company: Company }) {
  const { t } = useText();
  const zones = useZones(company.timeZone);
  const load = useSession((store) => store.load);
  const { version, ...values } = company;
  const { lines, dialog } = useSettingForm<Values, UpdateBody>(
    { version, values },
    useCommand(api.org.updateCompany),
    (at, changes) => ({ version: at, ...changes }),
    // The name and what day it is stand in the person's own data.
    () => void load(),
  );
  return (
    <>
      <SettingLines<Values> {...lines}>
        <SettingLine name="name" label={t('company.name')} why={t('company.nameWhy')}>
          <Input maxLength={100} />
        </SettingLine>
        <SettingLine name="timeZone" label={t('company.timeZone')} why={t('company.timeZoneWhy')}>
          <Select showSearch optionFilterProp="label" options={zones} />
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
        {...dialog}
        label={(field) => t(wordKey('company', field, 'settings.company'))}
        show={(field, value) =>
          field === 'salesModel'
            ? t(wordKey('model', String(value), 'company.salesModel'))
            : typeof value === 'string'
              ? value
              : ''
        }
      />
    </>
  );
}

import { Tabs } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { AlertRuleList } from './alert-rule-list.tsx';
import { CompanyForm } from './company-form.tsx';
import { CalendarPage } from './calendar-page.tsx';
import { CustomFields } from './custom-fields.tsx';
import { DictLists } from './dict-lists.tsx';
import { MessageProviders } from './message-providers.tsx';
import { NetworkForm } from './network-form.tsx';
import { PipelineList } from './pipeline-list.tsx';
import { PoolList } from './pool-list.tsx';
import { RuleForm } from './rule-form.tsx';
import { ScheduleTable } from './schedule-table.tsx';
import { TagList } from './tag-list.tsx';

const tabs = [
  'company',
  'rules',
  'words',
  'tags',
  'fields',
  'pipelines',
  'pools',
  'alerts',
  'calendar',
  'network',
  'messages',
  'schedules',
] as const;
type Tab = (typeof tabs)[number];

export const settingsSearch = z.object({ tab: z.enum(tabs).optional().catch(undefined) });

const bodies: Record<Tab, () => React.JSX.Element> = {
  company: CompanyForm,
  rules: () => <RuleForm />,
  words: DictLists,
  tags: TagList,
  fields: CustomFields,
  pipelines: PipelineList,
  pools: PoolList,
  alerts: AlertRuleList,
  calendar: CalendarPage,
  network: NetworkForm,
  messages: MessageProviders,
  schedules: ScheduleTable,
};

/** What the company can set, a tab for each kind. */
export function SettingsPage({ tab = 'company' }: { tab?: Tab | undefined }) {
  const { t } = useText();
  const navigate = useNavigate();
  const mayJobs = useMay('system.jobs');
  return (
    <div className="page settings-page">
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => void navigate({ to: '/settings', search: { tab: key as Tab } })}
        items={tabs
          .filter((key) => key !== 'schedules' || mayJobs)
          .map((key) => {
            const Body = bodies[key];
            return { key, label: t(`settings.${key}`), children: <Body /> };
          })}
      />
    </div>
  );
}

import { PlusOutlined } from '@ant-design/icons';
import type { Campaign } from '@xinhang/shared/campaigns.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import { client } from '../../app/client.ts';
import { useMay } from '../../app/session.ts';
import { useRows } from '../../app/use-rows.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Rows } from '../../ui/rows.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { CampaignDrawer } from './campaign-drawer.tsx';
import { campaignTabs, type CampaignSearch } from './campaign-search.ts';
import { OptOutList } from './opt-out-list.tsx';

/** Messages to many contacts, and who gets none. */
export function CampaignsPage({ search }: { search: CampaignSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const tab = search.tab ?? 'campaigns';
  const bodies = {
    campaigns: <CampaignList key={search.greet} greet={search.greet} />,
    optOuts: <OptOutList />,
  };
  return (
    <div className="page page-scroll">
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) =>
          void navigate({
            to: '/campaigns',
            search: key === 'campaigns' ? {} : { tab: key as typeof tab },
          })
        }
        items={campaignTabs.map((key) => ({
          key,
          label: t(`campaign.tab.${key}`),
          children: bodies[key],
        }))}
      />
    </div>
  );
}

function CampaignList({ greet }: { greet: string | undefined }) {
  const { t } = useText();
  const navigate = useNavigate();
  const may = useMay('campaigns.create');
  const [adding, setAdding] = useState(greet !== undefined);
  useShortcut({ key: 'n', alt: true }, may ? () => setAdding(true) : null);
  const list = useRows(api.campaigns.list, {}, (page, signal) =>
    client.call(api.campaigns.list, { query: page, signal }),
  );
  return (
    <>
      <div className="page-bar">
        <span className="soft">{t('campaign.why')}</span>
        <span className="spring" />
        {may && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            aria-keyshortcuts="Alt+N"
            onClick={() => setAdding(true)}
          >
            {t('campaign.new')}
          </Button>
        )}
      </div>
      <Rows<Campaign> list={list} none={t('campaign.none')}>
        {(row) => <CampaignEntry key={row.id} campaign={row} />}
      </Rows>
      <CampaignDrawer
        open={adding && may}
        campaign={null}
        {...(greet && { greet })}
        onClose={() => setAdding(false)}
        onSaved={({ id }) => void navigate({ to: '/campaigns/$id', params: { id: String(id) } })}
      />
    </>
  );
}

function CampaignEntry({ campaign }: { campaign: Campaign }) {
  const { t } = useText();
  const dates = useDates();
  return (
    <article className="entry" aria-label={campaign.name}>
      <div className="line" style={{ gap: '0 10px' }}>
        <span>{t(`campaign.channel.${campaign.channel}`)}</span>
        <Link to="/campaigns/$id" params={{ id: String(campaign.id) }}>
          <strong>{campaign.name}</strong>
        </Link>
        <span className="soft">{campaign.by.name}</span>
        <span className="spring" />
        <span className="soft">{dates.time(campaign.submittedAt ?? campaign.at)}</span>
        <span>{t(`campaign.state.${campaign.state}`)}</span>
      </div>
      <div className="entry-text soft">{campaign.body}</div>
    </article>
  );
}

import { api } from '@xinhang/shared/contract/api.ts';
import type { DeptHome } from '@xinhang/shared/dept-homes.ts';
import { Tabs } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { RecordHead, RecordPage } from '../../ui/record-page.tsx';
import {
  DeskEditor,
  MeasuresEditor,
  MenuEditor,
  ViewsEditor,
  WeeklyEditor,
} from './home-editors.tsx';
import { HomePart } from './home-part.tsx';
import './home.css';

/** How the people of a department find their screens: by the preset, or as it says itself. */
export function HomePage({ id }: { id: number }) {
  const { t } = useText();
  const found = useEndpoint(api.org.getDeptHome, { params: { id } });
  return (
    <RecordPage found={found}>
      {(home) => (
        <>
          <RecordHead
            title={t('home.titleOf', { name: home.dept.name })}
            facts={
              <span className="soft">
                {home.models.map((one) => t(`model.${one}`)).join(comma())}
              </span>
            }
          />
          <p className="soft">{t('home.why')}</p>
          <Parts key={id} home={home} reread={() => void found.refetch()} />
        </>
      )}
    </RecordPage>
  );
}

function Parts(shared: { home: DeptHome; reread: () => void }) {
  const { t } = useText();
  return (
    <Tabs
      items={[
        {
          key: 'desk',
          label: t('home.desk'),
          children: (
            <HomePart {...shared} part="desk" why={t('home.deskWhy')}>
              {(value, onChange) => <DeskEditor value={value} onChange={onChange} />}
            </HomePart>
          ),
        },
        {
          key: 'menu',
          label: t('home.menu'),
          children: (
            <HomePart {...shared} part="menu" why={t('home.menuWhy')}>
              {(value, onChange) => <MenuEditor value={value} onChange={onChange} />}
            </HomePart>
          ),
        },
        {
          key: 'views',
          label: t('home.views'),
          children: (
            <HomePart {...shared} part="views" why={t('home.viewsWhy')}>
              {(value, onChange) => <ViewsEditor value={value} onChange={onChange} />}
            </HomePart>
          ),
        },
        {
          key: 'weekly',
          label: t('home.weekly'),
          children: (
            <HomePart {...shared} part="weekly" why={t('home.weeklyWhy')}>
              {(value, onChange) => <WeeklyEditor value={value} onChange={onChange} />}
            </HomePart>
          ),
        },
        {
          key: 'measures',
          label: t('home.measures'),
          children: (
            <HomePart {...shared} part="measures" why={t('home.measuresWhy')}>
              {(value, onChange) => <MeasuresEditor value={value} onChange={onChange} />}
            </HomePart>
          ),
        },
      ]}
    />
  );
}

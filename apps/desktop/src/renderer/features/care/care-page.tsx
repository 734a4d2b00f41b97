import { Tabs } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { careTabs, type CareSearch } from './care-search.ts';
import { CareItemList } from './care-item-list.tsx';
import { CarePlanList } from './care-plan-list.tsx';
import { FestivalList } from './festival-list.tsx';
import { AllGifts } from './gift-list.tsx';
import { AllPromises } from './promise-list.tsx';

/** How customers are cared for: what is due, what was promised and given, and by which plans. */
export function CarePage({ search }: { search: CareSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const maySet = useMay('system.settings');
  const tab = search.tab ?? 'items';
  const show = (next: CareSearch) => void navigate({ to: '/care', search: next });
  const bodies = {
    items: <CareItemList search={search} onShow={show} />,
    promises: <AllPromises />,
    gifts: <AllGifts />,
    plans: <CarePlanList />,
    festivals: <FestivalList />,
  };
  return (
    <div className="page page-scroll">
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => show(key === 'items' ? {} : { tab: key as typeof tab })}
        items={careTabs
          .filter((key) => key !== 'festivals' || maySet)
          .map((key) => ({ key, label: t(`care.tab.${key}`), children: bodies[key] }))}
      />
    </div>
  );
}

import { deskSide } from '@xinhang/shared/activities.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Empty, Segmented, Skeleton } from 'antd';
import { useHome } from '../../app/home.ts';
import { usePreference } from '../../app/preferences.ts';
import { useEndpoint } from '../../app/query.ts';
import { reachesOthers, useMay, useMe } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { MyMonth } from './my-month.tsx';
import { Overview } from './overview.tsx';
import { Folded } from './folded.tsx';
import { SmallBlock } from './small-block.tsx';
import { arranged } from './arranged.ts';
import { WorkList } from './work-list.tsx';

const sides = deskSide.options;
/** Null until somebody chooses: then the server says where the day begins. */
const chosenSide = deskSide.nullable();

/** The longest that a browser's timer waits is less than a month. */
const LONGEST_MS = 86_400_000;
/** A line that was put off comes back by itself; a second later, so that it surely is there. */
const poll = (desk: { wakesAt: number | null } | undefined) =>
  desk?.wakesAt ? Math.min(LONGEST_MS, Math.max(1000, desk.wakesAt - Date.now() + 1000)) : false;

/** What must I do now. */
export function DeskPage() {
  const { t } = useText();
  const me = useMe();
  const leads = reachesOthers(me, 'customers.read');
  const [chosen, choose] = usePreference('desk.whose', chosenSide, null);
  const asked = leads ? chosen : 'mine';
  const desk = useEndpoint(
    api.home.desk,
    { query: asked ? { whose: asked } : {} },
    { keep: true, poll },
  );
  const whose = asked ?? desk.data?.whose ?? 'mine';
  const blocks = desk.data?.blocks ?? [];
  const work = blocks.find((block) => block.kind === 'followUpsDue');
  const { shown, folded } = arranged(
    blocks.filter((block) => block !== work),
    useHome(),
  );
  // Who sells, or leads who sells, begins with what waits for him; owner and office with the money.
  const moneyFirst = useMay('system.owner') || (desk.isSuccess && !work);
  const figures = moneyFirst ? (
    <>
      <Overview />
      <MyMonth />
    </>
  ) : (
    <>
      <MyMonth />
      <Overview />
    </>
  );
  return (
    <div className="page page-scroll">
      <div className="page-bar desk-bar">
        <h1>{t('desk.greeting', { name: me.user.name })}</h1>
        <span className="soft">{me.company.today}</span>
        <span className="spring" />
        {leads && (
          <Segmented<'mine' | 'team'>
            aria-label={t('customer.whose')}
            value={whose}
            options={sides.map((value) => ({ value, label: t(`desk.${value}`) }))}
            onChange={choose}
          />
        )}
      </div>
      {desk.error && <LoadError error={desk.error} retry={() => void desk.refetch()} />}
      {desk.isPending && (
        <div className="desk-columns">
          <Skeleton active title={false} paragraph={{ rows: 10, width: '100%' }} />
          <Skeleton active title={false} paragraph={{ rows: 6, width: '100%' }} />
        </div>
      )}
      {desk.isSuccess && blocks.length === 0 && (
        <div className="page-empty">
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('desk.empty')} />
        </div>
      )}
      <div className={work ? 'desk-columns' : 'desk-columns desk-even'}>
        {work && <WorkList key={whose} block={work} whose={whose} />}
        {desk.isSuccess && (
          <div className="desk-side">
            {moneyFirst && figures}
            {shown.map((block) => (
              <SmallBlock key={block.kind} block={block} whose={whose} />
            ))}
            {!moneyFirst && figures}
            <Folded blocks={folded} whose={whose} />
          </div>
        )}
      </div>
    </div>
  );
}

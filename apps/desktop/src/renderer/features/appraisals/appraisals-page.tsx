import { useNavigate } from '@tanstack/react-router';
import { Segmented } from 'antd';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { appraisalTabs, type AppraisalSearch, type AppraisalTab } from './appraisal-search.ts';
import { Results } from './results.tsx';
import { RuleList } from './rule-list.tsx';
import { SchemeList } from './scheme-list.tsx';
import { SheetList } from './sheet-list.tsx';
import { ProbationList, WatchList } from './staff-list.tsx';
import './appraisals.css';

const tidy = (search: AppraisalSearch): AppraisalSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));

/** Own sheets, those to score, those of the team, what came out, and by what it is measured. */
export function AppraisalsPage({ search }: { search: AppraisalSearch }) {
  const { t } = useText();
  const navigate = useNavigate();
  const scores = useMay('appraisals.score');
  const manages = useMay('appraisals.manage');
  const decides = useMay('staff.decide');
  const may: Record<AppraisalTab, boolean> = {
    own: true,
    todo: scores,
    team: scores,
    results: scores,
    probation: decides,
    watch: decides,
    schemes: manages,
    rules: manages,
  };
  const shown = appraisalTabs.filter((tab) => may[tab]);
  const tab = shown.find((one) => one === search.tab) ?? 'own';
  const show = (next: AppraisalSearch) =>
    void navigate({ to: '/appraisals', search: tidy({ ...next }) });
  const bar = shown.length > 1 && (
    <Segmented<AppraisalTab>
      aria-label={t('menu.appraisals')}
      value={tab}
      options={shown.map((value) => ({ value, label: t(`appraisal.tab.${value}`) }))}
      onChange={(value) => show({ tab: value })}
    />
  );
  const change = (part: Partial<AppraisalSearch>) => show({ ...search, tab, ...part });
  switch (tab) {
    case 'results':
      return <Results bar={bar} period={search.period} onPeriod={(period) => change({ period })} />;
    case 'probation':
    case 'watch': {
      const List = tab === 'probation' ? ProbationList : WatchList;
      const closed = search.closed === true;
      const toggle = (value: boolean) => change({ closed: value || undefined });
      return <List key={tab} bar={bar} closed={closed} onClosed={toggle} />;
    }
    case 'schemes':
      return <SchemeList bar={bar} />;
    case 'rules':
      return <RuleList bar={bar} />;
    default:
      return <SheetList box={tab} search={search} bar={bar} onChange={change} />;
  }
}

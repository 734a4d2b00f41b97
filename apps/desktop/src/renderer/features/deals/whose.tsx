import { Segmented } from 'antd';
import { useText } from '../../i18n/i18n.ts';

type View = 'mine' | 'team';

/** My own, or all I may see. */
export function Whose({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const { t } = useText();
  return (
    <Segmented<View>
      aria-label={t('deal.whose')}
      value={view}
      options={(['mine', 'team'] as const).map((value) => ({
        value,
        label: t(`deal.view.${value}`),
      }))}
      onChange={onChange}
    />
  );
}

import { CloseOutlined } from '@ant-design/icons';
import type { SavedView } from '@xinhang/shared/settings.ts';
import { Button, Space } from 'antd';
import { z } from 'zod';
import { useHome } from '../app/home.ts';
import { usePreference } from '../app/preferences.ts';
import { useText } from '../i18n/i18n.ts';

const keys = z.array(z.string());

/** Views that the person's sales models bring; each person takes away what he does not use. */
export function useReadyViews(page: string) {
  const { t } = useText();
  const [hidden, setHidden] = usePreference('views.hidden', keys, []);
  const own = useHome().views.filter((view) => view.page === page);
  const gone = own.filter(({ key }) => hidden.includes(key));
  const ready = own
    .filter((view) => !gone.includes(view))
    .map(({ key, state }) => ({
      key,
      label: t(`readyView.${key}`),
      // The same as a state of the address, which is a list of its own.
      state: structuredClone(state) as SavedView['state'],
      hide: () => setHidden([...hidden, key]),
    }));
  const back = () => setHidden(hidden.filter((key) => !gone.some((view) => view.key === key)));
  /** Brings back those that were taken away; null where none was. */
  return { ready, restore: gone.length > 0 ? back : null };
}

interface Props {
  label: string;
  here: boolean;
  onApply: () => void;
  onHide: () => void;
}

export function ReadyTab({ label, here, onApply, onHide }: Props) {
  const { t } = useText();
  return (
    <Space.Compact>
      <Button
        type={here ? 'primary' : 'default'}
        ghost={here}
        aria-pressed={here}
        onClick={onApply}
      >
        {label}
      </Button>
      {here && (
        <Button
          icon={<CloseOutlined />}
          aria-label={`${t('list.removeView')} ${label}`}
          title={t('list.removeView')}
          onClick={onHide}
        />
      )}
    </Space.Compact>
  );
}

import { UserOutlined } from '@ant-design/icons';
import { languages } from '@xinhang/shared/auth.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { Button, Popover, Segmented, Select } from 'antd';
import { densities, fontSizes, useAppearance } from '../app/appearance.ts';
import { queryClient, useCommand } from '../app/query.ts';
import { useMe, useSession } from '../app/session.ts';
import { changeLanguage, languageNames, useText } from '../i18n/i18n.ts';

/** Who is logged in, how the screens look for this person, and the way out. */
export function PersonMenu({ onKeys }: { onKeys: () => void }) {
  const { t } = useText();
  const me = useMe();
  const title = [me.user.post, me.user.dept.name].filter(Boolean).join(' · ');
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={me.user.name}
      content={
        <div className="stack">
          <span className="soft">{title}</span>
          <Look />
          <Button block onClick={onKeys}>
            {t('keys.title')} <span className="soft">?</span>
          </Button>
          <Leave />
        </div>
      }
    >
      <Button type="text" icon={<UserOutlined />} aria-label={me.user.name}>
        <span className="only-wide">{me.user.name}</span>
      </Button>
    </Popover>
  );
}

function Look() {
  const { t, language } = useText();
  const { theme, density, fontSize, choose } = useAppearance();
  return (
    <div className="facts" style={{ alignItems: 'center' }}>
      <span>{t('person.language')}</span>
      <Select
        aria-label={t('person.language')}
        value={language}
        options={languages.map((one) => ({ value: one, label: languageNames[one] }))}
        onChange={(chosen) => void changeLanguage(chosen)}
      />
      <span>{t('person.theme')}</span>
      <Segmented
        aria-label={t('person.theme')}
        value={theme}
        options={(['light', 'dark'] as const).map((one) => ({
          value: one,
          label: t(`person.${one}`),
        }))}
        onChange={(chosen) => choose({ theme: chosen })}
      />
      <span>{t('person.density')}</span>
      <Segmented
        aria-label={t('person.density')}
        value={density}
        options={densities.map((one) => ({ value: one, label: t(`person.${one}`) }))}
        onChange={(chosen) => choose({ density: chosen })}
      />
      <span>{t('person.fontSize')}</span>
      <Segmented
        aria-label={t('person.fontSize')}
        value={fontSize}
        options={fontSizes.map((one) => ({ value: one, label: String(one) }))}
        onChange={(chosen) => choose({ fontSize: chosen })}
      />
    </div>
  );
}

function Leave() {
  const { t } = useText();
  const end = useSession((store) => store.end);
  const logout = useCommand(api.auth.logout);
  const leave = () => {
    logout.mutate(
      {},
      {
        onSuccess: () => {
          queryClient.clear();
          end();
        },
      },
    );
  };
  return (
    <Button block loading={logout.isPending} onClick={leave}>
      {t('person.logout')}
    </Button>
  );
}

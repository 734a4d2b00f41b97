import { CopyOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { copyText } from '../../ui/copy-text.ts';
import { ShownOnce } from '../../ui/shown-once.tsx';

export interface FirstLogin {
  name: string;
  login: string;
  password: string;
  /** How long it lets in. */
  hours: number;
}

/** A first password, shown once and nowhere kept. */
export function FirstPassword(props: { login: FirstLogin | null; onClose: () => void }) {
  const { login, onClose } = props;
  const { t } = useText();
  return (
    <ShownOnce
      open={login !== null}
      title={t('first.title')}
      width={440}
      done={t('first.done')}
      onClose={onClose}
    >
      {login && <Content login={login} />}
    </ShownOnce>
  );
}

function Content({ login }: { login: FirstLogin }) {
  const { t } = useText();
  const { message } = App.useApp();
  const copy = async () => {
    const copied = await copyText(
      `${t('org.login')} ${login.login}\n${t('login.password')} ${login.password}`,
    );
    void message[copied ? 'success' : 'warning'](t(copied ? 'first.copied' : 'first.copyFailed'));
  };
  return (
    <div className="stack">
      <span>{t('first.why', { name: login.name, hours: login.hours })}</span>
      <dl className="facts first-password">
        <dt>{t('org.login')}</dt>
        <dd>
          <code>{login.login}</code>
        </dd>
        <dt>{t('login.password')}</dt>
        <dd>
          <code>{login.password}</code>
        </dd>
      </dl>
      <div>
        <Button autoFocus icon={<CopyOutlined />} onClick={() => void copy()}>
          {t('first.copy')}
        </Button>
      </div>
    </div>
  );
}

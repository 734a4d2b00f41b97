import { api } from '@xinhang/shared/contract/api.ts';
import { sayFinding } from '@xinhang/shared/doctor-words.ts';
import type { ServerStatus } from '@xinhang/shared/server.ts';
import { Alert, Button, Skeleton } from 'antd';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Unread } from '../../ui/loaded.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { Section } from '../../ui/section.tsx';
import { Examination } from './examination.tsx';
import { ServerJobs } from './server-jobs.tsx';
import { useServerFacts } from './server-facts.ts';
import './server.css';

const AGAIN_MS = 15_000;

/** How the server is, what is wrong with it, and what to do about that. */
export function ServerPage() {
  const { t } = useText();
  const found = useEndpoint(api.server.status, {}, { staleMs: 0, poll: () => AGAIN_MS });
  if (!found.data) {
    return (
      <div className="page">
        <Unread found={found} waiting={<Skeleton active paragraph={{ rows: 8 }} />} />
      </div>
    );
  }
  return (
    <div className="page page-scroll">
      <div className="page-bar server-bar">
        <h1>{t('menu.server')}</h1>
        <span className="spring" />
        <Button loading={found.isFetching} onClick={() => void found.refetch()}>
          {t('server.again')}
        </Button>
      </div>
      <Findings status={found.data} />
      <div className="server-exam">
        <Examination />
      </div>
      <Facts status={found.data} />
      <ServerJobs status={found.data} />
    </div>
  );
}

/** What is wrong first; each with what to do. */
function Findings({ status }: { status: ServerStatus }) {
  const { t, language } = useText();
  const wordsOf = (finding: Parameters<typeof sayFinding>[0]) => {
    const { is, todo } = sayFinding(finding, language);
    return { title: is, description: todo };
  };
  if (status.findings.length === 0) {
    return <Alert type="success" showIcon title={t('server.sound')} />;
  }
  return (
    <div className="stack">
      {status.findings.map(({ code, params, wrong }) => (
        <Alert
          key={`${code} ${JSON.stringify(params)}`}
          type={wrong ? 'error' : 'warning'}
          showIcon
          {...wordsOf({ code, params })}
        />
      ))}
    </div>
  );
}

function Facts({ status }: { status: ServerStatus }) {
  const { t } = useText();
  const parts = useServerFacts(status);
  return (
    <div className="server-facts">
      {parts.map(({ key, facts }) => (
        <Section key={key} title={t(`server.part.${key}`)}>
          <FactList facts={facts} none={t('server.none')} />
        </Section>
      ))}
    </div>
  );
}

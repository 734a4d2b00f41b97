import { api } from '@xinhang/shared/contract/api.ts';
import { Alert, Typography } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { UserPicker } from '../../form/user-picker.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { HandoverForm } from './handover-form.tsx';
import { useRevertDays } from './use-revert-days.ts';
import './handovers.css';

interface Props {
  userId: number | undefined;
  leaving: boolean;
}

/** Somebody leaves, or changes the post: all that he owns goes to others on one page. */
export function HandoverWizard({ userId, leaving }: Props) {
  return (
    <div className="page page-scroll">
      <div className="handover-wizard">
        {userId === undefined ? <Pick /> : <Of userId={userId} leaving={leaving} />}
      </div>
    </div>
  );
}

function Pick() {
  const { t } = useText();
  const navigate = useNavigate();
  const office = useMay('org.manage');
  const days = useRevertDays();
  return (
    <div className="handover-pick stack">
      <Typography.Title level={1} className="record-title">
        {t('handover.pick')}
      </Typography.Title>
      <UserPicker
        single
        autoFocus
        {...(!office && { purpose: 'owner' as const })}
        label={t('handover.pick')}
        onChange={([person]) =>
          person && void navigate({ to: '/handovers/new', search: { user: person.id } })
        }
      />
      <span className="soft">{t('handover.pickWhy', { days })}</span>
    </div>
  );
}

function Of({ userId, leaving }: Props & { userId: number }) {
  const { t } = useText();
  const estate = useEndpoint(api.handovers.estate, { params: { id: userId } }, { staleMs: 0 });
  return (
    <Loaded found={estate}>
      {(found) =>
        found.counts.some(({ fate, count }) => fate === 'moves' && count > 0) ? (
          <HandoverForm estate={found} leaving={leaving} onStale={() => void estate.refetch()} />
        ) : (
          <Alert type="info" showIcon title={t('handover.nothing', { name: found.user.name })} />
        )
      }
    </Loaded>
  );
}

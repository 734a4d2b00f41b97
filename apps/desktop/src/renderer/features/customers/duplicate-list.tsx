import type { DuplicateMatch } from '@xinhang/shared/customers.ts';
import { Link } from '@tanstack/react-router';
import { Typography } from 'antd';
import { useText } from '../../i18n/i18n.ts';

export function DuplicateList({ matches }: { matches: readonly DuplicateMatch[] }) {
  const { t } = useText();
  return (
    <>
      {matches.map((match) => (
        <div key={`${match.customerId ?? ''}-${match.name}-${match.on.join()}`}>
          {match.customerId === null ? (
            match.name
          ) : (
            <Link to="/customers/$id" params={{ id: String(match.customerId) }}>
              {match.name}
            </Link>
          )}{' '}
          <Typography.Text type="secondary">
            {[
              t(`duplicate.${match.state}`),
              match.ownerName,
              ...match.on.map((reason) => t(`duplicate.${reason}`)),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Typography.Text>
        </div>
      ))}
    </>
  );
}

import type { DeskBlock, DeskItem } from '@xinhang/shared/activities.ts';
import { daysBetween } from '@xinhang/shared/business-date.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { COUNT_CAP } from '@xinhang/shared/contract/fields.ts';
import { Link } from '@tanstack/react-router';
import { Button, Segmented, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../../app/query.ts';
import { useMay } from '../../app/session.ts';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { LoadError } from '../../ui/load-error.tsx';
import { FollowUpBox } from '../../form/follow-up-box.tsx';

type Whose = 'mine' | 'team';

/** What must I do now. */
export function DeskPage() {
  const { t } = useText();
  const [whose, setWhose] = useState<Whose>('mine');
  const desk = useEndpoint(api.home.desk, { query: { whose } }, { keep: true });
  return (
    <div className="page page-scroll">
      <div className="page-bar">
        <Segmented<Whose>
          value={whose}
          options={(['mine', 'team'] as const).map((value) => ({
            value,
            label: t(`desk.${value}`),
          }))}
          onChange={setWhose}
        />
      </div>
      {desk.error && <LoadError error={desk.error} retry={() => void desk.refetch()} />}
      {desk.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      <div className="desk-columns">
        {desk.data?.blocks.map((block) => (
          <Block key={block.kind} block={block} />
        ))}
      </div>
    </div>
  );
}

function Block({ block }: { block: DeskBlock }) {
  const { t } = useText();
  const due = block.kind === 'followUpsDue';
  const count = `${block.count}${block.count >= COUNT_CAP ? '+' : ''}`;
  return (
    <section className={due ? 'desk-wide' : ''} aria-label={t(`desk.${block.kind}`)}>
      <Typography.Title level={5}>
        {t(`desk.${block.kind}`)} <Typography.Text type="secondary">{count}</Typography.Text>
      </Typography.Title>
      {block.items.length === 0 && (
        <Typography.Text type="secondary">{t('desk.clear')}</Typography.Text>
      )}
      {block.items.map((item, index) => (
        <Line
          key={`${item.customerId}-${item.contactName ?? ''}-${index}`}
          item={item}
          kind={block.kind}
        />
      ))}
    </section>
  );
}

function Line({ item, kind }: { item: DeskItem; kind: DeskBlock['kind'] }) {
  const { t } = useText();
  const dates = useDates();
  const mayLog = useMay('followUps.create');
  const [logging, setLogging] = useState(false);
  const late = kind === 'followUpsDue' && item.on !== null && item.on < dates.today;
  const when =
    late && item.on !== null
      ? t('desk.overdue', { n: daysBetween(item.on, dates.today) })
      : dates.day(item.on);
  return (
    <>
      <div className="work-line">
        {kind === 'jobsFailed' ? (
          <span>{item.customerName}</span>
        ) : (
          <Link to="/customers/$id" params={{ id: String(item.customerId) }}>
            {item.customerName}
          </Link>
        )}
        <Typography.Text {...(late && { type: 'danger' })}>{when}</Typography.Text>
        <span>{[item.contactName, item.phone].filter(Boolean).join(' ')}</span>
        <Typography.Text type="secondary" style={{ flex: 1 }}>
          {[item.chanceGrade, item.ownerName, item.lastText, item.note].filter(Boolean).join(' · ')}
        </Typography.Text>
        {mayLog && (kind === 'followUpsDue' || kind === 'idleCustomers') && (
          <Button size="small" aria-expanded={logging} onClick={() => setLogging(!logging)}>
            {t('desk.log')}
          </Button>
        )}
      </div>
      {logging && (
        <FollowUpBox customerId={item.customerId} autoFocus onSaved={() => setLogging(false)} />
      )}
    </>
  );
}

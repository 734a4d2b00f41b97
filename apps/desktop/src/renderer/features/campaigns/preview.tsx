import { api } from '@xinhang/shared/contract/api.ts';
import { fen, formatFen } from '@xinhang/shared/money.ts';
import { Alert, Table } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { useEndpoint } from '../../app/query.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { Section } from '../../ui/section.tsx';
import { Loaded } from '../../ui/loaded.tsx';

/** Whom a draft would reach now, with which text, who is left out and why, and what it would cost. */
export function Preview({ id, sms }: { id: number; sms: boolean }) {
  const { t } = useText();
  const words = useProblemText();
  const found = useEndpoint(api.campaigns.preview, { params: { id } });
  if (found.error && !found.data) {
    return <Alert type="error" showIcon role="alert" title={words(found.error)} />;
  }
  return (
    <Section title={t('campaign.preview')}>
      <Loaded found={found}>
        {({ recipients, parts, costFen, needsApproval, leftOut, rows, missing }) => (
          <div className="stack">
            <span>
              {[
                t('campaign.reaches', { n: recipients }),
                sms && t('campaign.parts', { n: parts }),
                sms && t('campaign.cost', { cost: formatFen(fen(costFen)) }),
                t(needsApproval ? 'campaign.needsApproval' : 'campaign.noApproval'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {leftOut.length > 0 && (
              <span className="soft">
                {t('campaign.leftOut', {
                  why: leftOut
                    .map(({ reason, n }) => t(`campaign.leftOut.${reason}`, { n }))
                    .join(comma()),
                })}
              </span>
            )}
            {missing.length > 0 && (
              <Alert
                type="warning"
                showIcon
                title={t('campaign.missing', {
                  who: missing
                    .slice(0, 10)
                    .map(({ contact, fields }) => `${contact.name}（${fields.join(comma())}）`)
                    .join(comma()),
                })}
              />
            )}
            <Table
              size="small"
              rowKey={(row) => row.contact.id}
              pagination={false}
              dataSource={rows}
              locale={{ emptyText: t('campaign.nobody') }}
              columns={[
                {
                  title: t('contact.customer'),
                  width: 200,
                  render: (_v, row) => row.customer.name,
                },
                { title: t('contact.name'), width: 90, render: (_v, row) => row.contact.name },
                { title: t('campaign.address'), width: 130, render: (_v, row) => row.address },
                { title: t('campaign.text'), render: (_v, row) => row.text },
                ...(sms
                  ? [
                      {
                        title: t('campaign.partCount'),
                        width: 60,
                        align: 'right' as const,
                        render: (_v: unknown, row: { parts: number }) => row.parts,
                      },
                    ]
                  : []),
              ]}
            />
          </div>
        )}
      </Loaded>
    </Section>
  );
}

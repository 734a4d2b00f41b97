import type { FollowUp } from '@xinhang/shared/activities.ts';
import { api } from '@xinhang/shared/contract/api.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText, wordKey } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';

const SHOWN = 3;

/** What one must know of the customer to judge a talk with it: facts, and the talks before. */
export function CustomerSide({ followUp }: { followUp: FollowUp }) {
  const { t } = useText();
  const dates = useDates();
  const { id } = followUp.customer;
  const customer = useEndpoint(api.customers.get, { params: { id } });
  const talks = useEndpoint(api.activities.list, { query: { customerId: id, limit: SHOWN + 1 } });
  return (
    <>
      <Section title={t('contact.customer')}>
        <Loaded found={customer}>
          {(row) => (
            <FactList
              none={t('common.none')}
              facts={[
                [t('customer.owner'), row.owner?.name ?? t('customer.pool')],
                [t('customer.stage'), t(wordKey('stage', row.stage, 'common.none'))],
                [t('customer.grade'), row.chanceGrade ?? ''],
                [t('customer.mainContact'), row.mainContact ?? ''],
                [t('customer.nextFollow'), dates.day(row.nextFollowOn)],
              ]}
            />
          )}
        </Loaded>
      </Section>
      <Section title={t('review.lastTalks')}>
        <Loaded found={talks}>
          {({ rows }) => {
            const others = rows.filter((row) => row.id !== followUp.id).slice(0, SHOWN);
            if (others.length === 0) return <span className="soft">{t('review.noTalks')}</span>;
            return others.map((row) => (
              <article className="entry" key={row.id}>
                <div className="line" style={{ gap: '0 10px' }}>
                  <span>{t(wordKey('followType', row.type, 'followType.other'))}</span>
                  <span className="soft">{row.author.name}</span>
                  <span className="spring" />
                  <time className="soft" dateTime={new Date(row.at).toISOString()}>
                    {dates.time(row.at)}
                  </time>
                </div>
                <div className="entry-text review-clip">{row.content}</div>
              </article>
            ));
          }}
        </Loaded>
      </Section>
    </>
  );
}

import { api } from '@xinhang/shared/contract/api.ts';
import { useEndpoint } from '../../app/query.ts';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Section } from '../../ui/section.tsx';
import { percent } from './exam-facts.ts';

/** How well each question was answered by the own people, the worst first. */
export function ExamAnalysis({ id }: { id: number }) {
  const { t } = useText();
  const found = useEndpoint(api.attempts.analyse, { params: { id } });
  return (
    <Section title={t('exam.analysis')}>
      <Loaded found={found}>
        {({ attempts, passed, meanBp, rows }) =>
          attempts === 0 ? (
            <p className="soft">{t('exam.noAnalysis')}</p>
          ) : (
            <>
              <p>{t('exam.analysisWhy', { n: attempts, passed, mean: percent(meanBp) })}</p>
              <table className="plain-table exam-analysis">
                <thead>
                  <tr>
                    <th>{t('question.text')}</th>
                    <th>{t('question.kind')}</th>
                    <th className="number">{t('exam.asked')}</th>
                    <th className="number">{t('exam.right')}</th>
                    <th className="number">{t('exam.share')}</th>
                    <th aria-hidden />
                  </tr>
                </thead>
                <tbody>
                  {rows.map((row) => (
                    <tr key={row.questionId}>
                      <td>{row.text}</td>
                      <td>{t(`question.kind.${row.kind}`)}</td>
                      <td className="number">{row.asked}</td>
                      <td className="number">{row.right}</td>
                      <td className="number">{percent(row.shareBp)}</td>
                      <td aria-hidden>
                        <span className="exam-bar">
                          <span style={{ width: `${row.shareBp / 100}%` }} />
                        </span>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          )
        }
      </Loaded>
    </Section>
  );
}

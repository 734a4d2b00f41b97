import { api } from '@xinhang/shared/contract/api.ts';
import { hoursOfMinutes } from '@xinhang/shared/training-words.ts';
import { Link } from '@tanstack/react-router';
import { Button, Drawer, Empty } from 'antd';
import { useState } from 'react';
import { useEndpoint } from '../app/query.ts';
import { useText } from '../i18n/i18n.ts';
import { useDates } from '../ui/dates.ts';
import { Loaded } from '../ui/loaded.tsx';

interface Props {
  person: { id: number; name: string };
  minutes: number;
  /** Business dates, both included. */
  from?: string | undefined;
  to?: string | undefined;
}

/** Hours of training of a person; shows of what they consist. */
export function HoursButton({ person, minutes, from, to }: Props) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const hours = hoursOfMinutes(minutes);
  return (
    <>
      {minutes === 0 ? (
        <span className="soft">0</span>
      ) : (
        <Button
          type="link"
          size="small"
          className="cell-link"
          aria-label={t('training.hoursOf', { name: person.name, n: hours })}
          onClick={() => setOpen(true)}
        >
          {hours.toFixed(1)}
        </Button>
      )}
      <Drawer
        open={open}
        size={760}
        title={`${person.name} · ${t('training.hours')}`}
        onClose={() => setOpen(false)}
        destroyOnHidden
      >
        {open && <Hours id={person.id} from={from} to={to} />}
      </Drawer>
    </>
  );
}

function Hours({ id, from, to }: Pick<Props, 'from' | 'to'> & { id: number }) {
  const { t } = useText();
  const dates = useDates();
  const query = { ...(from && { from }), ...(to && { to }) };
  const found = useEndpoint(api.trainingWork.getHours, { params: { id }, query });
  return (
    <Loaded found={found}>
      {({ rows, minutes }) =>
        rows.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('training.noHours')} />
        ) : (
          <table className="plain-table">
            <thead>
              <tr>
                <th>{t('training.hoursOn')}</th>
                <th>{t('training.course')}</th>
                <th>{t('training.lesson')}</th>
                <th className="number">{t('training.minutes')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={`${row.lesson.id} ${row.on}`}>
                  <td>{dates.day(row.on)}</td>
                  <td>
                    <Link to="/training/courses/$id" params={{ id: String(row.course.id) }}>
                      {row.course.name}
                    </Link>
                  </td>
                  <td>
                    {row.lesson.name} <span className="soft">{t(`training.kind.${row.kind}`)}</span>
                  </td>
                  <td className="number">
                    {row.minutes}
                    {row.planned !== null && (
                      <span className="soft"> {t('training.ofPlanned', { n: row.planned })}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td colSpan={3}>{t('training.hoursSum')}</td>
                <td className="number">
                  {t('training.hoursTotal', { n: minutes, hours: hoursOfMinutes(minutes) })}
                </td>
              </tr>
            </tfoot>
          </table>
        )
      }
    </Loaded>
  );
}

import { checkWords, partWords, sayFinding } from '@xinhang/shared/doctor-words.ts';
import {
  checkParts,
  worstOf,
  type Diagnosis,
  type Examination as Found,
} from '@xinhang/shared/doctor.ts';
import { Alert, Drawer } from 'antd';
import { useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { FactList } from '../../ui/fact-list.tsx';

interface Props {
  open: boolean;
  last: Found['last'];
  onClose: () => void;
}

/** What the last examination found, check by check, each with what to do. */
export function ExaminationDrawer({ open, last, onClose }: Props) {
  const { t, language } = useText();
  const dates = useDates();
  return (
    <Drawer
      open={open && last !== null}
      size={640}
      title={t('examination.title')}
      mask={false}
      onClose={onClose}
      destroyOnHidden
    >
      {last && (
        <div className="stack">
          <span className="soft">
            {dates.time(last.at)} · {last.by}
          </span>
          {checkParts.map((part) => (
            <section className="stack" key={part} aria-label={partWords[part][language]}>
              <h3 className="exam-part">{partWords[part][language]}</h3>
              <Outcomes checks={last.checks.filter((one) => one.part === part)} />
            </section>
          ))}
        </div>
      )}
    </Drawer>
  );
}

/** What needs somebody first, then what is well, a line each. */
function Outcomes({ checks }: { checks: readonly Diagnosis[] }) {
  const { t, language } = useText();
  const isSound = (one: Diagnosis) => worstOf([one]) === 'sound';
  return (
    <>
      {checks
        .filter((one) => !isSound(one))
        .map((one) => (
          <Outcome key={one.check} diagnosis={one} />
        ))}
      <FactList
        facts={checks
          .filter(isSound)
          .map(({ check }) => [checkWords[check][language], t('exam.is.sound')])}
      />
    </>
  );
}

function Outcome({ diagnosis }: { diagnosis: Diagnosis }) {
  const { t, language } = useText();
  const { check, problems, hints, findings } = diagnosis;
  const state = problems > 0 ? 'wrong' : 'hint';
  const said = findings.map((one) => sayFinding(one, language));
  const rest = problems + hints - said.length;
  const title = `${checkWords[check][language]} · ${t(`exam.is.${state}`)}`;
  return (
    <Alert
      type={state === 'wrong' ? 'error' : 'warning'}
      showIcon
      title={title}
      description={
        <div className="stack">
          <ul className="exam-found">
            {said.map(({ is }) => (
              <li key={is}>{is}</li>
            ))}
          </ul>
          {rest > 0 && <span>{t('exam.more', { n: rest })}</span>}
          {[...new Set(said.map(({ todo }) => todo))].map((todo) => (
            <span key={todo}>{t('exam.todo', { todo })}</span>
          ))}
        </div>
      }
    />
  );
}

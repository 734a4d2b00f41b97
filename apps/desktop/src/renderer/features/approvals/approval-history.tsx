import type { ApprovalPage } from '@xinhang/shared/approvals.ts';
import { comma, useText } from '../../i18n/i18n.ts';
import { useDates } from '../../ui/dates.ts';
import { Section } from '../../ui/section.tsx';

type Task = ApprovalPage['tasks'][number];

/** Node by node: who decided, who must, who will. */
export function ApprovalWay({ approval }: { approval: ApprovalPage }) {
  const { t } = useText();
  const stateOf = (task: Task) => {
    const by = task.actedBy && task.actedBy.id !== task.user.id ? task.actedBy.name : null;
    const added = task.origin === 'added' && t('approvals.addSigner');
    return [added, t(`approvals.task.${task.state}`), by].filter(Boolean).join(' · ');
  };
  return (
    <Section title={t('approvals.way')}>
      <ol className="approval-way">
        {approval.nodes.map((node) => {
          const tasks = approval.tasks.filter((task) => task.node === node.index);
          // One who was asked as well has to agree, whatever holds among those of the flow.
          const among = tasks.filter((task) => task.origin !== 'added');
          return (
            <li key={node.index} {...(node.state === 'now' && { 'aria-current': 'step' as const })}>
              <div className="line">
                <strong>{node.name}</strong>
                {(among.length > 1 || node.people.length > 1) && (
                  <span className="soft">{t(`approvals.mode.${node.mode}`)}</span>
                )}
              </div>
              {tasks.map((task) => (
                <div key={task.id} className="line">
                  <span>{task.user.name}</span>
                  <span className={task.state === 'rejected' ? 'danger' : 'soft'}>
                    {stateOf(task)}
                  </span>
                </div>
              ))}
              {node.state === 'ahead' && (
                <span className="soft">{node.people.map(({ name }) => name).join(comma())}</span>
              )}
              {node.state === 'done' && tasks.length === 0 && (
                <span className="soft">{t('approvals.passed')}</span>
              )}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

/** Who did what when, newest last. */
export function ApprovalHistory({ approval }: { approval: ApprovalPage }) {
  const { t } = useText();
  const dates = useDates();
  return (
    <Section title={t('approvals.history')}>
      <ol className="approval-steps">
        {approval.steps.map((step) => (
          <li key={step.id}>
            <div className="line">
              {step.by && <strong>{step.by.name}</strong>}
              {step.for && step.verb !== 'moved' && (
                <span className="soft">{t('approvals.step.behalf', { name: step.for.name })}</span>
              )}
              <span>
                {t(`approvals.step.${step.verb}`, {
                  to: step.to?.name ?? '–',
                  for: step.for?.name ?? '',
                })}
              </span>
              <span className="soft">
                {[step.node, dates.time(step.at)].filter(Boolean).join(' · ')}
              </span>
            </div>
            {step.comment !== '' && <div className="approval-comment">{step.comment}</div>}
          </li>
        ))}
      </ol>
    </Section>
  );
}

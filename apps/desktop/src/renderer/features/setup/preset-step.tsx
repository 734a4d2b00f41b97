import { api } from '@xinhang/shared/contract/api.ts';
import type { DeptPreset } from '@xinhang/shared/presets.ts';
import { Alert, Button } from 'antd';
import { useProblemText } from '../../app/problem-text.ts';
import { keyOf, queryClient, useCommand, useEndpoint } from '../../app/query.ts';
import { PresetPreview } from '../../form/preset-preview.tsx';
import { useText } from '../../i18n/i18n.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { StepFoot, type StepProps } from './step.tsx';

export function PresetStep(props: StepProps) {
  const found = useEndpoint(api.presets.list, {}, { staleMs: 0 });
  return <Loaded found={found}>{({ rows }) => <Content {...props} presets={rows} />}</Loaded>;
}

function Content({ presets, ...step }: StepProps & { presets: readonly DeptPreset[] }) {
  const { t } = useText();
  const words = useProblemText();
  const onward = async () => {
    // Intervals are settings, and so is the step that is kept next.
    await queryClient.refetchQueries({ queryKey: keyOf(api.settings.get, {}) });
    step.onNext();
  };
  const apply = useCommand(api.presets.apply, { onDone: () => void onward() });
  const any = presets.some(({ items }) => items.some(({ state }) => state !== 'kept'));
  const submit = () => {
    if (any) apply.mutate({ body: { deptIds: presets.map(({ dept }) => dept.id) } });
    else step.onNext();
  };
  return (
    <div className="stack">
      {presets.map((preset) => (
        <PresetPreview key={preset.dept.id} preset={preset} />
      ))}
      {apply.error && <Alert type="error" showIcon role="alert" title={words(apply.error)} />}
      <StepFoot
        {...step}
        {...(any && { label: t('preset.apply') })}
        onNext={submit}
        saving={apply.isPending}
      >
        {any && (
          <Button type="link" onClick={step.onNext}>
            {t('preset.skip')}
          </Button>
        )}
      </StepFoot>
    </div>
  );
}

import type { Gain } from '@xinhang/shared/grants.ts';
import { shownRole } from '@xinhang/shared/ready-words.ts';
import { comma, useText, wordKey } from '../../i18n/i18n.ts';

/** What a request gives, in words: whom, which roles, which rights. */
export function GainList({ gains, more }: { gains: readonly Gain[]; more: number }) {
  const { t, language } = useText();
  const list = (names: readonly string[]) => names.join(comma());
  const rights = (names: readonly string[], { narrowed }: Gain) =>
    list(
      names.map((one) => {
        const [name = '', scopes] = one.split(':');
        const right = t(wordKey('perm', name, 'role.permission'));
        const only = narrowed.find((line) => line.permission === name);
        const reach = [
          ...(scopes === undefined
            ? []
            : [scopes.split(',').map((scope) => t(wordKey('scope', scope, 'scope.yes')))]),
          ...[only?.warehouses, only?.accounts].map((places) =>
            places ? [t('grant.only', { list: list(places) })] : [],
          ),
        ].flatMap((part) => (part.length > 0 ? [part.join(' + ')] : []));
        return reach.length === 0
          ? right
          : t('grant.right', { right, reach: reach.join(t('grant.and')) });
      }),
    );
  const fields = (names: readonly string[]) =>
    list(
      names.map((one) => {
        const [field = '', view = ''] = one.split(':');
        const shown = t(wordKey('fieldView', view, 'fieldView.show'));
        return `${t(wordKey('guarded', field, 'role.fields'))} ${shown}`;
      }),
    );
  const lines = (gain: Gain): string[] => [
    ...(gain.roles.length > 0
      ? [t('grant.roles', { list: list(gain.roles.map((name) => shownRole(name, language))) })]
      : []),
    ...(gain.permissions.length > 0
      ? [t('grant.permissions', { list: rights(gain.permissions, gain) })]
      : []),
    ...(gain.wider.length > 0 ? [t('grant.wider', { list: rights(gain.wider, gain) })] : []),
    ...(gain.fields.length > 0 ? [t('grant.fields', { list: fields(gain.fields) })] : []),
  ];
  return (
    <dl className="grant-gains">
      {gains.map((gain, at) => (
        <div key={at}>
          <dt>
            {gain.role === null
              ? gain.person
              : t('grant.toRole', { name: shownRole(gain.role, language) })}
          </dt>
          {lines(gain).map((line) => (
            <dd key={line}>{line}</dd>
          ))}
        </div>
      ))}
      {more > 0 && <dd className="soft">{t('grant.more', { n: more })}</dd>}
      {gains.length === 0 && <dd className="soft">{t('grant.nothing')}</dd>}
    </dl>
  );
}

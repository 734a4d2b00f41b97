import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';

/**
 * Whether one of these columns contains a text, whatever its case: in the words of both engines, and
 * without signs that mean something. A column without a value contains nothing.
 */
export function containsIn<D, T extends keyof D>(
  eb: ExpressionBuilder<D, T>,
  columns: readonly Parameters<typeof eb.ref>[0][],
  text: string,
): Expression<SqlBool> {
  const asked = text.toLowerCase();
  return eb.or(
    columns.map((column) => {
      const low = eb.fn<string>('lower', [eb.fn.coalesce(eb.ref(column), eb.val(''))]);
      return eb(eb.fn<string>('replace', [low, eb.val(asked), eb.val('')]), '!=', low);
    }),
  );
}

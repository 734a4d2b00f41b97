import type { ReactNode } from 'react';

/**
 * For a select whose choices come from the server: until they are there, antd would show the bare id
 * of what is chosen.
 */
export const onlyWords = {
  labelRender: ({ label }: { label?: ReactNode }): ReactNode => label ?? '',
};

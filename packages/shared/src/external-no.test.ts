import { expect, test } from 'vitest';
import { shownExternalNo } from './external-no.ts';

test.each([
  ['northwind:ALFKI', 'Alfreds Futterkiste', 'ALFKI'],
  ['crm-pipeline:Betatech', 'Betatech', ''],
  ['K-2024:17', '上海腾朗', 'K-2024:17'],
  ['', 'Betatech', ''],
])('the number %s of %s is shown as "%s"', (externalNo, name, shown) => {
  expect(shownExternalNo(externalNo, name)).toBe(shown);
});

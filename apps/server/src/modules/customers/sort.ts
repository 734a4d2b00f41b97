import {
  gradePlace,
  type CustomerListRecord,
  type CustomerSort,
} from '@xinhang/db/repositories/customer-list.ts';

/** What a list is sorted by, as it stands in the row. */
export const sortValue: Record<CustomerSort, (row: CustomerListRecord) => string | number> = {
  lastFollowAt: (row) => row.last_follow_at,
  nextFollowOn: (row) => row.next_follow_on,
  createdAt: (row) => row.created_at,
  name: (row) => row.name_sort,
  completeness: (row) => row.completeness,
  grade: gradePlace,
  stageSince: (row) => row.stage_since,
};

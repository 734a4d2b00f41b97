import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take more than a minute. Without a memory of the last run the larger files come first,
 * and these are small: begun last, they ran on alone, on one processor of several.
 */
const longest = [
  'api/matrix-1',
  'api/matrix-2',
  'api/matrix-controls',
  'api/change-of-nothing',
  'journeys/who-sees-what',
  'journeys/demo',
  'journeys/newcomer',
  'api/weekly-reports',
  'process/kill',
  'backup/server',
  'api/work-matrix',
  'tls/office',
  'api/schedules',
  'api/matrix-audit',
  'faults/branch',
  'db/migration-faults',
].map((name) => `tests/${name}.test.ts`);

const rank = ({ moduleId, project }: TestSpecification): number => {
  const at = longest.findIndex((name) => moduleId.endsWith(name));
  return project.name === 'sqlite' && at >= 0 ? at : longest.length;
};

/** The longest files first, then the others as Vitest orders them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}

import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take long, however small they are: those that start, kill and start again whole programs, and the like. */
const long = [
  'tests/start/start.test.ts',
  'tests/start/demo.test.ts',
  'tests/audit/release/killed.test.ts',
  'tests/schema/compose.test.ts',
  'tests/audit/retain/retain.test.ts',
  'tests/bench/bench.test.ts',
  'tests/linking/real-processes.test.ts',
  'tests/planning/planning-limits.test.ts',
  'tests/audit/otlp/follow-log.test.ts',
  'tests/acts/killed.test.ts',
];

/** What takes long comes first: no worker is left alone with it at the end. The others come as Vitest orders them. */
export default class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((file) => moduleId.endsWith(file));
      return at === -1 ? long.length : at;
    };
    // One project after another, as they are: a worker that is shared ends when the next file is not of its project.
    const projects = [...new Set(sorted.map(({ project }) => project))];
    return projects.flatMap((project) =>
      sorted.filter((file) => file.project === project).toSorted((a, b) => place(a) - place(b)),
    );
  }
}

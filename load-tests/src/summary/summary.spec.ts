import { emptyTimeline } from '../metrics/timeline.ts';
import { exampleReport, k6, owed, record, scaling, timeline } from '../testing/example-run.ts';
import { scalingMoments, scalingTimes } from './scaling-times.ts';
import { summarize } from './summary.ts';
import { completeVerdicts } from './verdicts.ts';

const times = scalingTimes(timeline, scalingMoments(timeline, scaling, record.capacity));
const { assertions } = exampleReport().summary;
const evidence = { record, k6, timeline, scaling: times, deployedScaling: scaling, assertions };

describe('summary.json', () => {
  it('is evidence of AWS when no emulator answered', () => {
    const outputs = { ...record.outputs, awsEndpoint: undefined };
    expect(summarize({ ...evidence, record: { ...record, outputs } }).evidence).toBe('aws');
  });

  it('fails with one assertion, and without any', () => {
    const [first, ...rest] = assertions;
    if (!first) throw new Error('the example has assertions');
    expect(summarize({ ...evidence, assertions: [{ ...first, passed: false }, ...rest] }).passed).toBe(false);
    expect(summarize({ ...evidence, assertions: [] }).passed).toBe(false);
  });

  it('says null, not zero, where nothing was measured', () => {
    expect(summarize({ ...evidence, k6: undefined, timeline: emptyTimeline })).toMatchObject({
      sessions: { lost: null },
      requests: null,
      redis: { p99Ms: null, bytesPerSession: null, connections: null },
    });
    expect(summarize({ ...evidence, record: { ...record, steady: {} } })).toMatchObject({
      loadGenerator: { bottleneck: null, steadyP95Ms: null },
      witness: null,
    });
  });
});

describe('the verdicts', () => {
  it('are owed for every id, and one that is missing has failed', () => {
    const verdicts = completeVerdicts(owed, [], 'the run was interrupted');
    expect(verdicts.map(({ id }) => id)).toEqual(owed);
    expect(verdicts).toEqual(
      verdicts.map((verdict) => ({
        ...verdict,
        passed: false,
        observed: 'not judged: the run was interrupted',
      })),
    );
  });
});

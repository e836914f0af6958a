import type { Sabotage } from '../sabotage.ts';

const stack = 'service';

const fails = (assertion: string, says: RegExp) =>
  ({ by: 'load-test', exitCode: 99, says, fails: [assertion] }) as const;

/** What keeps the service from scaling: it serves, so that only the load test's assertions can know. */
export const scalingSabotages: readonly Sabotage[] = [
  {
    id: 'cpu-policy-missing',
    title: 'the CPU policy missing',
    stack,
    apply: (json) => json.remove('aws_appautoscaling_policy', 'scaling_cpu'),
    goesRed: fails('scaling.cpu', /scaling\.cpu \(Application Auto Scaling knows no policy on CPU\)/),
  },
  {
    id: 'memory-policy-missing',
    title: 'the memory policy missing',
    stack,
    apply: (json) => json.remove('aws_appautoscaling_policy', 'scaling_memory'),
    goesRed: fails(
      'scaling.memory',
      /scaling\.memory \(Application Auto Scaling knows no policy on memory\)/,
    ),
  },
  {
    id: 'cooldown',
    title: 'an hour between two scale-outs',
    stack,
    apply: (json) => {
      const policy = json.resource('aws_appautoscaling_policy', 'scaling_cpu');
      const tracking = 'target_tracking_scaling_policy_configuration';
      policy[tracking] = { ...Object(policy[tracking]), scale_out_cooldown: 3600 };
    },
    goesRed: fails('scaling.cooldowns', /scaling\.cooldowns \(cpu: out 3600 s.*\)/),
  },
  {
    id: 'max-equals-min',
    title: 'max_capacity equal to the minimum',
    stack,
    apply: (json) => {
      const target = json.resource('aws_appautoscaling_target');
      target['max_capacity'] = target['min_capacity'];
    },
    goesRed: fails('scaling.out', /scaling\.out \(.*at most 2 are allowed\)/),
  },
];

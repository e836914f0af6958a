const resourceLine = /(aws_\w+)\.\S+ \(([^)]+)\): (.+)/;
const noteworthyEvent = /^(Still |(Creation|Modifications|Destruction) complete after (?!0s|1s))/;
const summaryLine = /(Apply|Destroy) complete! .+|Error: .+|Plan: .+/;

/**
 * What a line of Terraform's output says of its progress: a resource that took some seconds or is being waited for,
 * the sum of a stack, an error. Plans are not shown: `nx run lms-infra:plan` does.
 *
 * @returns undefined for any other line
 */
export function terraformProgress(line: string): string | undefined {
  const [, type, path, event = ''] = resourceLine.exec(line) ?? [];
  if (type) return noteworthyEvent.test(event) ? `${path} (${type}): ${withoutId(event)}` : undefined;
  return summaryLine.exec(line)?.[0];
}

/** `Still destroying... [id=vpc-1, 10s elapsed]` without the id. */
const withoutId = (event: string) => event.replace(/\[id=.*?(, |(?=\]))/, '[').replace(' []', '');

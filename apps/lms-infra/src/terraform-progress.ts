const resourceLine = /(aws_\w+)\.\S+ \(([^)]+)\): (.+)/;
const noteworthyEvent = /^(Still |Creation complete|Modifications complete|Destruction complete)/;
const summaryLine = /(Apply|Destroy) complete! .+|Error: .+|Plan: .+/;

/**
 * What a line of Terraform's output says of its progress: a resource that is done or that is being waited for, the sum
 * of a stack, an error. Plans are not shown: `nx run lms-infra:plan` does.
 *
 * @returns undefined for any other line
 */
export function terraformProgress(line: string): string | undefined {
  const [, type, path, event = ''] = resourceLine.exec(line) ?? [];
  if (type)
    return noteworthyEvent.test(event) ? `${path} (${type}): ${event.replace(/ \[id=.*?\]/, '')}` : undefined;
  return summaryLine.exec(line)?.[0];
}

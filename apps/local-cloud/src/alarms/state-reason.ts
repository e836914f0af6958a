import { breaches } from './alarm-evaluation.ts';
import type {
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  Datapoint,
  TreatMissingData,
} from './metric-alarm.ts';

const relations: Record<ComparisonOperator, string> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanOrEqualToThreshold: 'less than or equal to',
  LessThanThreshold: 'less than',
};

const treatments: Record<TreatMissingData, string> = {
  missing: 'Missing',
  ignore: 'Ignore',
  breaching: 'Breaching',
  notBreaching: 'NonBreaching',
};

/**
 * Why an alarm changed its state, in CloudWatch's wording:
 * https://docs.aws.amazon.com/cli/latest/reference/cloudwatch/describe-alarm-history.html
 *
 * @param datapoints of the alarm's metric, the oldest first
 */
export function stateReason(
  rule: AlarmRule,
  datapoints: readonly Datapoint[],
  before: AlarmState,
  after: AlarmState,
): string {
  const { comparisonOperator, datapointsToAlarm, evaluationPeriods, threshold } = rule;
  if (after === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${counted(evaluationPeriods)} ${were(evaluationPeriods)} unknown.`;
  }
  if (datapoints.length === 0) {
    const missing = plural(evaluationPeriods, 'missing datapoint');
    return (
      `Threshold Crossed: no datapoints were received for ${plural(evaluationPeriods, 'period')} and ` +
      `${missing} ${were(evaluationPeriods)} treated as [${treatments[rule.treatMissingData]}].`
    );
  }
  const evaluated = datapoints.slice(-evaluationPeriods).reverse();
  const telling = evaluated.filter(({ value }) => breaches(rule, value) === (after === 'ALARM'));
  const verb = `${were(telling.length)}${after === 'ALARM' ? '' : ' not'}`;
  const minimum = after === 'ALARM' ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  return (
    `Threshold Crossed: ${telling.length} out of the last ${counted(evaluated.length)} ` +
    `[${telling.map(display).join(', ')}] ${verb} ${relations[comparisonOperator]} the threshold ` +
    `(${decimal(threshold)}) (minimum ${counted(minimum)} for ${before} -> ${after} transition).`
  );
}

function counted(datapoints: number): string {
  return plural(datapoints, 'datapoint');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}

/** `90.0 (23/11/26 12:00:00)` */
function display({ timestamp, value }: Datapoint): string {
  const [date = '', time = ''] = timestamp.toISOString().split('T');
  const [year = '', month, day] = date.split('-');
  return `${decimal(value)} (${day}/${month}/${year.slice(2)} ${time.slice(0, 8)})`;
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

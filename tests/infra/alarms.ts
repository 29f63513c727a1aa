import type { Template } from 'aws-cdk-lib/assertions'
import { resourcesOf } from './templates.ts'

interface AlarmProperties {
  readonly Namespace?: string
  readonly MetricName?: string
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[]
  readonly Statistic?: string
  readonly ExtendedStatistic?: string
  readonly Period?: number
  readonly ComparisonOperator: string
  readonly Threshold: number
}

const signs: Readonly<Record<string, string>> = { GreaterThanThreshold: '>', LessThanThreshold: '<' }

/** The names of the alarms of a stack, as the guide names them. */
export function alarmNames(template: Template): readonly string[] {
  return resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([id]) => withoutHash(id).replace(/Alarm$/, ''))
}

/** What each alarm of a stack watches and when it rings, in one line: `AWS/Lambda Errors of Broker, Sum of 300 s > 0`. */
export function alarmsOf(template: Template): Readonly<Record<string, string>> {
  const names = alarmNames(template)
  return Object.fromEntries(
    resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }], index) => [
      names[index],
      lineOf(Properties as unknown as AlarmProperties),
    ]),
  )
}

function lineOf(alarm: AlarmProperties): string {
  const { Namespace, MetricName, Dimensions = [], Period, ComparisonOperator, Threshold } = alarm
  const rings = `${signs[ComparisonOperator] ?? ComparisonOperator} ${Threshold}`
  if (MetricName === undefined) return `a formula ${rings}`

  const statistic = alarm.Statistic ?? alarm.ExtendedStatistic ?? 'nothing'
  const of = Dimensions.map(({ Value }) => (typeof Value === 'string' ? Value : withoutHash((Value as Ref).Ref)))
  return `${Namespace} ${MetricName}${of.length === 0 ? '' : ` of ${of.join(', ')}`}, ${statistic} of ${Period} s ${rings}`
}

interface Ref {
  readonly Ref: string
}

function withoutHash(id: string): string {
  return id.replace(/[\dA-F]{8}$/, '')
}

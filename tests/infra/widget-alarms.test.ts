import { expect, it } from 'vitest'
import { alarmsOf } from './alarms.ts'
import { exampleSite, launchSite, lockedSite } from './example-site.ts'
import { resourceOf, resourcesOf, widgetTemplateOf } from './templates.ts'

const failed = 'AWS/CloudFront 5xxErrorRate of Distribution, Global, Average of 300 s > 5'
const ends = (certificate: string) =>
  `AWS/CertificateManager DaysToExpiry of arn:aws:acm:us-east-1:111122223333:certificate/${certificate}, Minimum of 86400 s < 30`
const ofPage = ends('11111111-2222-3333-4444-555555555555')

it.each([
  ['a site with a broker', exampleSite(), { Failed: failed, CertificateEnds: ofPage }],
  ['a site without one', launchSite(), { Failed: failed, CertificateEnds: ofPage }],
  [
    'a site whose gateway answers CloudFront alone',
    lockedSite(),
    { Failed: failed, CertificateEnds: ofPage, ClientCertificateEnds: ends('aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee') },
  ],
])(
  'rings where one answer of CloudFront in twenty failed, and a month before a certificate ends, for %s',
  (_, site, alarms) => {
    expect(alarmsOf(widgetTemplateOf(site))).toEqual(alarms)
  },
  240_000,
)

it('mails each alarm to the address of the site’s file, and that it is over too', () => {
  const widget = widgetTemplateOf(launchSite())
  const toTopic = { Ref: expect.stringMatching(/^Alarms/) as string }
  expect(resourceOf(widget, 'AWS::SNS::Subscription', 'Alarms').Properties).toMatchObject({
    Protocol: 'email',
    Endpoint: launchSite().alarmEmail,
    TopicArn: toTopic,
  })
  for (const [, { Properties }] of resourcesOf(widget, 'AWS::CloudWatch::Alarm')) {
    expect(Properties).toMatchObject({ AlarmActions: [toTopic], OKActions: [toTopic], EvaluationPeriods: 1 })
    expect(Properties['TreatMissingData']).toBe('notBreaching')
  }
}, 240_000)

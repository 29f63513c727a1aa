import { expect, it } from 'vitest'
import { readBrokerConfig } from '../../src/broker/config.ts'
import { capsOfInstance } from '../../src/infra/instance-caps.ts'
import { brokerEnvironment } from '../../src/infra/site-settings.ts'
import { exampleSite } from './example-site.ts'
import { resourceOf, templatesOf } from './templates.ts'

/** A site that names caps, and perhaps its instances. */
const aSite = (broker: Record<string, string>, reservedConcurrency?: number) =>
  exampleSite((json) => {
    json['broker'] = broker
    if (reservedConcurrency !== undefined) json['function'] = { reservedConcurrency }
  })

it('shares the caps of a site out among its instances, so that all together stay within them', () => {
  const site = aSite({ CONNECT_MOST_PER_SECOND: '100', EPIC_MOST_PER_SECOND: '50', EPIC_MOST_CONCURRENT: '16' }, 8)
  expect(capsOfInstance(site, 8)).toEqual({
    CONNECT_MOST_PER_SECOND: '12',
    EPIC_MOST_PER_SECOND: '6',
    EPIC_MOST_CONCURRENT: '2',
  })
})

it('leaves one to each instance, however many there are', () => {
  const shared = capsOfInstance(aSite({ EPIC_MOST_PER_SECOND: '5' }, 40), 40)
  expect(Object.values(shared)).toEqual(['1', '1', '1'])
})

it('shares the broker’s own caps out where the site says its instances and no caps', () => {
  const site = aSite({}, 1)
  const resources = { signingKeys: ['alias/key'], callTokenKey: 'alias/tokens', ledgerTable: 'Ledger-1' }
  const elsewhere = { AWS_REGION: 'us-west-2', CALL_TOKEN_KEY: '', LEDGER: '' }
  const { connect, epic } = readBrokerConfig({ ...brokerEnvironment(site, resources), ...elsewhere })
  expect(capsOfInstance(site, 1)).toEqual({
    CONNECT_MOST_PER_SECOND: String(connect.mostPerSecond),
    EPIC_MOST_PER_SECOND: String(epic.mostPerSecond),
    EPIC_MOST_CONCURRENT: String(epic.mostConcurrent),
  })
})

it('shares Amazon’s quota out whatever the file says, and no cap toward Epic that the file does not name', () => {
  expect(capsOfInstance(aSite({}), 10)).toEqual({ CONNECT_MOST_PER_SECOND: '1' })
  expect(capsOfInstance(aSite({ EPIC_MOST_PER_SECOND: '50' }), 10)).toEqual({
    CONNECT_MOST_PER_SECOND: '1',
    EPIC_MOST_PER_SECOND: '5',
  })
})

it('holds the ten instances of the example to ten questions a second to Connect, all together', () => {
  const { broker } = templatesOf(exampleSite())
  expect(resourceOf(broker, 'AWS::Lambda::Function', 'Broker').Properties).toMatchObject({
    ReservedConcurrentExecutions: 10,
    Environment: { Variables: { CONNECT_MOST_PER_SECOND: '1' } },
  })
}, 240_000)

it('is what the deployed function gets, by the instances that are reserved for it', () => {
  const { broker } = templatesOf(aSite({ EPIC_MOST_PER_SECOND: '50', AFTER_CALL_MINUTES: '2' }, 4))
  expect(resourceOf(broker, 'AWS::Lambda::Function', 'Broker').Properties).toMatchObject({
    ReservedConcurrentExecutions: 4,
    Environment: {
      Variables: { EPIC_MOST_PER_SECOND: '12', CONNECT_MOST_PER_SECOND: '2', AFTER_CALL_MINUTES: '2' },
    },
  })
}, 240_000)

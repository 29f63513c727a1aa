import { expect, it } from 'vitest'
import { isConfig, readConfig } from '../../src/config.ts'
import { brokerEnvironment, siteOrigins, widgetConfig } from '../../src/infra/site-settings.ts'
import { exampleSite } from './example-site.ts'

const resources = {
  signingKeys: ['arn:aws:kms:us-west-2:111122223333:key/11111111-2222-3333-4444-555555555555'],
  callTokenKey: 'arn:aws:kms:us-west-2:111122223333:key/66666666-7777-8888-9999-000000000000',
  ledgerTable: 'Ledger-1',
}

it('writes a config.json that the widget takes', () => {
  const config = readConfig(widgetConfig(exampleSite()))
  expect(isConfig(config) && config).toMatchObject({
    site: { name: 'Lakeside Health', isSandbox: false },
    broker: { url: 'https://agent-widget.lakeside.example.org/api' },
    signIn: { audience: 'https://agent-widget.lakeside.example.org/api' },
    search: { phone: 'allowed', phoneFormats: ['e164'] },
  })
})

it('says once what widget and broker both have to know', () => {
  const site = exampleSite(({ widget }) => {
    Object.assign(widget.settings.search, {
      phone: 'refused',
      country: 'PR',
      outbound: 'allowed',
      appointments: 'shown',
    })
  })
  expect(brokerEnvironment(site, resources)).toMatchObject({
    SITE_PHONE_SEARCH: 'refused',
    SITE_COUNTRY: 'PR',
    OUTBOUND_LOOKUP: 'allowed',
    SITE_APPOINTMENTS: 'shown',
    SITE_RECORD_NUMBER_SYSTEMS: 'urn:oid:1.2.840.114350.1.13.999.1.7.5.737384.14|Record number',
  })
})

it('passes the broker’s other settings on, and lets none of them undo what is settled here (R4)', () => {
  const site = exampleSite((json) => {
    json['broker'] = { AFTER_CALL_MINUTES: '2', NODE_ENV: 'development', ALLOWED_ORIGINS: 'https://other.example.org' }
  })
  expect(brokerEnvironment(site, resources)).toMatchObject({
    AFTER_CALL_MINUTES: '2',
    NODE_ENV: 'production',
    ALLOWED_ORIGINS: 'https://agent-widget.lakeside.example.org',
  })
})

it('names keys and holds none (R5, R74)', () => {
  const environment = brokerEnvironment(exampleSite(), resources)
  expect(environment['SIGNING_KEY']).toBe(`kms:${resources.signingKeys[0]}`)
  expect(environment['CALL_TOKEN_KEY']).toBe(`kms:${resources.callTokenKey}`)
  expect(environment).not.toHaveProperty('SIGNING_KEY_OTHER')
})

it('publishes the second key of a rotation, which does not sign (R8)', () => {
  const environment = brokerEnvironment(exampleSite(), { ...resources, signingKeys: ['arn:new', 'arn:old'] })
  expect(environment).toMatchObject({ SIGNING_KEY: 'kms:arn:new', SIGNING_KEY_OTHER: 'kms:arn:old' })
})

it('leaves the Region to Lambda, which sets it and lets nobody else', () => {
  expect(brokerEnvironment(exampleSite(), resources)).not.toHaveProperty('AWS_REGION')
})

it('frames the softphone of the site and asks its own origin and the identity provider', () => {
  expect(siteOrigins(exampleSite(({ widget }) => (widget['framedBy'] = ['https://crm.example.org'])))).toEqual({
    broker: 'https://agent-widget.lakeside.example.org',
    identityProvider: 'https://login.lakeside.example.org',
    ccp: 'https://lakeside.my.connect.aws',
    framedBy: ['https://crm.example.org'],
  })
})

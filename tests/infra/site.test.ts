import { expect, it } from 'vitest'
import { SiteError, readSite } from '../../src/infra/site.ts'
import { type ExampleJson, exampleJson, type LaunchJson, launchJson } from './example-site.ts'

it.each([exampleJson(), launchJson()])('takes the example that administrators copy', (json) => {
  expect(readSite(json).id).toBe('lakeside')
})

it.each<[string, (json: ExampleJson) => void, string]>([
  ['no domain', ({ widget }) => delete widget['domain'], 'widget.domain: is missing'],
  [
    'an address for a host name',
    ({ widget }) => (widget['domain'] = 'https://x.example.org'),
    'widget.domain: wants a',
  ],
  [
    'a certificate that CloudFront cannot read',
    ({ widget, api }) => (widget['certificateArn'] = api['certificateArn']),
    'widget.certificateArn: wants a certificate in us-east-1',
  ],
  [
    'a certificate of another Region than the gateway',
    ({ widget, api }) => (api['certificateArn'] = widget['certificateArn']),
    'api.certificateArn: wants a certificate in the Region of the site',
  ],
  [
    'one host name for both',
    ({ widget, api }) => (api['domain'] = widget['domain']),
    'api.domain: wants another host name than the widget',
  ],
  ['plain http', ({ agents }) => (agents['issuer'] = 'http://login.example.org'), 'agents.issuer: wants an https URL'],
  [
    'pages that would frame a sign-in, which no provider lets be framed,',
    ({ widget }) => (widget['framedBy'] = ['https://hyperspace.lakeside.example.org']),
    'widget.framedBy: is for the mode launch alone',
  ],
  [
    'every host of the provider’s',
    ({ agents }) => (agents['otherOrigins'] = ['https://*.auth.example.com']),
    'agents.otherOrigins.0: wants an origin such as',
  ],
  [
    'the end of a directive in the page’s policy',
    ({ agents }) => (agents['otherOrigins'] = ['https://a.example.com;script-src']),
    'agents.otherOrigins.0: wants an origin such as',
  ],
  [
    'an address for an origin',
    ({ agents }) => (agents['otherOrigins'] = ['https://lakeside.auth.example.com/oauth2/token']),
    'agents.otherOrigins.0: wants an origin such as',
  ],
  ['no word on which Epic it is', ({ epic }) => delete epic['environment'], 'epic.environment: is missing'],
  [
    'another Epic',
    ({ epic }) => (epic['environment'] = 'test'),
    'epic.environment: wants production, non-production or',
  ],
  ['no address of a hospital’s Epic', ({ epic }) => delete epic['fhirBaseUrl'], 'epic.fhirBaseUrl: is missing'],
  ['three keys', ({ epic }) => (epic['signingKeys'] = ['a', 'b', 'c']), 'epic.signingKeys: wants one name, or two'],
  ['one key twice', ({ epic }) => (epic['signingKeys'] = ['a', 'a']), 'epic.signingKeys: wants two different names'],
  ['a setting that does not exist', (json) => (json['regoin'] = 'us-west-2'), 'regoin: is not a setting'],
  [
    'an ARN for an id',
    ({ connect }) => (connect['instanceId'] = 'arn:aws:connect:x'),
    'connect.instanceId: wants the id',
  ],
  [
    'the mode of a laboratory',
    ({ widget }) => Object.assign(widget.settings, { mode: 'direct' }),
    'widget.settings.mode: wants call-scoped or launch',
  ],
  [
    'an algorithm that Epic does not take',
    ({ epic }) => (epic['signingKeys'] = [{ name: 'a', algorithm: 'HS256' }]),
    'epic.signingKeys.0: wants a name such as 2026-11, or { "name"',
  ],
  ['half an agent', ({ agents }) => (agents['count'] = 0.5), 'agents.count: has another form'],
])('says what is wanted in place of %s', (_, change, said) => {
  expect(() => readSite(exampleJson(change))).toThrow(said)
})

it.each<[string, (json: LaunchJson) => void, string]>([
  ['an Epic over plain http', ({ widget }) => issuers(widget, ['http://epic.example.org/R4']), 'wants an https URL'],
  ['no Epic at all', ({ widget }) => issuers(widget, []), 'launch.issuers: wants at least one FHIR base'],
  [
    'frames that the page’s headers would not know',
    ({ widget }) => Object.assign(widget.settings.launch, { framedBy: ['https://crm.example.org'] }),
    'widget.settings.launch.framedBy: wants to stand in widget.framedBy',
  ],
  ['a broker, which this mode has not', (json) => (json['broker'] = {}), 'broker: is not a setting'],
  ['a gateway, which this mode has not', (json) => (json['api'] = {}), 'api: is not a setting'],
])('says what is wanted in place of %s, where agents sign in to Epic', (_, change, said) => {
  expect(() => readSite(launchJson(change))).toThrow(said)
})

it('takes a signing key by its name, which stands for RS384, or with its algorithm', () => {
  const site = readSite(exampleJson(({ epic }) => (epic['signingKeys'] = [{ name: 'new', algorithm: 'ES384' }, 'old'])))
  expect(site).toHaveProperty('epic.signingKeys', [
    { name: 'new', algorithm: 'ES384' },
    { name: 'old', algorithm: 'RS384' },
  ])
})

it('names every setting to mend at once, and shows no value (R83)', () => {
  const broken = exampleJson((json) => {
    json['account'] = 'secret-account'
    json.agents['issuer'] = 'secret-issuer'
    json.widget.settings.search['phone'] = 'secret-phone'
  })
  const refused = faultOf(() => readSite(broken))
  expect(refused).toBeInstanceOf(SiteError)
  expect((refused as SiteError).settings).toEqual(['account', 'widget.settings.search.phone', 'agents.issuer'])
  expect((refused as SiteError).message).not.toContain('secret')
})

it.each([null, 'site', [], 7])('refuses %j as a whole', (json) => {
  expect(() => readSite(json)).toThrow(SiteError)
})

function issuers(widget: LaunchJson['widget'], list: readonly string[]): void {
  widget.settings.launch['issuers'] = list
}

function faultOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

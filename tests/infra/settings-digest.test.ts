import { expect, it } from 'vitest'
import { brokerSettingsDigest, widgetSettingsDigest } from '../../src/infra/settings-digest.ts'
import { type ExampleJson, exampleSite, type LaunchJson, launchSite } from './example-site.ts'

const broker = (change?: (json: ExampleJson) => void) => brokerSettingsDigest(exampleSite(change))
const widget = (change?: (json: ExampleJson) => void) => widgetSettingsDigest(exampleSite(change))
const launched = (change?: (json: LaunchJson) => void) => widgetSettingsDigest(launchSite(change))

it.each<[string, (json: ExampleJson) => void]>([
  ['who may be searched for by a number', ({ widget }) => (widget.settings.search['phone'] = 'refused')],
  ['which facts are searched by', ({ widget }) => (widget.settings.search['sets'] = ['record-number'])],
  ['what is asked of a caller', ({ widget }) => verify(widget, { required: ['birth-date', 'name', 'town'] })],
  ['emergencies', ({ widget }) => void Object.assign(widget.settings, { emergency: 'allowed' })],
  ['a variable of the broker', (json) => (json['broker'] = { AFTER_CALL_MINUTES: '5' })],
  ['the provider', ({ agents }) => (agents['issuer'] = 'https://another.lakeside.example.org/')],
])('tells a broker that was deployed before the site changed %s', (_, change) => {
  expect(broker(change)).not.toBe(broker())
})

it.each<[string, (json: ExampleJson) => void]>([
  ['how the agent picks', ({ widget }) => verify(widget, { required: ['birth-date', 'name'], pick: 'row' })],
  ['the address of charts', ({ widget }) => void Object.assign(widget.settings, { screenPop: { template: 'x' } })],
  ['its name', ({ widget }) => void Object.assign(widget.settings, { site: { name: 'Another' } })],
])('lets a site be released that changed %s, which the page alone reads', (_, change) => {
  const after = (json: ExampleJson) => {
    before(json)
    change(json)
  }
  expect([broker(after), widget(after)]).toEqual([broker(before), widget(before)])
})

it('tells a page whose headers would not let it ask or be framed as its settings say (R30, R35)', () => {
  expect(widget(elsewhere)).not.toBe(widget())
  const anotherEpic = ['https://another.lakeside.example.org/api/FHIR/R4']
  expect(launched((json) => (json.widget.settings.launch['issuers'] = anotherEpic))).not.toBe(launched())
  expect(launched((json) => (json.widget['framedBy'] = []))).not.toBe(launched())
  expect(launched((json) => (json.widget.settings.launch['clientId'] = 'another'))).toBe(launched())
})

it('says which settings they are and shows none of them (R83)', () => {
  expect(broker()).toMatch(/^[\da-f]{64}$/)
  expect(widget()).toMatch(/^[\da-f]{64}$/)
})

function before({ widget }: ExampleJson): void {
  verify(widget, { required: ['birth-date', 'name'] })
}

function elsewhere({ agents }: ExampleJson): void {
  agents['otherOrigins'] = ['https://lakeside.auth.example.com']
}

function verify({ settings }: ExampleJson['widget'], verification: object): void {
  Object.assign(settings, { verification })
}

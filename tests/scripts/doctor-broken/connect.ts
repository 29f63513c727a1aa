import { addressOf, changing, withHeaders } from '../doctored-site.ts'
import { type Broken, nobodyListens } from './broken.ts'

const unapproved = 'https://unapproved.example.org'

export const connect: readonly Broken[] = [
  [
    'the right to describe contacts is missing',
    ({ sandbox }) => {
      sandbox.connectApi.faults.denied = ['DescribeContact']
      return {}
    },
    ['connect-contacts'],
    /connect:DescribeContact: add it/,
  ],
  [
    'the right to search users is missing',
    ({ sandbox }) => {
      sandbox.connectApi.faults.denied = ['SearchUsers']
      return {}
    },
    ['connect-users'],
    /connect:SearchUsers: add it/,
  ],
  [
    'the instance is another',
    () => ({ env: { CONNECT_INSTANCE_ID: '00000000-0000-4000-8000-000000000000' } }),
    ['connect-users'],
    /no such Connect instance: look at CONNECT_INSTANCE_ID/,
  ],
  [
    'the Connect API is down',
    ({ sandbox }) => {
      sandbox.connectApi.faults.kind = 'down'
      return {}
    },
    ['connect-contacts', 'connect-users'],
    /does not answer \(ServiceUnavailableException\)/,
  ],
  [
    'the widget’s origin is no approved origin',
    ({ sandbox }) => ({
      env: { CONNECT_ENDPOINT: sandbox.origins.connectApi },
      words: ['--widget', unapproved],
      ask: servedAt(unapproved, sandbox.origins.widget),
    }),
    ['broker-origins', 'provider-client', 'approved-origin'],
    /no approved origin of the Connect instance: add it there, with https/,
  ],
  [
    'nobody may list the approved origins, and the softphone lets other pages frame it',
    ({ sandbox }) => {
      sandbox.connectApi.faults.denied = ['ListApprovedOrigins']
      const policy = "default-src 'none'; frame-ancestors https://another.example.org 'self'"
      return {
        ask: changing(
          (url) => url.startsWith(sandbox.origins.ccp),
          (answer) => withHeaders(answer, { 'content-security-policy': policy }),
        ),
      }
    },
    ['approved-origin'],
    /no approved origin of the Connect instance/,
  ],
  [
    'the softphone is down',
    ({ sandbox }) => {
      sandbox.instance.settings.ccpFault = 'down'
      return {}
    },
    ['softphone'],
    /answers 503: look at connect\.ccpUrl/,
  ],
  [
    'the softphone stands elsewhere',
    () => ({ config: (json) => Object.assign(json, { connect: { ccpUrl: `${nobodyListens}/ccp-v2/` } }) }),
    ['widget-headers', 'widget-settings', 'softphone'],
    /nothing listens there/,
  ],
]

/** A `fetch` that finds at one address what stands at another. */
function servedAt(address: string, place: string): typeof fetch {
  return (input, init) => fetch(addressOf(input).replace(address, place), init)
}

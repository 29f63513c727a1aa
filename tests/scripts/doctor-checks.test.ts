import { expect, it } from 'vitest'
import { type Check, ok, runChecks } from '../../scripts/doctor/check.ts'
import { readFind } from '../../scripts/doctor/find.ts'
import { createLookAt } from '../../scripts/doctor/look.ts'
import { writeLines } from '../../scripts/doctor/report.ts'
import { wrongHeaders } from '../../scripts/doctor/wrong-headers.ts'

const aCheck = (name: string, run: Check['run']): Check => ({ name, guide: 'docs/README.md', run })

it('tells of the checks in their order, though one never ends and one breaks, and quotes nothing of the break', async () => {
  const results = await runChecks(
    [
      aCheck('endless', () => new Promise(() => {})),
      aCheck('broken', () => Promise.reject(new RangeError('canary'))),
      aCheck('thrown', () => {
        throw new TypeError('canary')
      }),
      aCheck('fine', async () => ok('Fine.')),
    ],
    50,
  )
  expect(results.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
    'endless not-checked',
    'broken mend',
    'thrown mend',
    'fine ok',
  ])
  expect(results[0]?.sentence).toBe('because it took longer than 0.05 seconds')
  expect(results[1]?.sentence).toContain('RangeError')
  expect(JSON.stringify(results)).not.toContain('canary')
})

it('writes a line for each check, and where to read only for what is not well', () => {
  const guide = 'docs/epic.md#addresses'
  const lines = writeLines([
    { name: 'broker', guide, outcome: 'ok', sentence: 'The broker answers.' },
    { name: 'epic', guide, outcome: 'mend', sentence: 'Epic is not reached.' },
    { name: 'clocks', guide, outcome: 'not-checked', sentence: 'because Epic says no time' },
  ])
  expect(lines.split('\n')).toEqual([
    'ok           broker  The broker answers.',
    'mend         epic    Epic is not reached. → docs/epic.md#addresses',
    'not checked  clocks  because Epic says no time → docs/epic.md#addresses',
    '',
    '1 ok, 1 to mend, 1 not checked.',
  ])
})

it.each([
  ['+16085550142', { by: 'telephone', telephone: '+16085550142' }],
  [
    ' Ana Maria , Kessler ,1980-02-29',
    { by: 'name-and-birth-date', given: 'Ana Maria', family: 'Kessler', birthDate: '1980-02-29' },
  ],
])('reads whom to find in %o', (text, find) => expect(readFind(text)).toEqual(find))

it.each(['', '6085550142', 'Kessler,1980-02-29', 'Ana,Kessler,02/29/1980', 'Ana,Kessler,1980-02-29,x', ',,1980-02-29'])(
  'finds nobody to look for in %o',
  (text) => expect(readFind(text)).toBeNull(),
)

it('takes headers in another order, case and spacing for the same, and names a directive that is not ours', () => {
  const wanted = {
    'Content-Security-Policy': "default-src 'none'; connect-src 'self' https://a.example",
    'X-Content-Type-Options': 'nosniff',
  }
  const seen = new Headers({
    'content-security-policy': "connect-src  https://a.example 'self';default-src 'none'; report-to csp",
    'x-content-type-options': 'NoSniff',
  })
  expect(wrongHeaders(seen, wanted)).toEqual([])
  seen.set('content-security-policy', "default-src 'none'; connect-src 'self' https://a.example; sandbox")
  expect(wrongHeaders(seen, wanted)).toEqual(['Content-Security-Policy has sandbox, which is not ours'])
})

it.each([
  ['ENOTFOUND', 'no such host name is known (DNS)'],
  ['EAI_AGAIN', 'no host name can be looked up (DNS)'],
  ['ECONNREFUSED', 'nothing listens there'],
  ['ECONNRESET', 'the connection was cut off'],
  ['UND_ERR_CONNECT_TIMEOUT', 'nobody answers there: a firewall?'],
  ['CERT_HAS_EXPIRED', 'its certificate is over'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is of nobody this computer trusts'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate is of nobody this computer trusts'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'its certificate is of nobody this computer trusts'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its certificate is of nobody this computer trusts'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host name'],
  ['E_CANARY', 'no connection comes about'],
])('says in words why an address brings nothing (%s), and quotes nothing', async (code, why) => {
  const fault = new TypeError('fetch failed', { cause: Object.assign(new Error('canary'), { code }) })
  const lookAt = createLookAt(() => Promise.reject(fault), Date.now)
  expect(await lookAt('https://canary.example.org/')).toEqual({ kind: 'unreachable', why })
})

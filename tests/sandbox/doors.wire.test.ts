import { afterAll, beforeAll, expect, it } from 'vitest'
import { fileURLToPath } from 'node:url'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { makeCertificates } from '../../src/sandbox/tls/certificates.ts'
import { trustingFetch } from '../../src/sandbox/tls/trusting-fetch.ts'

const widget = { dir: fileURLToPath(new URL('../../public', import.meta.url)) }
const tls = await makeCertificates()
const ask = trustingFetch(tls.authority)

let plain: Sandbox
let secure: Sandbox
beforeAll(async () => {
  const options = { ports: 'free', widget, people: { size: 200 } } as const
  ;[plain, secure] = await Promise.all([startSandbox(options), startSandbox({ ...options, tls })])
})
afterAll(() => Promise.all([plain.close(), secure.close()]))

it('speaks TLS at Epic’s door and the broker’s, where it is asked to, and nowhere else', async () => {
  expect(speakingTls(plain)).toEqual([])
  expect(speakingTls(secure)).toEqual(['broker', 'epic'])
  expect((await ask(`${secure.origins.broker}/health`)).status).toBe(200)
  expect((await ask(`${secure.origins.epic}/interconnect/api/FHIR/R4/metadata`)).status).toBe(200)
})

it('lets the widget ask the broker by https, and open a chart by it', async () => {
  const [page, config] = await Promise.all(
    ['/', '/config.json'].map((path) => fetch(`${secure.origins.widget}${path}`)),
  )
  expect(page?.headers.get('Content-Security-Policy')).toContain(
    `connect-src 'self' ${secure.origins.broker} ${secure.origins.idp};`,
  )
  expect(await config?.json()).toMatchObject({
    broker: { url: secure.origins.broker },
    screenPop: { template: `${secure.origins.epic}/hyperspace/chart?patient={fhirId}`, schemes: ['https'] },
  })
})

it('leaves no rule in a browser by which it would ask a later sandbox without TLS by https', async () => {
  const plainly = await fetch(`${plain.origins.broker}/health`)
  const securely = await ask(`${secure.origins.broker}/health`)
  expect(plainly.headers.get('Strict-Transport-Security')).not.toBeNull()
  expect(securely.headers.get('Strict-Transport-Security')).toBeNull()
  expect(securely.headers.get('X-Content-Type-Options')).toBe('nosniff')
})

it('lets certificates go wrong where there are any, and says with which option there are', async () => {
  expect(certificatePlaces(secure)).toEqual([
    ['epic-certificate', null],
    ['broker-certificate', null],
  ])
  expect(certificatePlaces(plain).map(([, missing]) => missing)).toEqual(Array(2).fill('Only with npm start -- --tls.'))
  await expect(plain.faults.turn(['epic-certificate/expired'])).rejects.toThrow('--tls')

  await secure.faults.turn(['epic-certificate/expired', 'broker-certificate/other-name'])
  expect(secure.faults.now()).toEqual(['epic-certificate/expired', 'broker-certificate/other-name'])
  await secure.faults.turn([])
  expect(secure.faults.now()).toEqual([])
})

function speakingTls({ origins }: Sandbox): string[] {
  return Object.entries(origins).flatMap(([party, origin]) => (origin.startsWith('https:') ? [party] : []))
}

/** The places where a certificate can go wrong, and what is missing for it. */
function certificatePlaces({ faults }: Sandbox): (string | null)[][] {
  return faults.shown().flatMap(({ name, missing }) => (name.endsWith('-certificate') ? [[name, missing]] : []))
}

import { randomBytes } from 'node:crypto'
import { afterEach, expect, it, vi } from 'vitest'
import { createLedger } from '../../src/broker/ledger.ts'
import { LedgerError } from '../../src/broker/ledger-pages.ts'
import { createDynamoPages } from '../../src/broker/dynamo-pages.ts'
import { budgets, database, hour, minute, openPages, passing, refusalOf } from './ledgers.ts'

vi.setConfig({ testTimeout: 120_000 })

const dana = { contactId: 'a0000000-0000-4000-8000-000000000001', agentId: 'connect-dana' }
const clock = () => Date.parse('2026-11-24T10:00:00Z')

afterEach(async () => {
  Object.assign((await database).faults, { throttle: 0, down: false })
})

/** So many brokers of one site, each with its own connections and no memory in common. */
async function instances(count: number, now: () => number = clock) {
  const secret = randomBytes(32)
  const pages = await Promise.all(Array.from({ length: count }, () => openPages('dynamodb', now, secret)))
  return pages.map((each) => createLedger(each, budgets, now))
}

it('lets no more searches through in ten instances than in one (R21)', async () => {
  const ledgers = await instances(10)
  expect(await passing(...ledgers)(20, () => dana.contactId)).toBe(5)
  expect(await passing(...ledgers)(30, (index) => `contact ${index}`)).toBe(5)
})

it('has one instance know what another one found, confirmed and used', async () => {
  const [one, other] = await instances(2)
  await one?.keepFound(dana, ['eKq7'])
  await one?.keepConfirmed(dana)
  expect(await one?.useOnce('opened', hour)).toBe(true)

  expect(await other?.wasFound(dana, 'eKq7')).toBe(true)
  expect(await other?.hasConfirmed(dana)).toBe(true)
  expect(await other?.useOnce('opened', hour)).toBe(false)
  await other?.free('opened')
  expect(await one?.useOnce('opened', hour)).toBe(true)
})

it('shows whoever reads the table no id of a patient, an agent or a contact', async () => {
  const [ledger] = await instances(1)
  await ledger?.chargeSearch(dana)
  await ledger?.keepFound(dana, ['eKq7vT2mZpW0aYx4LnRb9uA3'])
  await ledger?.keepConfirmed(dana)
  await ledger?.useOnce(`opened ${dana.contactId} ${dana.agentId} eKq7vT2mZpW0aYx4LnRb9uA3`, hour)

  const items = JSON.stringify(await (await database).items())
  const bytes = [...items.matchAll(/"B":"([^"]+)"/g)].map(([, page = '']) =>
    Buffer.from(page, 'base64').toString('latin1'),
  )
  expect(bytes.length).toBeGreaterThan(4)
  for (const seen of [items, ...bytes]) expect(seen).not.toMatch(/eKq7|connect-dana|a0000000|opened/)
})

it('gives every page an end that DynamoDB can sweep by, a day and a minute away at most', async () => {
  const [ledger] = await instances(1)
  await ledger?.chargeSearch(dana)
  await ledger?.chargeToken(dana.agentId)
  await ledger?.keepFound(dana, ['eKq7'])

  const items = (await (await database).items()) as { expires: { N: string } }[]
  for (const { expires } of items) {
    expect(Number(expires.N)).toBeGreaterThan(clock() / 1_000)
    expect(Number(expires.N)).toBeLessThanOrEqual((clock() + 24 * hour + minute) / 1_000)
  }
})

it('goes on through one throttle, and is closed by more, with a time to come back (faults)', async () => {
  const [ledger] = await instances(1)
  const { faults } = await database
  faults.throttle = 1
  expect(await refusalOf(ledger?.chargeSearch(dana) ?? Promise.resolve())).toBeNull()
  faults.throttle = 10
  expect(await refusalOf(ledger?.chargeSearch(dana) ?? Promise.resolve())).toEqual(['ledger-unavailable', 1_000])
})

it.each([
  ['a search', (ledger: ReturnType<typeof createLedger>) => ledger.chargeSearch(dana)],
  ['a token', (ledger: ReturnType<typeof createLedger>) => ledger.chargeToken(dana.agentId)],
  ['appointments', (ledger: ReturnType<typeof createLedger>) => ledger.chargeAppointments(dana)],
  ['keeping who was found', (ledger: ReturnType<typeof createLedger>) => ledger.keepFound(dana, ['eKq7'])],
  ['whether somebody was found', (ledger: ReturnType<typeof createLedger>) => ledger.wasFound(dana, 'eKq7')],
  ['a confirmation', (ledger: ReturnType<typeof createLedger>) => ledger.useOnce('opened', hour)],
  ['a withdrawal', (ledger: ReturnType<typeof createLedger>) => ledger.free('opened')],
])('closes %s while the table cannot be reached, within the agent’s patience (faults)', async (_, ask) => {
  const [ledger] = await instances(1)
  const { faults } = await database
  faults.down = true
  if (ledger === undefined) throw new Error('no ledger')
  expect(await refusalOf(ask(ledger))).toEqual(['ledger-unavailable', 1_000])
  faults.down = false
  expect(await refusalOf(ask(ledger))).toBeNull()
})

it('says which setting to mend where there is no such table', async () => {
  const { endpoint } = await database
  const pages = createDynamoPages({
    table: 'no-such-table',
    region: 'us-east-1',
    endpoint,
    secret: async () => randomBytes(32),
  })
  const fault = await pages.ready().catch((error: unknown) => error)
  pages.close()
  expect(fault).toBeInstanceOf(LedgerError)
  expect(String(fault)).toContain('LEDGER')
})

import { expect, it } from 'vitest'
import { createExpiringMap } from '../../src/broker/expiring-map.ts'
import { createMemoryLedger } from '../../src/broker/ledger.ts'
import { isIntegrationError } from '../../src/domain/errors.ts'

const hour = 60 * 60_000
const budgets = { perContact: 5, perHour: 40, perDay: 200 }

function aLedger() {
  const clock = { now: 1_000_000 }
  const ledger = createMemoryLedger(budgets, () => clock.now)
  const passed = async (count: number, contactOf: (index: number) => string, agentId = 'dana') => {
    const charges = Array.from({ length: count }, (_, index) =>
      ledger.chargeSearch({ agentId, contactId: contactOf(index) }),
    )
    return (await Promise.allSettled(charges)).filter(({ status }) => status === 'fulfilled').length
  }
  return { ledger, clock, passed }
}

it('lets five searches of a contact pass, whoever asks and however many at once (R21)', async () => {
  const { passed } = aLedger()
  expect(
    (await Promise.all([passed(50, () => 'one'), passed(50, () => 'one', 'sam')])).reduce((sum, n) => sum + n),
  ).toBe(5)
})

it('lets an agent search 40 times in an hour, over all contacts (R21)', async () => {
  const { passed, clock } = aLedger()
  expect(await passed(100, (index) => `a${index}`)).toBe(40)
  clock.now += hour - 1
  expect(await passed(1, () => 'b')).toBe(0)
  clock.now += 1
  expect(await passed(100, (index) => `c${index}`)).toBe(40)
})

it('lets an agent search 200 times in a day (R21)', async () => {
  const { passed, clock } = aLedger()
  for (let round = 0; round < 5; round += 1) {
    expect(await passed(40, (index) => `${round}-${index}`)).toBe(40)
    clock.now += hour
  }
  expect(await passed(1, () => 'more')).toBe(0)
  expect(await passed(40, (index) => `sam-${index}`, 'sam')).toBe(40)
  clock.now += 19 * hour
  expect(await passed(1, () => 'next day')).toBe(1)
})

it('takes nothing off one budget where another is spent', async () => {
  const { passed } = aLedger()
  await passed(50, () => 'one')
  expect(await passed(100, (index) => `a${index}`)).toBe(35)
})

it('says when an agent may search again, but of a contact never', async () => {
  const { ledger, passed, clock } = aLedger()
  await passed(40, (index) => `a${index}`)
  clock.now += hour - 30_000
  const waits = async (contactId: string, agentId: string) =>
    ledger
      .chargeSearch({ contactId, agentId })
      .catch((error: unknown) => isIntegrationError(error) && error.retryAfterMs)
  expect(await waits('b', 'dana')).toBe(30_000)
  await passed(5, () => 'c', 'sam')
  expect(await waits('c', 'sam')).toBeNull()
})

it('knows who was found for which contact and agent, and forgets after a day', async () => {
  const { ledger, clock } = aLedger()
  const grant = { contactId: 'one', agentId: 'dana' }
  await ledger.keepFound(grant, ['a'])
  await ledger.keepFound(grant, ['b'])

  expect(await ledger.wasFound(grant, 'a')).toBe(true)
  expect(await ledger.wasFound(grant, 'b')).toBe(true)
  expect(await ledger.wasFound({ ...grant, contactId: 'two' }, 'a')).toBe(false)
  expect(await ledger.wasFound({ ...grant, agentId: 'sam' }, 'a')).toBe(false)
  clock.now += 24 * hour
  expect(await ledger.wasFound(grant, 'a')).toBe(false)
})

it('knows who confirmed anybody for which contact, and forgets after a day (R24)', async () => {
  const { ledger, clock } = aLedger()
  const grant = { contactId: 'one', agentId: 'dana' }
  await ledger.keepConfirmed(grant)

  expect(await ledger.hasConfirmed(grant)).toBe(true)
  expect(await ledger.hasConfirmed({ ...grant, contactId: 'two' })).toBe(false)
  expect(await ledger.hasConfirmed({ ...grant, agentId: 'sam' })).toBe(false)
  clock.now += 24 * hour
  expect(await ledger.hasConfirmed(grant)).toBe(false)
})

it('knows whose confirmation stands in a chain of transfers, and on which contact it was made last', async () => {
  const { ledger, clock } = aLedger()
  expect(await ledger.confirmedOn('first')).toEqual(new Map())
  await ledger.keepConfirmation('first', 'ana', 'first')
  await ledger.keepConfirmation('first', 'leo', 'second')
  await ledger.keepConfirmation('other', 'rosa', 'other')
  expect(await ledger.confirmedOn('first')).toEqual(
    new Map([
      ['ana', 'first'],
      ['leo', 'second'],
    ]),
  )

  await ledger.keepConfirmation('first', 'ana', 'third')
  expect((await ledger.confirmedOn('first')).get('ana')).toBe('third')
  clock.now += 24 * hour
  expect(await ledger.confirmedOn('first')).toEqual(new Map())
})

it('forgets a confirmation that was taken back, whoever took it back, and no other', async () => {
  const { ledger } = aLedger()
  await ledger.keepConfirmation('first', 'ana', 'first')
  await ledger.keepConfirmation('first', 'leo', 'first')
  await ledger.keepConfirmation('first', 'ana', null)
  await ledger.keepConfirmation('first', 'rosa', null)
  expect(await ledger.confirmedOn('first')).toEqual(new Map([['leo', 'first']]))

  await ledger.keepConfirmation('first', 'ana', 'second')
  expect((await ledger.confirmedOn('first')).get('ana')).toBe('second')
})

it('loses no confirmation of many at once, and keeps the latest twenty of a chain', async () => {
  const { ledger } = aLedger()
  await Promise.all(Array.from({ length: 20 }, (_, index) => ledger.keepConfirmation('first', `p${index}`, 'first')))
  expect((await ledger.confirmedOn('first')).size).toBe(20)
  await ledger.keepConfirmation('first', 'latest', 'second')
  const confirmed = [...(await ledger.confirmedOn('first')).keys()]
  expect([confirmed.length, confirmed.includes('p0'), confirmed.includes('latest')]).toEqual([20, false, true])
})

it('lets a key be used once of a hundred times at once', async () => {
  const { ledger } = aLedger()
  const uses = await Promise.all(Array.from({ length: 100 }, () => ledger.useOnce('key', hour)))
  expect(uses.filter(Boolean)).toHaveLength(1)
})

it('holds no more entries than it may, and drops those that ended before those that live', () => {
  let now = 0
  const map = createExpiringMap<number>(3, () => now)
  map.set('lives', 1, 1_000)
  map.set('ends', 2, 10)
  map.set('lives too', 3, 1_000)
  now = 10
  map.set('new', 4, 1_000)
  expect(['lives', 'ends', 'lives too', 'new'].map((key) => map.get(key))).toEqual([1, undefined, 3, 4])

  for (let index = 0; index < 1_000; index += 1) map.set(`key ${index}`, index, 1_000)
  expect(map.size).toBe(3)
})

it('lets twenty looks at appointments of a contact pass, and takes no search for them (R21)', async () => {
  const { ledger, passed } = aLedger()
  const grant = { agentId: 'dana', contactId: 'one' }
  const looks = await Promise.allSettled(Array.from({ length: 30 }, () => ledger.chargeAppointments(grant)))
  expect(looks.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
  expect(await passed(5, () => 'one')).toBe(5)
})

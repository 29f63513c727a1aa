import { describe, expect, it, vi } from 'vitest'
import { aLedger, hour, minute, refusalOf } from './ledgers.ts'

vi.setConfig({ testTimeout: 120_000 })

const dana = { contactId: 'one', agentId: 'dana' }

describe.each(['memory', 'dynamodb'])('a ledger in %s', (place) => {
  it('lets five searches of a contact pass, whoever asks and however many at once (R21)', async () => {
    const { passed } = await aLedger(place)
    const [danas, sams] = await Promise.all([passed(50, () => 'one'), passed(50, () => 'one', 'sam')])
    expect(danas + sams).toBe(5)
  })

  it('lets an agent search so many times in an hour, over all contacts, a hundred at once (R21)', async () => {
    const { passed, clock } = await aLedger(place)
    expect(await passed(100, (index) => `a${index}`)).toBe(10)
    clock.now += hour
    expect(await passed(1, () => 'b')).toBe(0)
    clock.now += minute
    expect(await passed(12, (index) => `c${index}`)).toBe(10)
  })

  it('slides: a new hour of the clock brings no new searches (R21)', async () => {
    const { passed, clock } = await aLedger(place)
    clock.now += 50 * minute
    expect(await passed(7, (index) => `a${index}`)).toBe(7)
    clock.now += 20 * minute
    expect(await passed(7, (index) => `b${index}`)).toBe(3)
    clock.now += 41 * minute
    expect(await passed(10, (index) => `c${index}`)).toBe(7)
  })

  it('lets an agent search so many times in a day, and another agent too (R21)', async () => {
    const { passed, clock } = await aLedger(place)
    for (const [round, pass] of [10, 10, 4].entries()) {
      expect(await passed(10, (index) => `${round}-${index}`)).toBe(pass)
      clock.now += hour + minute
    }
    expect(await passed(10, (index) => `sam-${index}`, 'sam')).toBe(10)
    clock.now += 21 * hour
    expect(await passed(12, (index) => `next day ${index}`)).toBe(10)
  })

  it('takes nothing off one budget where another is spent', async () => {
    const { ledger, passed, clock } = await aLedger(place)
    await passed(20, () => 'one')
    expect(await passed(20, (index) => `a${index}`)).toBe(5)

    expect(await refusalOf(ledger.chargeSearch({ ...dana, contactId: 'two' }))).toMatchObject({ 0: 'budget-spent' })
    clock.now += hour + minute
    expect(await passed(6, () => 'two')).toBe(5)
  })

  it('says when an agent may search again, but of a contact never', async () => {
    const { ledger, passed, clock } = await aLedger(place)
    await passed(10, (index) => `a${index}`)
    clock.now += hour - 30_000
    expect(await refusalOf(ledger.chargeSearch({ ...dana, contactId: 'b' }))).toEqual(['budget-spent', 90_000])
    await passed(5, () => 'c', 'sam')
    expect(await refusalOf(ledger.chargeSearch({ contactId: 'c', agentId: 'sam' }))).toEqual(['budget-spent', null])
  })

  it('lets twenty looks at appointments of a contact pass, and takes no search for them (R21)', async () => {
    const { ledger, passed } = await aLedger(place)
    const looks = await Promise.allSettled(Array.from({ length: 30 }, () => ledger.chargeAppointments(dana)))
    expect(looks.filter(({ status }) => status === 'fulfilled')).toHaveLength(20)
    expect(await passed(5, () => 'one')).toBe(5)
  })

  it('lets as many matches of a contact pass as it was searched for, however many at once (R21)', async () => {
    const { ledger, passed } = await aLedger(place)
    const matches = async () =>
      (await Promise.allSettled(Array.from({ length: 20 }, () => ledger.chargeMatch(dana)))).filter(
        ({ status }) => status === 'fulfilled',
      ).length
    expect(await matches()).toBe(0)
    await passed(2, () => 'one')
    expect(await matches()).toBe(2)
    await passed(1, () => 'one')
    expect(await matches()).toBe(1)
  })

  it('lets an agent have 60 tokens a minute, and says when the next one is to be had', async () => {
    const { ledger, clock } = await aLedger(place)
    const tokens = await Promise.allSettled(Array.from({ length: 100 }, () => ledger.chargeToken('dana')))
    expect(tokens.filter(({ status }) => status === 'fulfilled')).toHaveLength(60)
    clock.now += 20_000
    expect(await refusalOf(ledger.chargeToken('dana'))).toEqual(['broker-busy', 41_000])
    clock.now += 41_000
    expect(await refusalOf(ledger.chargeToken('dana'))).toBeNull()
  })

  it('knows who was found for which contact and agent, and forgets after a day', async () => {
    const { ledger, clock } = await aLedger(place)
    await Promise.all([ledger.keepFound(dana, ['a']), ledger.keepFound(dana, ['b']), ledger.keepFound(dana, [])])

    expect(await ledger.wasFound(dana, 'a')).toBe(true)
    expect(await ledger.wasFound(dana, 'b')).toBe(true)
    expect(await ledger.wasFound(dana, 'c')).toBe(false)
    expect(await ledger.wasFound({ ...dana, contactId: 'two' }, 'a')).toBe(false)
    expect(await ledger.wasFound({ ...dana, agentId: 'sam' }, 'a')).toBe(false)
    clock.now += 24 * hour
    expect(await ledger.wasFound(dana, 'a')).toBe(false)
  })

  it('knows who confirmed anybody for which contact, and forgets after a day (R24)', async () => {
    const { ledger, clock } = await aLedger(place)
    await ledger.keepConfirmed(dana)

    expect(await ledger.hasConfirmed(dana)).toBe(true)
    expect(await ledger.hasConfirmed({ ...dana, contactId: 'two' })).toBe(false)
    expect(await ledger.hasConfirmed({ ...dana, agentId: 'sam' })).toBe(false)
    clock.now += 24 * hour
    expect(await ledger.hasConfirmed(dana)).toBe(false)
  })

  it('knows whose confirmation stands in a chain of transfers, and on which contact it was made last', async () => {
    const { ledger, clock } = await aLedger(place)
    expect(await ledger.confirmedOn('first')).toEqual(new Map())
    await ledger.keepConfirmation('first', 'ana', 'first')
    await ledger.keepConfirmation('first', 'leo', 'second')
    await ledger.keepConfirmation('other', 'rosa', 'other')
    expect([...(await ledger.confirmedOn('first'))]).toEqual([
      ['ana', 'first'],
      ['leo', 'second'],
    ])

    await ledger.keepConfirmation('first', 'ana', 'third')
    expect((await ledger.confirmedOn('first')).get('ana')).toBe('third')
    clock.now += 24 * hour
    expect(await ledger.confirmedOn('first')).toEqual(new Map())
  })

  it('forgets a confirmation that was taken back, whoever took it back, and no other', async () => {
    const { ledger } = await aLedger(place)
    await ledger.keepConfirmation('first', 'ana', 'first')
    await ledger.keepConfirmation('first', 'leo', 'first')
    await ledger.keepConfirmation('first', 'ana', null)
    await ledger.keepConfirmation('first', 'rosa', null)
    expect([...(await ledger.confirmedOn('first'))]).toEqual([['leo', 'first']])

    await ledger.keepConfirmation('first', 'ana', 'second')
    expect((await ledger.confirmedOn('first')).get('ana')).toBe('second')
  })

  it('loses no confirmation of many at once, and keeps the latest twenty of a chain', async () => {
    const { ledger } = await aLedger(place)
    await Promise.all(Array.from({ length: 20 }, (_, index) => ledger.keepConfirmation('first', `p${index}`, 'first')))
    expect((await ledger.confirmedOn('first')).size).toBe(20)
    await ledger.keepConfirmation('first', 'latest', 'second')
    const confirmed = [...(await ledger.confirmedOn('first')).keys()]
    expect([confirmed.length, confirmed.includes('p0'), confirmed.includes('latest')]).toEqual([20, false, true])
  })

  it('lets a key be used once of a hundred times at once, until it is over or freed', async () => {
    const { ledger, clock } = await aLedger(place)
    const uses = await Promise.all(Array.from({ length: 100 }, () => ledger.useOnce('key', hour)))
    expect(uses.filter(Boolean)).toHaveLength(1)

    clock.now += hour - 1
    expect(await ledger.useOnce('key', hour)).toBe(false)
    clock.now += 1
    expect(await ledger.useOnce('key', hour)).toBe(true)
    await ledger.free('key')
    expect(await ledger.useOnce('key', hour)).toBe(true)
    expect(await ledger.useOnce('other key', hour)).toBe(true)
  })
})

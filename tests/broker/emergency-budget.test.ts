import { expect, it } from 'vitest'
import { createEmergencyBudget } from '../../src/broker/emergency-budget.ts'
import { hour, minute, openPages, refusalOf } from './ledgers.ts'

const mostPerHour = 3

async function aBudget(place: string) {
  const clock = { now: Date.parse('2026-11-29T10:00:00Z') }
  const budget = createEmergencyBudget(await openPages(place, () => clock.now), mostPerHour, () => clock.now)
  return { budget, clock }
}

const on = (contactId: string, agentId = 'dana') => ({ agentId, contactId })

it.each(['memory', 'dynamodb'])(
  'lets an agent have three emergencies an hour, and of twenty at once no more (R16, R21), in %s',
  async (place) => {
    const { budget, clock } = await aBudget(place)
    const charges = Array.from({ length: 20 }, (_, index) => budget.chargeContact(on(`call-${index}`)))
    const settled = await Promise.allSettled(charges)
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(mostPerHour)

    clock.now += 20 * minute
    expect(await refusalOf(budget.chargeContact(on('one-more')))).toEqual(['budget-spent', 40 * minute])
    expect(await refusalOf(budget.chargeContact(on('one-more', 'sam')))).toBeNull()
    clock.now += hour
    expect(await refusalOf(budget.chargeContact(on('one-more')))).toBeNull()
  },
)

it('counts one emergency once, however often its token is renewed within the hour', async () => {
  const { budget, clock } = await aBudget('memory')
  for (let minutes = 0; minutes < 50; minutes += 10) {
    expect(await refusalOf(budget.chargeContact(on('the-call')))).toBeNull()
    clock.now += 10 * minute
  }
  expect(await refusalOf(budget.chargeContact(on('second')))).toBeNull()
  expect(await refusalOf(budget.chargeContact(on('third')))).toBeNull()
  expect(await refusalOf(budget.chargeContact(on('fourth')))).toEqual(['budget-spent', 10 * minute])
})

it.each(['memory', 'dynamodb'])(
  'lets two searches of an emergency through, of ten at once too, in %s',
  async (place) => {
    const { budget } = await aBudget(place)
    const settled = await Promise.allSettled(Array.from({ length: 10 }, () => budget.chargeSearch(on('the-call'))))
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(await refusalOf(budget.chargeSearch(on('another-call')))).toBeNull()
  },
)

it('lets the next one in when the oldest of three is an hour past, not when all are', async () => {
  const { budget, clock } = await aBudget('memory')
  for (const id of ['first', 'second', 'third']) {
    await budget.chargeContact(on(id))
    clock.now += 20 * minute
  }
  expect(await refusalOf(budget.chargeContact(on('fourth')))).toBeNull()
  expect(await refusalOf(budget.chargeContact(on('fifth')))).toEqual(['budget-spent', 20 * minute])
})

import { expect, it } from 'vitest'
import type { ControlRoomState } from '../../../src/sandbox/control-room/control-room-state.ts'
import { aRoad, namesIn } from '../road.ts'

type Road = Awaited<ReturnType<typeof aRoad>>

const loaded: fhir4.Patient[] = ['Ada', 'Ben'].map((given) => ({
  resourceType: 'Patient',
  id: given,
  name: [{ family: 'Example', given: [given] }],
  birthDate: '1980-02-29',
  // The area code that Synthea gives everybody, which is no real one.
  telecom: [{ system: 'phone', value: '555-555-0142', use: 'home' }],
}))

it('rings a number of people who were loaded, and the broker finds whom the crib names', async () => {
  const road = await aRoad({}, loaded)
  const { numbers } = await stateOf(road)
  expect(numbers).toEqual([
    {
      number: '+15555550142',
      label: '2 patients',
      says: ['02/29/1980 (Ada Example)', '02/29/1980 (Ben Example)'],
    },
  ])

  const [number] = numbers.map((one) => one.number)
  const rung = (await (await change(road, 'POST', '/api/ring', { number })).json()) as { contactId: string }
  const token = await road.callToken(rung.contactId)
  road.instance.accept(rung.contactId)
  road.skipMs(500)
  expect(namesIn(await road.search(token, { telecom: number ?? '' }))).toEqual(['Ada Example', 'Ben Example'])
})

it('plays no scene about the cast with people who were loaded, and every other', async () => {
  const road = await aRoad({}, loaded)
  const { scenes } = await stateOf(road)
  const refused = await change(road, 'POST', '/api/ring', { scene: 'household' })
  const begun = await change(road, 'POST', '/api/ring', { scene: 'monitoring' })

  expect(scenes.find(({ id }) => id === 'household')?.isPlayable).toBe(false)
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('not loaded')])
  expect(scenes.find(({ id }) => id === 'monitoring')?.isPlayable).toBe(true)
  expect(begun.status).toBe(201)
})

it('can play every scene with the cast', async () => {
  const { scenes, numbers } = await stateOf(await aRoad())
  expect(scenes.filter(({ isPlayable }) => !isPlayable)).toEqual([])
  expect(numbers).toHaveLength(12)
})

it('does not run dry while a visitor plays, unless its switch says so', async () => {
  const road = await aRoad()
  const walter = { given: 'Walter', family: 'Nguyen', birthdate: '1951-12-09' }
  for (let call = 0; call < 5; call += 1) {
    const { contactId, token } = await road.takeCall()
    for (let search = 0; search < 10; search += 1) expect((await road.search(token, walter)).status).toBe(200)
    road.instance.hangUp(contactId)
    road.instance.clear(contactId)
  }

  expect((await change(road, 'PUT', '/api/site', { budgetPerContact: 2 })).status).toBe(200)
  expect((await stateOf(road)).site['budgetPerContact']).toBe(2)
  const { token } = await road.takeCall()
  const codes = []
  for (let search = 0; search < 3; search += 1) codes.push((await road.search(token, walter)).code)
  expect(codes).toEqual([undefined, undefined, 'budget-spent'])
})

async function stateOf({ sandbox }: Road): Promise<ControlRoomState> {
  return (await (await fetch(`${sandbox.origins.controlRoom}/api/state`)).json()) as ControlRoomState
}

function change({ sandbox }: Road, method: 'POST' | 'PUT', path: string, body: object): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' }
  return fetch(sandbox.origins.controlRoom + path, { method, headers, body: JSON.stringify(body) })
}

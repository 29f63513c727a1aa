import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EpicAnswer, inWords, type PlayedEpic, playEpic } from '../playing-epic.ts'

let played: PlayedEpic
beforeAll(async () => {
  played = await playEpic()
})
afterAll(() => played.close())

const nursingHome = { telecom: '608-555-0190', _count: '20' }

function nextOf(body: EpicAnswer): string | undefined {
  return body.link?.find(({ relation }) => relation === 'next')?.url
}

async function follow(url: string | undefined) {
  const answer = await played.read(url ?? 'no next link')
  const body: EpicAnswer = await answer.json()
  return { status: answer.status, body }
}

it('counts the rows of the page, not the hits', async () => {
  const { body } = await played.search(nursingHome)
  expect([body.total, body.entry?.length]).toEqual([20, 20])
})

it('tells the true number where only a count is asked', async () => {
  const { body } = await played.search({ telecom: '608-555-0190', _summary: 'count' })
  expect([body.total, body.entry]).toEqual([31, undefined])
})

it('goes on under a session until all were shown once', async () => {
  const first = await played.search(nursingHome)
  expect(nextOf(first.body)).toMatch(/\/FHIR\/R4\/Patient\?sessionID=17-[0-9A-F]{32}$/)

  const second = await follow(nextOf(first.body))
  const urls = [first.body, second.body].flatMap(({ entry }) => (entry ?? []).map(({ fullUrl }) => fullUrl))
  expect(new Set(urls).size).toBe(31)
  expect([second.body.total, nextOf(second.body)]).toEqual([11, undefined])
})

it('moves on with every use: a link does not work twice', async () => {
  const { body } = await played.search(nursingHome)
  await follow(nextOf(body))
  const again = await follow(nextOf(body))
  expect([again.status, inWords(again.body)]).toEqual([400, ['4113']])
})

it('forgets a session after five minutes', async () => {
  const { body } = await played.search(nursingHome)
  played.clock.offsetMs += 5 * 60_000
  const late = await follow(nextOf(body))
  expect([late.status, inWords(late.body)]).toEqual([400, ['4113']])
})

it('shows all of a small answer on one page', async () => {
  expect(nextOf((await played.search({ telecom: '608-555-0190' })).body)).toBeUndefined()
})

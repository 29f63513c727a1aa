import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PlayedEpic, playEpic } from '../playing-epic.ts'
import { shapeOf } from './shape.ts'

let played: PlayedEpic
beforeAll(async () => {
  played = await playEpic()
})
afterAll(() => played.close())

/** Answers of the real Epic's sandbox, with invented people in them. */
function captured(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/epic/${name}.json`, import.meta.url), 'utf8'))
}

it('gives a match the shape that Epic gave', async () => {
  const { body } = await played.search({ given: 'Ana', family: 'Kessler', birthdate: '1980-02-29' })
  const strange = [...shapeOf(body)].filter((path) => !shapeOf(captured('searchset-one-match')).has(path))
  expect(strange).toEqual([])
})

it('gives no match the shape that Epic gave', async () => {
  const { body } = await played.search({ telecom: '608-555-0199' })
  expect(shapeOf(body)).toEqual(shapeOf(captured('no-match')))
})

it.each([
  ['unknown-id', 'Patient/this-id-definitely-does-not-exist'],
  ['unknown-parameter', 'Patient?totally-bogus-param=foo'],
])('says what Epic said, word for word but for the site’s number: %s', async (name, path) => {
  const answer: unknown = await (await played.read(path)).json()
  const ours = JSON.stringify(answer).replaceAll('.13.999.1.7.', '.13.0.1.7.')
  expect(JSON.parse(ours)).toEqual(captured(name))
})

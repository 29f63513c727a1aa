import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { epicFaults } from '../../../src/sandbox/epic/faults/epic-faults.ts'
import { faultWords } from '../../../src/sandbox/faults/fault-words.ts'

const tests = resolve(import.meta.dirname, '../..')

/** What takes too long for a journey, and the test that has it in its place. */
const elsewhere: Readonly<Record<string, string>> = {
  'connect-api/silent': 'broker/connect-api.wire.test.ts',
  'kms/silent': 'smart/backend-token.wire.test.ts',
  'ccp/silent': 'sandbox/ccp/streams.browser.test.ts',
}

it('whatever can go wrong from the control room is met by a journey, or by a test that is named for it', () => {
  const specs = readdirSync(join(tests, 'e2e')).filter((name) => name.endsWith('.spec.ts'))
  const journeys = specs.map((name) => readFileSync(join(tests, 'e2e', name), 'utf8')).join('\n')
  const places = Object.entries({ epic: epicFaults, ...faultWords })
  const faults = places.flatMap(([place, names]) => Object.keys(names).map((name) => `${place}/${name}`))

  const met = faults.filter((fault) => journeys.includes(`'${fault}'`))
  expect(faults.filter((fault) => !met.includes(fault) && !(fault in elsewhere))).toEqual([])
  expect(Object.keys(elsewhere).filter((fault) => met.includes(fault) || !faults.includes(fault))).toEqual([])
})

it.each(Object.values(elsewhere))('a party that never answers is met in %s', (file) => {
  expect(readFileSync(join(tests, file), 'utf8')).toMatch(/silent|never answers/)
})

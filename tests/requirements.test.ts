import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { readCoverage, untested, writeCoverage } from '../scripts/requirements/coverage.ts'
import { requirements, waiting } from '../scripts/requirements/requirements.ts'

const root = resolve(import.meta.dirname, '..')

it('every requirement has a test, or says what it waits for (R84)', () => {
  expect(untested(readCoverage(root, 'tests'))).toEqual([])
})

it('a requirement that waits has no test yet, else it would not wait', () => {
  const coverage = readCoverage(root, 'tests')
  expect(Object.keys(waiting).filter((number) => coverage.has(Number(number)))).toEqual([])
})

it('a title names no requirement that does not exist', () => {
  const named = [...readCoverage(root, 'tests').keys()]
  expect(named.filter((number) => !(number in requirements))).toEqual([])
})

it('the page of requirements is as the tests say: npm run requirements writes it anew', () => {
  const page = readFileSync(join(root, 'docs/requirements.md'), 'utf8')
  expect(page).toBe(writeCoverage(readCoverage(root, 'tests')))
})

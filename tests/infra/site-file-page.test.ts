import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readSite, SiteError } from '../../src/infra/site.ts'
import { exampleJson, launchJson } from './example-site.ts'

const page = readFileSync(new URL('../../docs/site-file.md', import.meta.url), 'utf8')
const described = [...page.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, path = '']) => path)

/** What a whole file holds, by path; what the widget and the broker read stands in settings.md. */
function pathsIn(json: object, before = ''): string[] {
  return Object.entries(json).flatMap(([name, value]: [string, unknown]) => {
    const path = `${before}${name}`
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isGroup && path !== 'widget.settings' && path !== 'broker' ? pathsIn(value, `${path}.`) : [path]
  })
}

it('the page of the site file explains every setting of both examples', () => {
  const paths = [exampleJson(), launchJson()].flatMap((json) => pathsIn(json as object))
  expect(paths.length).toBeGreaterThan(20)
  expect(paths.filter((path) => !described.includes(path))).toEqual([])
})

it.each(described)('a file is refused by the name of %s where that holds what it never can', (path) => {
  const json = exampleJson() as Record<string, unknown>
  const names = path.split('.')
  const last = names.pop() ?? ''
  let group = json
  for (const name of names) group = (group[name] ??= {}) as Record<string, unknown>
  group[last] = false
  const settings = faultsOf(json)
  expect(settings).toContain(path)
})

it('a setting that the page does not know is refused as one (R83)', () => {
  expect(faultsOf({ ...(exampleJson() as object), retention: 6 })).toEqual(['retention'])
})

function faultsOf(json: unknown): readonly string[] {
  try {
    readSite(json)
  } catch (error) {
    if (error instanceof SiteError) return error.settings
    throw error
  }
  return []
}

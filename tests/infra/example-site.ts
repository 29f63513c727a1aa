import { readFileSync } from 'node:fs'
import { type Site, readSite } from '../../src/infra/site.ts'

/** The example that administrators copy, as JSON; change in it what a test is about. */
export function exampleJson(change: (json: ExampleJson) => void = () => undefined): unknown {
  const json = JSON.parse(readFileSync(new URL('../../docs/site.example.json', import.meta.url), 'utf8')) as ExampleJson
  change(json)
  return json
}

/** The example as a site. */
export function exampleSite(change?: (json: ExampleJson) => void): Site {
  return readSite(exampleJson(change))
}

/** As far as tests change it. */
export interface ExampleJson {
  [name: string]: unknown
  widget: { [name: string]: unknown; settings: { search: Record<string, unknown> } }
  api: Record<string, unknown>
  agents: Record<string, unknown>
  epic: Record<string, unknown>
  connect: Record<string, unknown>
}

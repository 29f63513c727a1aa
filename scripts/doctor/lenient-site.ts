import { readFileSync } from 'node:fs'
import { readSite, type Site, SiteError } from '../../src/infra/site.ts'
import { settingFaults } from '../deploy/site-file.ts'

type JsonObject = Record<string, unknown>

/** A site file as far as it can be used: what is wrong is replaced by the example's, so that one bad setting hides no other. */
export interface LenientSite {
  readonly site: Site
  /** What is wrong, each as `name: what is wanted`. */
  readonly faults: readonly string[]
  /** Whether something at, above or below a path has to be mended. */
  readonly isBad: (path: string) => boolean
}

export interface LenientReading {
  /** The file of `docs` from which the stand-ins are. */
  readonly example: 'site.example.json' | 'site.launch.example.json'
  /** The parts that the checks read. The others say where the site is deployed to, and are judged only. */
  readonly usedParts: readonly string[]
  /** What else has to be replaced for the stand-ins to fit together. */
  readonly fit?: (draft: JsonObject) => JsonObject
}

/** Reads a site file as a deployment does, and goes on where that would end. */
export function readSiteLeniently(json: unknown, { example, usedParts, fit = same }: LenientReading): LenientSite {
  const faults = faultsIn(json)
  const standIns = JSON.parse(readFileSync(new URL(`../../docs/${example}`, import.meta.url), 'utf8')) as JsonObject
  const given = isObject(json) ? json : {}
  const used = Object.fromEntries(usedParts.flatMap((part) => (part in given ? [[part, given[part]]] : [])))
  const replacing = (draft: JsonObject, paths: Iterable<string>) => {
    for (const path of paths) setAt(draft, listOf(path), valueAt(standIns, listOf(path)))
    return draft
  }

  const draft = fit(replacing(structuredClone({ ...standIns, ...used }), faults.keys()))
  // What is wrong only beside a setting that was wrong itself, such as no address for an Epic of no kind.
  const site = readSite(replacing(draft, faultsIn(draft).keys()))
  const all = new Map([...faults, ...settingFaults(site)])
  return {
    site,
    faults: [...all].map(([name, wanted]) => `${name}: ${wanted}`),
    isBad: (path) =>
      [...all.keys()].some((bad) => bad === path || path.startsWith(`${bad}.`) || bad.startsWith(`${path}.`)),
  }
}

/** What stands at a path such as `widget.settings.mode`; undefined where nothing does. */
export function valueAt(json: unknown, path: string): unknown {
  return path.split('.').reduce((value, key) => (isObject(value) ? value[key] : undefined), json)
}

function same(draft: JsonObject): JsonObject {
  return draft
}

function faultsIn(json: unknown): ReadonlyMap<string, string> {
  try {
    readSite(json)
    return new Map()
  } catch (error) {
    if (!(error instanceof SiteError)) throw error
    const lines = error.message.split('\n').slice(1)
    return new Map(error.settings.map((name, place) => [name, (lines[place] ?? '').split(': ').slice(1).join(': ')]))
  }
}

/** The list in which a path leads to an entry, or the path: a list has no entry to stand in for one of another. */
function listOf(path: string): string {
  return path.replace(/\.\d+(?:\..*)?$/, '')
}

/** Sets what stands at a path, or removes it for undefined; a path that leads nowhere changes nothing. */
function setAt(json: JsonObject, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const parent = keys.length === 0 ? json : valueAt(json, keys.join('.'))
  if (!isObject(parent)) return
  if (value === undefined) delete parent[last]
  else parent[last] = structuredClone(value)
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null
}

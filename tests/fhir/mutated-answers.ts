import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { anEpicPatient } from '../fixtures/fhir/patient.ts'
import { anOutcome, aSearchset } from '../fixtures/fhir/searchset.ts'

/** What comes back over the wire. `text` null is a connection that breaks off. */
export interface WireAnswer {
  readonly status: number
  readonly contentType: string | null
  readonly text: string | null
}

/** A JSON value and the way to it: `['entry', 0, 'resource']`. */
type Path = readonly (string | number)[]

interface Mutation {
  /** Which of the places where this can be done, counted through all of them. */
  readonly place: number
  readonly how: (typeof ways)[number]
  readonly value: unknown
}

const ways = ['leave out', 'replace', 'double', 'wrap', 'rename', 'append', 'write into'] as const

function words(text: string): string[] {
  return text.split(/\s+/)
}

/** A fixture in the shape of Epic's own answers. */
export function captured(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/epic/${name}.json`, import.meta.url), 'utf8'))
}

/** Answers of Epic to begin with. Those without patients come oftener: there "nobody" is one mistake away. */
const bases: readonly unknown[] = words(`no-match no-match no-match no-match searchset-one-match unknown-parameter
  unknown-id merged-id match-no-result match-not-certain match-several match-certain patient-dutch`).map(captured)

const built: readonly unknown[] = [
  aSearchset(),
  aSearchset(),
  { resourceType: 'Bundle', type: 'searchset' },
  aSearchset([], [anOutcome('4101'), anOutcome('59133', 'information')]),
  aSearchset([anEpicPatient(), anEpicPatient({ id: 'eLeo' })], [anOutcome('4119')]),
  aSearchset([], [anOutcome('4101')], 'https://epic.example.org/interconnect/api/FHIR/R4/Patient?sessionID=1'),
]

const codes = words('4101 59133 59159 4127 4118 4130 4134 4119 59204 4102 4113 59177')

/** What a mutation puts somewhere: what belongs elsewhere in such an answer, and what belongs nowhere. */
const strangers: readonly unknown[] = [
  ...words('Bundle searchset batch-response Patient OperationOutcome include match outcome next fatal error warning'),
  ...words('information __proto__ <script>alert(1)</script> 0 true'),
  null,
  true,
  false,
  0,
  1,
  -1,
  3,
  1e21,
  '',
  '\u202e\u0000\ud800',
  [],
  {},
  [null],
  [''],
  ...codes,
  ...codes.map((code) => anOutcome(code)),
  ...codes.map((code) => ({ system: 'urn:oid:1.2.840.114350.1.13.999.1.7.2.657369', code })),
  ...codes.map((code) => anOutcome(code, 'fatal')),
  { resource: anEpicPatient(), search: { mode: 'match' } },
  { resource: anOutcome('59177', 'fatal'), search: { mode: 'include' } },
  { resource: { resourceType: 'Practitioner', id: 'eDoc' }, search: { mode: 'include' } },
  { relation: 'next', url: 'https://elsewhere.example.org/Patient?page=2' },
  { severity: 'error', code: 'processing' },
]

function mutationBy(values: readonly unknown[]): fc.Arbitrary<Mutation> {
  return fc.record({
    place: fc.nat(9_999),
    how: fc.constantFrom(...ways),
    value: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...values) }, fc.jsonValue({ maxDepth: 2 })),
  })
}

/** What becomes of the text on its way. */
const spoiling: fc.Arbitrary<(text: string) => string | null> = fc.oneof(
  { weight: 12, arbitrary: fc.constant((text: string) => text) },
  fc.nat(3_000).map((length) => (text: string) => text.slice(0, length)),
  fc.tuple(fc.nat(3_000), fc.string({ maxLength: 5 })).map(
    ([at, more]) =>
      (text: string) =>
        insert(text, at, more),
  ),
  fc
    .constantFrom('', '""', 'null', '[]', '{}', '<html>Ada Example</html>', '<Bundle xmlns="http://hl7.org/fhir"/>')
    .map((other) => () => other),
  fc.constantFrom('\ufeff', ")]}',\n", ' \r\n').map((before) => (text: string) => before + text),
  fc.constant(() => null),
)

const status = fc.oneof(
  { weight: 8, arbitrary: fc.constant(200) },
  fc.constantFrom(201, 202, 203, 206, 300, 302, 400, 401, 403, 404, 406, 409, 410, 415, 429, 500, 501, 502, 503, 504),
)

const contentType = fc.oneof(
  { weight: 10, arbitrary: fc.constantFrom('application/fhir+json; charset=utf-8', 'application/json') },
  fc.constantFrom('text/html', 'text/plain', 'application/fhir+xml', 'application/jsonp', 'json', '', null),
)

/**
 * One of these answers with some of it changed: its structure, its types, its words, its text, its status or its type.
 * `more` is what may be put somewhere, beside what every kind of answer has in common.
 */
export function mutatedFrom(answers: readonly unknown[], more: readonly unknown[] = []): fc.Arbitrary<WireAnswer> {
  return fc
    .record({
      base: fc.constantFrom(...answers),
      mutations: fc.array(mutationBy([...strangers, ...more]), { maxLength: 4 }),
      spoil: spoiling,
      status,
      contentType,
    })
    .map(({ base, mutations, spoil, ...head }) => {
      const body = mutations.reduce((value, next) => mutate(value, next), structuredClone(base))
      return { ...head, text: spoil(JSON.stringify(body) ?? '') }
    })
}

/** An answer of Epic's to a Patient search, mutated. */
export const mutatedAnswer = mutatedFrom([...bases, ...built])

function mutate(whole: unknown, { place, how, value }: Mutation): unknown {
  const fitting = pathsIn(whole).filter((path) => fits[how](at(whole, path)))
  const path = fitting[place % fitting.length]
  if (path === undefined) return whole
  return changeAt(whole, path, (old) => {
    if (how === 'leave out') return undefined
    if (how === 'double') return Array.isArray(old) ? [...old, ...old] : [old, old]
    if (how === 'wrap') return [old]
    if (how === 'append') return Array.isArray(old) ? [...old, value] : old
    if (how === 'write into') return `${String(old)}${typeof value === 'string' ? value : JSON.stringify(value)}`
    if (how === 'rename') return isObject(old) ? renamed(old) : old
    return value
  })
}

/** What can be changed in which way. */
const fits: Readonly<Record<Mutation['how'], (value: unknown) => boolean>> = {
  'leave out': () => true,
  replace: () => true,
  double: () => true,
  wrap: () => true,
  rename: isObject,
  append: Array.isArray,
  'write into': (value) => typeof value === 'string',
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((inside: unknown, key) => (inside as Record<string, unknown>)[key], value)
}

/** Every place of a JSON value, itself among them. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  const inside = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : []
  return [path, ...inside.flatMap(([key, child]) => pathsIn(child, [...path, key]))]
}

function changeAt(value: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(value)
  if (Array.isArray(value)) {
    return value.flatMap((child, at) => {
      const next = at === key ? changeAt(child, rest, change) : child
      return next === undefined ? [] : [next]
    })
  }
  if (!isObject(value)) return value
  return { ...value, [key]: changeAt(value[key], rest, change) }
}

function renamed(value: Readonly<Record<string, unknown>>): unknown {
  const [[first, held] = ['', null], ...others] = Object.entries(value)
  return Object.fromEntries([[`_${first}`, held], ...others])
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function insert(text: string, at: number, more: string): string {
  return text.slice(0, at) + more + text.slice(at)
}

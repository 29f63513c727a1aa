/** Calls as they come: who calls, from which number, and what was heard or typed wrong. */

/** What the agent knows of one call, and who is meant. */
export interface PlayedCall {
  readonly meant: string
  /** E.164; null where the number says nothing. */
  readonly number: string | null
  readonly given: string
  readonly family: string
  /** `1980-02-29` */
  readonly birthDate: string
}

/** One thing that goes wrong between the caller's mouth and the agent's keys; null where it cannot happen to this call. */
export type Mishap = (call: PlayedCall, patient: fhir4.Patient, random: () => number) => PlayedCall | null

export const mishaps: Readonly<Record<string, Mishap>> = {
  none: (call) => call,
  'given name mistyped': (call, _patient, random) => ({ ...call, given: mistype(call.given, random) }),
  'family name mistyped': (call, _patient, random) => ({ ...call, family: mistype(call.family, random) }),
  nickname: (call) => {
    const nickname = nicknames[call.given]
    return nickname === undefined ? null : { ...call, given: nickname }
  },
  'name before marriage': (call, patient) => {
    const former = patient.name?.find(({ use }) => use === 'old')?.family
    return former === undefined ? null : { ...call, family: former }
  },
  'day and month swapped': (call) => {
    const [year = '', month = '', day = ''] = call.birthDate.split('-')
    return month === day || Number(day) > 12 ? null : { ...call, birthDate: `${year}-${day}-${month}` }
  },
  'digits transposed': (call) => {
    const [year = '', month = '', day = ''] = call.birthDate.split('-')
    const [tens = '', ones = ''] = year.slice(2)
    return tens === ones ? null : { ...call, birthDate: `${year.slice(0, 2)}${ones}${tens}-${month}-${day}` }
  },
}

/** The call of a patient who says everything right, from the first number that is theirs now; null without a whole birth date. */
export function callOf(patient: fhir4.Patient): PlayedCall | null {
  const name = patient.name?.find(({ use }) => use === 'official')
  const given = name?.given?.[0]
  if (name?.family === undefined || given === undefined || patient.id === undefined) return null
  if (!/^\d{4}-\d\d-\d\d$/.test(patient.birthDate ?? '')) return null

  const current = patient.telecom?.find(({ system, use }) => system === 'phone' && (use === 'home' || use === 'mobile'))
  return {
    meant: patient.id,
    number: current?.value === undefined ? null : `+1${current.value.replace(/^\+1 /, '').replaceAll('-', '')}`,
    given,
    family: name.family,
    birthDate: patient.birthDate ?? '',
  }
}

/** Random figures from 0 to 1 that are the same at every run (Mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** One letter left out, doubled, exchanged with its neighbour, or another in its place; never the first one. */
function mistype(name: string, random: () => number): string {
  const at = 1 + Math.floor(random() * Math.max(1, name.length - 1))
  const [before, letter, after] = [name.slice(0, at), name.slice(at, at + 1), name.slice(at + 1)]
  const other = 'abcdefghijklmnopqrstuvwxyz'[Math.floor(random() * 26)] ?? 'a'
  const kinds = [
    `${before}${after}`,
    `${before}${letter}${letter}${after}`,
    `${before}${after.slice(0, 1)}${letter}${after.slice(1)}`,
    `${before}${other}${after}`,
  ]
  const mistyped = kinds[Math.floor(random() * kinds.length)] ?? name
  return mistyped === name ? `${name}${other}` : mistyped
}

const nicknames: Readonly<Record<string, string>> = {
  Robert: 'Bob',
  William: 'Bill',
  Richard: 'Dick',
  James: 'Jim',
  John: 'Jack',
  Margaret: 'Peggy',
  Elizabeth: 'Beth',
  Katherine: 'Kate',
  Thomas: 'Tom',
  Michael: 'Mike',
  Joseph: 'Joe',
  Charles: 'Chuck',
  Edward: 'Ted',
  Anthony: 'Tony',
  Patricia: 'Pat',
  Daniel: 'Dan',
  Samuel: 'Sam',
  Benjamin: 'Ben',
  Susan: 'Sue',
  Jennifer: 'Jenny',
  Deborah: 'Debbie',
  Lawrence: 'Larry',
  Francisco: 'Paco',
  Guadalupe: 'Lupe',
}

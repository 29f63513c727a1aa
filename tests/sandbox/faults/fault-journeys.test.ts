import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { epicFaults } from '../../../src/sandbox/epic/faults/epic-faults.ts'
import { faultWords } from '../../../src/sandbox/faults/fault-words.ts'

const tests = resolve(import.meta.dirname, '../..')

/** What a mode’s journeys are, and what of its faults they leave out: by the name of the fault, or of all at one place. */
interface Coverage {
  readonly specs: readonly string[]
  /** Why it cannot happen, or shows nothing new. */
  readonly excepted: Readonly<Record<string, string>>
}

const ofEpicItself = ['faults-launch.spec.ts', 'faults-direct.spec.ts', 'epic-itself-faults.ts']
const ofEveryMode = 'odd-answers.ts'
const specs = readdirSync(join(tests, 'e2e')).filter((name) => name.endsWith('.spec.ts'))
const anySoftphone = 'The softphone knows of no mode: signed-out.spec.ts, ccp-silent.spec.ts, ccp-events.spec.ts.'
const noBroker = 'No broker is asked.'
const withoutBroker = {
  ccp: anySoftphone,
  'ccp-events': anySoftphone,
  'connect-api': 'Nobody asks it: the softphone alone says whose call it is.',
  idp: 'The hospital’s provider signs nobody in here.',
  'broker-line': noBroker,
  'broker-certificate': noBroker,
  audit: noBroker,
  ledger: noBroker,
}

const modes: Readonly<Record<string, Coverage>> = {
  'call-scoped': {
    specs: [...specs.filter((name) => !ofEpicItself.includes(name)), ofEveryMode],
    excepted: {},
  },
  launch: {
    specs: ['faults-launch.spec.ts', 'epic-itself-faults.ts', ofEveryMode],
    excepted: {
      ...withoutBroker,
      kms: 'No key of ours signs anything.',
      'epic/invalid-client': 'The client of agents is a public one, and proves nothing.',
    },
  },
  direct: {
    specs: ['faults-direct.spec.ts', 'epic-itself-faults.ts', ofEveryMode],
    excepted: withoutBroker,
  },
}

const places = Object.entries({ epic: epicFaults, ...faultWords })
const faults = places.flatMap(([place, names]) => Object.keys(names).map((name) => `${place}/${name}`))

describe.each(Object.entries(modes))('in the mode %s', (_mode, { specs, excepted }) => {
  const journeys = specs.map((name) => readFileSync(join(tests, 'e2e', name), 'utf8')).join('\n')
  const met = faults.filter((fault) => journeys.includes(`'${fault}'`))
  const isExcepted = (fault: string) => fault in excepted || (fault.split('/')[0] ?? '') in excepted

  it('whatever can go wrong from the control room is met by a journey', () => {
    const left = faults.filter((fault) => !met.includes(fault) && !isExcepted(fault))
    expect(left).toEqual([])
  })

  it('nothing is named as left out that is met after all, or is no fault any more', () => {
    expect(met.filter((fault) => isExcepted(fault))).toEqual([])
    const named = Object.keys(excepted)
    expect(named.filter((name) => !faults.some((fault) => fault === name || fault.startsWith(`${name}/`)))).toEqual([])
  })
})

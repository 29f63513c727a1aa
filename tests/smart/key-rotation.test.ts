import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Rotation, nextStep, noteRotation, type ShownKeys } from '../../src/smart/key-rotation.ts'

const minute = 60_000
const begun: Rotation = { oldKid: 'old', newKid: 'new', publishedAt: null, switchedAt: null }
const showing = (signing: string, other: string | null = null): ShownKeys => ({ signing, other, keptForMs: 5 * minute })

/** An administrator who looks at the broker at these minutes, and what they are told. */
function told(...looks: readonly [atMinute: number, shown: ShownKeys][]): string[] {
  let rotation = begun
  return looks.map(([atMinute, shown]) => {
    rotation = noteRotation(rotation, shown, atMinute * minute)
    const step = nextStep(rotation, shown, atMinute * minute)
    return 'until' in step ? `${step.kind} ${step.until / minute}` : step.kind
  })
}

it('publishes, waits, switches, waits and removes, each step told as often as it is asked (R8)', () => {
  expect(
    told(
      [0, showing('old')],
      [1, showing('old')],
      [2, showing('old', 'new')],
      [6, showing('old', 'new')],
      [7, showing('old', 'new')],
      [60, showing('old', 'new')],
      [61, showing('new', 'old')],
      [65, showing('new', 'old')],
      [66, showing('new', 'old')],
      [70, showing('new')],
      [71, showing('new')],
    ),
  ).toEqual([
    'publish',
    'publish',
    'wait-for-readers 7',
    'wait-for-readers 7',
    'switch',
    'switch',
    'wait-for-assertions 66',
    'wait-for-assertions 66',
    'remove',
    'done',
    'done',
  ])
})

it('goes back a step with a broker that was set back, and waits anew after the next switch', () => {
  expect(
    told(
      [0, showing('old', 'new')],
      [5, showing('new', 'old')],
      [6, showing('old')],
      [7, showing('old', 'new')],
      [20, showing('new', 'old')],
    ),
  ).toEqual([
    'wait-for-readers 5',
    'wait-for-assertions 10',
    'publish',
    'wait-for-readers 12',
    'wait-for-assertions 25',
  ])
})

it('says so where the broker signs with a key that is no part of the rotation', () => {
  expect(told([0, showing('third')], [1, showing('third', 'new')])).toEqual(['another-key', 'another-key'])
})

it('never switches or removes the old key before its wait is over, whatever the broker was set to meanwhile', () => {
  const look = fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom('old', 'old new', 'new old', 'new'))
  fc.assert(
    fc.property(fc.array(look, { maxLength: 12 }), (looks) => {
      let at = 0
      let rotation = begun
      const since = { shown: Number.POSITIVE_INFINITY, signing: Number.POSITIVE_INFINITY }
      for (const [later, shown] of looks) {
        const [signing = '', other = null] = shown.split(' ')
        at += later * minute
        since.shown = shown.includes('new') ? Math.min(since.shown, at) : Number.POSITIVE_INFINITY
        since.signing = signing === 'new' ? Math.min(since.signing, at) : Number.POSITIVE_INFINITY
        rotation = noteRotation(rotation, showing(signing, other), at)
        const { kind } = nextStep(rotation, showing(signing, other), at)
        const mayBeTold: string[] = [
          ...(at - since.shown >= 5 * minute ? ['switch'] : ['publish', 'wait-for-readers']),
          ...(at - since.signing >= 5 * minute ? ['remove'] : ['wait-for-assertions']),
          'done',
        ]
        expect(mayBeTold).toContain(kind)
      }
    }),
  )
})

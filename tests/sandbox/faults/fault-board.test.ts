import { expect, it } from 'vitest'
import { createFaultBoard } from '../../../src/sandbox/faults/fault-board.ts'
import { faultPoint, missingPoint } from '../../../src/sandbox/faults/fault-point.ts'

const words = { title: 'Down', sees: 'nothing' }

function aBoard() {
  const standing: Record<'epic' | 'kms', 'none' | 'down' | 'slow'> = { epic: 'none', kms: 'none' }
  const at = (party: keyof typeof standing) =>
    faultPoint<'down' | 'slow'>(
      party,
      { down: words, slow: words },
      { now: () => standing[party], turn: (name) => void (standing[party] = name) },
    )
  const points = { epic: at('epic'), kms: at('kms'), ledger: missingPoint('Ledger', { down: words }, 'Not here.') }
  return createFaultBoard(points)
}

it('lets exactly what was named go wrong, and nothing else any more', async () => {
  const board = aBoard()
  await board.turn(['epic/down', 'kms/slow'])
  expect(board.now()).toEqual(['epic/down', 'kms/slow'])
  await board.turn(['kms/down'])
  expect(board.now()).toEqual(['kms/down'])
  await board.turn([])
  expect(board.now()).toEqual([])
})

it.each([
  [['moon/down'], /epic, kms, ledger/],
  [['toString/down'], /epic, kms, ledger/],
  [['epic/fire'], /down, slow/],
  [['epic'], /down, slow/],
  [['epic/constructor'], /down, slow/],
  [['epic/down', 'epic/slow'], /one thing/],
  [['ledger/down'], /Not here/],
])('changes nothing for %j, and says what can go wrong', async (on, sentence) => {
  const board = aBoard()
  await board.turn(['kms/down'])
  await expect(board.turn(on)).rejects.toThrow(sentence)
  expect(board.now()).toEqual(['kms/down'])
})

it('shows what goes wrong in words, and why something cannot', () => {
  const board = aBoard()
  expect(board.shown()).toEqual([
    {
      name: 'epic',
      party: 'epic',
      missing: null,
      now: 'none',
      faults: expect.arrayContaining([{ name: 'down', group: '', ...words }]),
    },
    { name: 'kms', party: 'kms', missing: null, now: 'none', faults: expect.anything() },
    {
      name: 'ledger',
      party: 'Ledger',
      missing: 'Not here.',
      now: 'none',
      faults: [{ name: 'down', group: '', ...words }],
    },
  ])
})

import type { ControlRoomState } from '../control-room-state.ts'
import { asE164 } from '../e164.ts'
import { element } from './element.ts'

/**
 * The field for any number, with those of Epic's people to choose from and, below, whom to expect for the one that stands
 * there. Where the scenes' cast was not loaded it says so: this is then the way to ring.
 */
export function ringNumber({ numbers, scenes }: ControlRoomState, onRing: (number: string) => void): HTMLElement[] {
  const input = element('input', {
    id: 'number',
    list: 'numbers',
    autocomplete: 'off',
    inputmode: 'tel',
    value: numbers[0]?.number ?? '',
    'aria-describedby': 'expected',
    input: () => showExpected(),
    keydown: (event) => {
      if (event instanceof KeyboardEvent && event.key === 'Enter') ring()
    },
  })
  const options = numbers.map(({ number, label }) => element('option', { value: number, label }))
  const expected = element('div', { id: 'expected' })
  const showExpected = () => {
    const known = numbers.find(({ number }) => number === asE164(input.value))
    const lines = known?.says ?? ['Nobody is listed here for this number.']
    expected.replaceChildren(...lines.map((line) => element('p', { class: 'says' }, line)))
  }
  const ring = () => {
    const number = asE164(input.value)
    if (number === '') input.focus()
    else onRing(number)
  }

  showExpected()
  const isCastMissing = scenes.some(({ isPlayable }) => !isPlayable)
  return [
    element('label', { for: 'number' }, 'Ring this number'),
    element('div', { class: 'number' }, input, element('button', { type: 'button', click: ring }, 'Ring')),
    element('datalist', { id: 'numbers' }, ...options),
    expected,
    ...(isCastMissing ? [element('p', { class: 'note', id: 'cast-missing' }, castMissing)] : []),
  ]
}

const castMissing =
  'You loaded people of your own. Scenes about the invented cast cannot be played with them; the others can.'

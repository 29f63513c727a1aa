import type { ControlRoomState } from '../control-room-state.ts'
import { element } from './element.ts'
import type { SwitchWords } from './switch.ts'
import { switchGroups } from './switch-words.ts'

type OnTurn = (words: SwitchWords, value: string | number | boolean) => void

/** The switches as radio groups, built once; `show` sets them to where they stand, so that focus stays. */
export function switchBoard(onTurn: OnTurn): { readonly elements: HTMLElement[]; show(state: ControlRoomState): void } {
  const inputs: { readonly input: HTMLInputElement; readonly words: SwitchWords; readonly value: unknown }[] = []

  const fieldset = (words: SwitchWords) => {
    const group = `${words.party}-${words.name}`
    const note = words.note === '' ? null : element('p', { class: 'note', id: `${group}-note` }, words.note)
    const choices = words.positions.map(([value, label]) => {
      const input = element('input', { type: 'radio', name: group, change: () => onTurn(words, value) })
      inputs.push({ input, words, value })
      return element('label', {}, input, element('span', {}, label))
    })
    return element(
      'fieldset',
      { 'aria-describedby': note === null ? null : `${group}-note` },
      element('legend', {}, words.title),
      element('div', { class: 'choices' }, ...choices),
      note,
    )
  }

  return {
    elements: switchGroups.map(({ title, switches }) =>
      element('details', { open: true }, element('summary', {}, title), ...switches.map(fieldset)),
    ),
    show(state) {
      for (const { input, words, value } of inputs) input.checked = state[words.party][words.name] === value
    },
  }
}

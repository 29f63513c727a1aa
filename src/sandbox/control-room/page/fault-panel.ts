import type { ShownFaultPoint } from '../../faults/fault-board.ts'
import type { ControlRoomState } from '../control-room-state.ts'
import { element } from './element.ts'

interface FaultPanel {
  /** What goes wrong now, and the way back: it stands on top of the page as long as anything does. */
  readonly now: HTMLElement
  readonly elements: HTMLElement[]
  show(this: void, state: ControlRoomState): void
}

/**
 * All that can go wrong, by party, each with what the agent should then see. Built once; `show` sets it to what goes wrong
 * now, so that focus stays.
 */
export function faultPanel(
  points: readonly ShownFaultPoint[],
  onTurn: (on: readonly string[]) => void,
  onRestart: () => void,
): FaultPanel {
  const inputs: { readonly input: HTMLInputElement; readonly point: string; readonly fault: string }[] = []
  const counts = new Map<string, HTMLElement>()
  const now = element('div', { id: 'faults-now', role: 'status' })
  let shown = points

  const turn = (place: string, fault: string) => {
    const others = shown.filter((point) => point.name !== place && point.now !== 'none')
    const on = others.map((point) => `${point.name}/${point.now}`)
    onTurn(fault === 'none' ? on : [...on, `${place}/${fault}`])
  }

  const choice = (point: ShownFaultPoint, fault: string, title: string, sees: string) => {
    const id = `fault-${point.name}-${fault}`
    const input = element('input', {
      type: 'radio',
      id,
      name: `fault-${point.name}`,
      disabled: point.missing !== null,
      'aria-describedby': sees === '' ? null : `${id}-sees`,
      change: () => turn(point.name, fault),
    })
    inputs.push({ input, point: point.name, fault })
    const words = element('label', { for: id }, title)
    const note = sees === '' ? null : element('p', { class: 'note', id: `${id}-sees` }, sees)
    return element('div', { class: 'fault' }, input, element('div', {}, words, note))
  }

  const groupsOf = (point: ShownFaultPoint) =>
    [...new Set(point.faults.map(({ group }) => group))].map((title) =>
      element(
        'div',
        {},
        title === '' ? null : element('h3', {}, title),
        ...point.faults.flatMap((one) => (one.group === title ? [choice(point, one.name, one.title, one.sees)] : [])),
      ),
    )

  const panelOf = (point: ShownFaultPoint) => {
    const count = element('span', { class: 'goes-wrong' })
    counts.set(point.name, count)
    return element(
      'details',
      {},
      element('summary', {}, point.party, ' ', count),
      point.missing === null ? null : element('p', { class: 'note' }, point.missing),
      element(
        'fieldset',
        {},
        element('legend', { class: 'only-read-aloud' }, `What goes wrong at: ${point.party}`),
        choice(point, 'none', 'Nothing', ''),
        element('div', { class: 'fault-groups' }, ...groupsOf(point)),
      ),
    )
  }

  return {
    now,
    elements: [
      ...points.map(panelOf),
      element(
        'div',
        { class: 'verbs' },
        element('button', { type: 'button', id: 'restart-broker', click: onRestart }, 'Restart the broker'),
      ),
      element('p', { class: 'note' }, aboutRestart),
      element('p', { class: 'note' }, aboutBrowser),
    ],
    show({ faults }) {
      shown = faults
      const wrong = faults.filter((point) => point.now !== 'none')
      for (const { input, point, fault } of inputs) {
        input.checked = faults.some(({ name, now }) => name === point && now === fault)
      }
      for (const point of faults) counts.get(point.name)?.replaceChildren(titleOf(point))
      now.replaceChildren(...(wrong.length === 0 ? [] : nowOf(wrong, () => onTurn([]))))
    },
  }
}

function nowOf(wrong: readonly ShownFaultPoint[], onBack: () => void): HTMLElement[] {
  const list = wrong.map((point) => `${point.party}: ${titleOf(point)}`).join(' · ')
  return [
    element('p', {}, element('b', {}, 'Goes wrong now: '), list),
    element('button', { type: 'button', id: 'back-to-normal', click: onBack }, 'Back to normal'),
  ]
}

function titleOf({ faults, now }: ShownFaultPoint): string {
  return faults.find(({ name }) => name === now)?.title ?? ''
}

const aboutRestart =
  'A broker that was restarted holds no token of Epic’s and no key of the identity provider’s: what goes wrong with those shows at once.'

const aboutBrowser =
  'What goes wrong in the browser is turned on there: offline and slow in the developer tools under Network, pop-ups in the site’s settings, a frozen tab at chrome://discards.'

import type { ControlRoomState } from '../control-room-state.ts'
import { contactCards } from './contact-cards.ts'
import { doors } from './doors.ts'
import { place } from './element.ts'
import { faultPanel } from './fault-panel.ts'
import { partyPanes } from './party-panes.ts'
import { ringNumber } from './ring-number.ts'
import { sceneButtons } from './scene-buttons.ts'
import { follow, send } from './server-link.ts'
import { switchBoard } from './switch-board.ts'

const panes = partyPanes()
const board = switchBoard((words, value) => void say(send('PUT', `/api/${words.party}`, { [words.name]: value }), ''))
let shown: ControlRoomState | null = null
let faults: ReturnType<typeof faultPanel> | null = null

place('panes').append(...panes.elements)
place('switches').append(...board.elements)
follow({ state: show, journal: panes.write, connected: showConnection })

/** Buttons are built once and cards only when they differ: a button under the finger must not be replaced. */
function show(state: ControlRoomState): void {
  const before = shown
  shown = state
  if (before === null) build(state)
  if (JSON.stringify(before?.contacts) !== JSON.stringify(state.contacts)) {
    place('contacts').replaceChildren(
      ...contactCards(
        state.contacts,
        (verb, { contactId }) => void say(send('POST', `/api/contacts/${contactId}/${verb}`), ''),
      ),
    )
  }
  showSwitches(state)
}

function showSwitches(state: ControlRoomState): void {
  board.show(state)
  faults?.show(state)
}

function build(state: ControlRoomState): void {
  const { scenes, origins } = state
  faults = faultPanel(
    state.faults,
    (on) => void say(send('PUT', '/api/faults', { on }), on.length === 0 ? 'Back to normal' : ''),
    () => void say(send('PUT', '/api/site'), 'The broker was restarted'),
  )
  place('now').append(faults.now)
  place('faults').append(...faults.elements)
  place('ring-number').append(...ringNumber(state, ring))
  const play = ({ id, title }: (typeof scenes)[number]) => say(send('POST', '/api/ring', { scene: id }), title)
  place('scenes').append(...sceneButtons(scenes, (scene) => void play(scene)))
  place('doors').append(
    ...doors(
      origins,
      (place) => void launch(place),
      () => void say(send('POST', '/api/clear'), 'All contacts are cleared'),
    ),
  )
}

/** Hyperspace's user is the agent of the CCP: the widget would refuse any other. */
async function launch(place: 'window' | 'frame'): Promise<void> {
  const agent = String(shown?.connect['ccpAgent'])
  const refusal = await send('PUT', '/api/site', { mode: 'launch' })
  if (refusal !== null) return say(Promise.resolve(refusal), '')
  const address = `${shown?.origins.epic}/hyperspace/launch?${new URLSearchParams({ user: agent, in: place })}`
  const size = place === 'frame' ? 'popup,width=520,height=1100' : 'popup,width=400,height=1000'
  window.open(address, 'agent-widget', size)
}

function ring(number: string): void {
  void say(send('POST', '/api/ring', { number }), 'It rings')
}

let fading: ReturnType<typeof setTimeout> | undefined

/** Says how it went: what was done for a moment, a refusal until the next press. A refused switch goes back to where it stands. */
async function say(asking: Promise<string | null>, done: string): Promise<void> {
  const refusal = await asking
  clearTimeout(fading)
  if (refusal === null) fading = setTimeout(() => place('said').replaceChildren(), 4_000)
  const said = place('said')
  said.textContent = refusal ?? done
  said.classList.toggle('refused', refusal !== null)
  if (refusal !== null && shown !== null) showSwitches(shown)
}

function showConnection(is: boolean): void {
  document.body.classList.toggle('lost', !is)
  if (!is) void say(Promise.resolve('The sandbox does not answer. Is it still running?'), '')
  else if (place('said').classList.contains('refused')) void say(Promise.resolve(null), '')
}

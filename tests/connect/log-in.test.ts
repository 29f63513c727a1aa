// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'
import { type CcpPlayer, ccpUrl, playCcp, playing, told } from './ccp-player.ts'
import { aCall } from './played-snapshot.ts'

let ccp: CcpPlayer
const onBlocked = vi.fn()
const aWindow = () => ({ closed: false, focus: vi.fn(), close: vi.fn() })

beforeEach(async () => {
  onBlocked.mockClear()
  const stop = playing()
  ccp = await playCcp()
  ccp.acknowledge()
  ccp.publish([])
  return stop
})

it('opens the softphone’s log-in window when the agent presses for it', () => {
  ccp.say('terminated')
  const opened = aWindow()
  vi.mocked(window.open).mockReturnValue(opened as unknown as Window)
  ccp.softphone.openLogIn(onBlocked)

  expect(window.open).toHaveBeenCalledExactlyOnceWith(
    ccpUrl,
    'connect::loginPopup',
    expect.stringContaining('width=480'),
  )
  expect(ccp.states.at(-1)?.[0]).toBe('signed-out')
})

it('brings the open window to the front in place of a second one', () => {
  ccp.say('terminated')
  const opened = aWindow()
  vi.mocked(window.open).mockReturnValue(opened as unknown as Window)
  ccp.softphone.openLogIn(onBlocked)
  ccp.softphone.openLogIn(onBlocked)

  expect(window.open).toHaveBeenCalledTimes(1)
  expect(opened.focus).toHaveBeenCalledOnce()
})

it.each([
  ['blocked by the browser', null],
  ['closed at once', { ...aWindow(), closed: true }],
])('tells of a log-in window that was %s, a second after the press', (_, opened) => {
  ccp.say('terminated')
  vi.mocked(window.open).mockReturnValue(opened as unknown as Window | null)
  ccp.softphone.openLogIn(onBlocked)
  vi.advanceTimersByTime(900)
  expect(onBlocked).not.toHaveBeenCalled()

  vi.advanceTimersByTime(200)
  expect(onBlocked).toHaveBeenCalledOnce()
})

it('has nothing to tell where the log-in window opened', () => {
  ccp.say('terminated')
  vi.mocked(window.open).mockReturnValue(aWindow() as unknown as Window)
  ccp.softphone.openLogIn(onBlocked)
  vi.advanceTimersByTime(5_000)
  expect(onBlocked).not.toHaveBeenCalled()
})

it('loads the CCP again until the agent is signed in, and closes the window then', () => {
  ccp.say('terminated')
  const opened = aWindow()
  vi.mocked(window.open).mockReturnValue(opened as unknown as Window)
  const before = ccp.iframe()
  ccp.softphone.openLogIn(onBlocked)
  vi.advanceTimersByTime(12_500)
  expect(ccp.iframe()).not.toBe(before)

  ccp.acknowledge()
  ccp.publish([])
  expect(ccp.states.at(-1)?.[0]).toBe('ready')
  expect(opened.close).toHaveBeenCalled()
})

it.each([
  ['closed by the agent', true],
  ['still open', false],
])('loads the CCP again at the next press, where Streams gave up and its window is %s', (_, closed) => {
  const opened = { ...aWindow(), closed }
  vi.mocked(window.open).mockReturnValue(opened as unknown as Window)
  ccp.say('terminated')
  vi.advanceTimersByTime(3_000 + 12_000 * 11)
  const given = ccp.iframe()
  vi.advanceTimersByTime(60_000)
  expect(ccp.iframe()).toBe(given)
  expect(ccp.states.at(-1)?.[0]).toBe('signed-out')

  ccp.softphone.openLogIn(onBlocked)
  vi.advanceTimersByTime(12_500)
  expect(ccp.iframe()).not.toBe(given)
  ccp.acknowledge()
  ccp.publish([])
  expect(ccp.states.at(-1)?.[0]).toBe('ready')
})

it('loads a silent softphone anew in the same frame, and goes on hearing it', () => {
  ccp.publish([aCall({ state: 'connected' })])
  const before = ccp.iframe()
  vi.advanceTimersByTime(60_000)
  expect(ccp.states.at(-1)?.[0]).toBe('lost')

  // A browser keeps the frame's window over a reload; jsdom makes another one, so the reload is only watched here.
  const loaded = vi.spyOn(HTMLIFrameElement.prototype, 'src', 'set').mockImplementation(() => undefined)
  ccp.softphone.reload()
  expect(loaded).toHaveBeenCalledExactlyOnceWith(ccpUrl)
  expect(ccp.iframe()).toBe(before)

  ccp.acknowledge()
  ccp.publish([aCall({ state: 'connected' })])
  expect(ccp.states.at(-1)?.[0]).toBe('ready')
  expect(told(ccp.heard)).toEqual(['announced call-1 live'])
})

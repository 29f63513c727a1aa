// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { hostileTexts, unsafeSigns } from '../fixtures/hostile-texts.ts'
import { type CcpPlayer, playCcp, playing } from './ccp-player.ts'
import { aCall, dana } from './played-snapshot.ts'

let ccp: CcpPlayer

beforeEach(async () => {
  const stop = playing()
  ccp = await playCcp({ loadTimeoutMs: 12_000 })
  return stop
})

const state = () => ccp.states.at(-1)?.[0]
const agent = () => ccp.states.at(-1)?.[1]

describe('on the way to ready', () => {
  it('is connecting until the CCP tells who is signed in', () => {
    expect(ccp.states).toEqual([['connecting', null]])
    ccp.acknowledge()
    vi.advanceTimersByTime(10_000)
    expect(state()).toBe('connecting')

    ccp.publish([])
    expect(ccp.states.slice(1)).toEqual([['ready', dana]])
  })

  it('tells a listener that comes late how things stand', () => {
    ccp.acknowledge()
    ccp.publish([])
    const late = vi.fn()
    ccp.softphone.onState(late)

    expect(late).toHaveBeenCalledExactlyOnceWith('ready', dana)
  })

  it('tells when somebody else signs in to the CCP', () => {
    ccp.acknowledge()
    ccp.publish([])
    ccp.publish([], { username: 'sam.okoye', name: 'Sam Okoye' })

    expect(agent()).toEqual({ username: 'sam.okoye', name: 'Sam Okoye' })
  })

  it('tells the language that the agent chose in the CCP, and when they choose another', () => {
    ccp.acknowledge()
    ccp.publish([], Object.assign({ agentPreferences: { LANGUAGE: 'es_ES' } }, dana))
    expect(agent()).toEqual({ ...dana, language: 'es_ES' })

    ccp.publish([], Object.assign({ agentPreferences: { LANGUAGE: 'en_US' } }, dana))
    expect(agent()).toEqual({ ...dana, language: 'en_US' })
    ccp.publish([], Object.assign({ agentPreferences: { LANGUAGE: 7 } }, dana))
    expect(agent()).toEqual(dana)
  })

  it.each(Object.entries(hostileTexts))('tells the agent’s name in plain signs where it holds %s (R33)', (_, name) => {
    ccp.acknowledge()
    ccp.publish([], { username: 'sam.okoye', name: `Sam ${name}` })

    expect(agent()?.username).toBe('sam.okoye')
    expect(agent()?.name).toMatch(/^Sam/)
    expect(agent()?.name).not.toMatch(unsafeSigns)
    expect(agent()?.name.length).toBeLessThanOrEqual(80)
  })
})

describe('a CCP that does not load', () => {
  it('is not heard after its time-out, and not said to be signed out, though Streams opens its log-in window (R65)', () => {
    vi.advanceTimersByTime(11_900)
    expect(state()).toBe('connecting')
    expect(window.open).not.toHaveBeenCalled()

    vi.advanceTimersByTime(200)
    expect(state()).toBe('unheard')
    expect(window.open).toHaveBeenCalledOnce()
  })

  it('is no more and no less once Streams has given up: nobody knows more then', () => {
    vi.advanceTimersByTime(12_000 * 13)
    expect(ccp.states.map(([name]) => name)).toEqual(['connecting', 'unheard'])
  })

  it.each([12_100, 12_000 * 13])('is ready when it comes after all, after %i ms', (ms) => {
    vi.advanceTimersByTime(ms)
    ccp.acknowledge()
    expect(state()).toBe('connecting')
    ccp.publish([])

    expect(state()).toBe('ready')
  })
})

describe('an agent who may not', () => {
  beforeEach(() => {
    ccp.acknowledge()
    ccp.publish([])
  })

  it.each(['terminated', 'auth_fail'])('is signed out after %o, whatever the CCP goes on acknowledging', (event) => {
    ccp.say(event)
    ccp.say('acknowledge')
    expect([state(), agent()]).toEqual(['signed-out', null])

    ccp.publish([])
    expect([state(), agent()]).toEqual(['ready', dana])
  })

  it.each(['access_denied', 'authorize_retries_exhausted', 'cti_authorize_retries_exhausted'])(
    'is refused after %o',
    (event) => {
      ccp.say(event)
      expect([state(), agent()]).toEqual(['refused', null])
    },
  )
})

describe('a CCP that dies without a word', () => {
  beforeEach(() => {
    ccp.acknowledge()
    ccp.publish([aCall()])
  })

  it('is lost after 45 seconds of silence, and ready again when it told its state anew', () => {
    vi.advanceTimersByTime(44_000)
    expect(state()).toBe('ready')
    vi.advanceTimersByTime(7_000)
    expect(state()).toBe('lost')

    ccp.say('acknowledge')
    expect([state(), agent()]).toEqual(['lost', dana])
    expect(ccp.received.map(({ event }) => event)).toContain('reload_agent_configuration')
    ccp.publish([aCall()])
    expect([state(), agent()]).toEqual(['ready', dana])
  })

  it.each(['acknowledge', 'visibilitychange'])(
    'shows nothing in a tab that slept, whose first sign is %o, before the CCP told its state (R81)',
    (sign) => {
      vi.setSystemTime(Date.now() + 60 * 60_000)
      expect(state()).toBe('ready')
      if (sign === 'acknowledge') ccp.say(sign)
      else document.dispatchEvent(new Event(sign))
      expect(state()).toBe('lost')

      ccp.say('acknowledge')
      expect(state()).toBe('lost')
      ccp.publish([])
      expect(state()).toBe('ready')
      expect(ccp.heard.map(({ type }) => type)).toEqual(['announced', 'vanished'])
    },
  )

  it.each(['acknowledge', 'agent::update'])('is not taken for dead while it sends %o', (event) => {
    for (let seconds = 0; seconds < 300; seconds += 30) {
      vi.advanceTimersByTime(30_000)
      if (event === 'acknowledge') ccp.say(event)
      else ccp.publish([aCall()])
    }
    expect(ccp.states.map(([name]) => name)).toEqual(['connecting', 'ready'])
  })

  it('is unheard when it was loaded again and says nothing, for its session may be over (R65)', () => {
    vi.advanceTimersByTime(60_000)
    vi.spyOn(HTMLIFrameElement.prototype, 'src', 'set').mockImplementation(() => undefined)
    ccp.softphone.reload()
    vi.advanceTimersByTime(11_900)
    expect(state()).toBe('lost')

    vi.advanceTimersByTime(200)
    expect([state(), agent()]).toEqual(['unheard', dana])
    ccp.acknowledge()
    ccp.publish([aCall()])
    expect([state(), agent()]).toEqual(['ready', dana])
    expect(ccp.heard.map(({ type }) => type)).toEqual(['announced'])
  })

  it('is loaded again and heard in time', () => {
    vi.advanceTimersByTime(60_000)
    vi.spyOn(HTMLIFrameElement.prototype, 'src', 'set').mockImplementation(() => undefined)
    ccp.softphone.reload()
    vi.advanceTimersByTime(2_000)
    ccp.acknowledge()
    ccp.publish([aCall()])
    vi.advanceTimersByTime(11_000)
    expect(ccp.states.map(([name]) => name)).toEqual(['connecting', 'ready', 'lost', 'ready'])
  })

  it('keeps what it said of its calls', () => {
    vi.advanceTimersByTime(60_000)
    ccp.publish([aCall()])

    expect(ccp.heard.map(({ type }) => type)).toEqual(['announced'])
  })
})

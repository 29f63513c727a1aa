// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ContactEvent } from '../../src/domain/contact.ts'
import { type CcpPlayer, playCcp, playing, told } from './ccp-player.ts'
import { aCall } from './played-snapshot.ts'

let ccp: CcpPlayer

beforeEach(async () => {
  const stop = playing()
  ccp = await playCcp()
  ccp.acknowledge()
  return stop
})

const number = (e164: string) => ({ kind: 'number', e164 })

function announcedContact() {
  const [first] = ccp.heard
  return first?.type === 'announced' ? first.contact : null
}

describe('the life of a call', () => {
  it('is told from its first ring to its clearing', () => {
    for (const state of ['connecting', 'connected', 'ended']) ccp.publish([aCall({ state })])
    ccp.publish([])

    expect(told(ccp.heard)).toEqual(['announced call-1 ringing', 'connected call-1', 'ended call-1', 'cleared call-1'])
  })

  it('carries the number, the queue and the attributes from the first ring on', () => {
    ccp.publish([aCall({ attributes: { language: { name: 'language', value: 'es' } } })])

    expect(announcedContact()).toEqual({
      contactId: 'call-1',
      initialContactId: 'call-1',
      channel: 'voice',
      direction: 'inbound',
      ani: number('+16085550142'),
      queue: 'Scheduling',
      attributes: { language: 'es' },
    })
  })

  it('is told once, however often the CCP repeats itself (R46)', () => {
    for (let times = 0; times < 5; times += 1) ccp.publish([aCall()])
    for (let times = 0; times < 5; times += 1) ccp.publish([aCall({ state: 'connected' })])

    expect(told(ccp.heard)).toEqual(['announced call-1 ringing', 'connected call-1'])
  })

  it.each(['missed', 'rejected', 'error'])('is a missed one when it rang and came to %o', (state) => {
    ccp.publish([aCall()])
    ccp.publish([aCall({ state })])
    ccp.publish([])

    expect(told(ccp.heard)).toEqual(['announced call-1 ringing', 'missed call-1'])
  })

  it('rings again when it was missed and its queue sends it here once more', () => {
    ccp.publish([aCall()])
    ccp.publish([aCall({ state: 'missed' })])
    ccp.publish([])
    ccp.publish([aCall()])

    expect(told(ccp.heard)).toEqual(['announced call-1 ringing', 'missed call-1', 'announced call-1 ringing'])
  })

  it('is an ended one, not a missed one, when it fails after it was answered', () => {
    ccp.publish([aCall({ state: 'connected' })])
    ccp.publish([aCall({ state: 'error' })])

    expect(told(ccp.heard)).toEqual(['announced call-1 live', 'ended call-1'])
  })

  it('runs beside another call without touching it (R82)', () => {
    const other = aCall({ contactId: 'call-2' })
    ccp.publish([aCall({ state: 'connected' })])
    ccp.publish([aCall({ state: 'connected' }), other])
    ccp.publish([aCall({ state: 'ended' }), other])

    expect(told(ccp.heard)).toEqual(['announced call-1 live', 'announced call-2 ringing', 'ended call-1'])
  })

  it('reaches a listener that comes late, from the beginning', () => {
    ccp.publish([aCall()])
    ccp.publish([aCall({ state: 'connected' })])
    const late: ContactEvent[] = []
    ccp.softphone.subscribe((event) => late.push(event))

    expect(late).toEqual(ccp.heard)
    expect(told(late)).toEqual(['announced call-1 ringing', 'connected call-1'])
  })

  it('is over for a listener that left', () => {
    const heard: ContactEvent[] = []
    const leave = ccp.softphone.subscribe((event) => heard.push(event))
    ccp.publish([aCall()])
    leave()
    ccp.publish([aCall({ state: 'connected' })])

    expect(told(heard)).toEqual(['announced call-1 ringing'])
  })
})

describe('a log-out in the middle of a call', () => {
  it.each(['terminated', 'auth_fail'])('loses the call at %o, and finds it again after the next log-in', (event) => {
    ccp.publish([aCall({ state: 'connected' })])
    ccp.say(event)
    ccp.publish([aCall({ state: 'connected' })])

    expect(told(ccp.heard)).toEqual(['announced call-1 live', 'vanished call-1', 'announced call-1 live'])
  })
})

describe('a softphone that goes silent in the middle of a call', () => {
  beforeEach(() => {
    ccp.acknowledge()
    ccp.publish([aCall({ state: 'connected' })])
    vi.advanceTimersByTime(55_000)
  })

  it('keeps the call for two minutes, in which it may have reloaded (R52)', () => {
    expect(ccp.states.at(-1)?.[0]).toBe('lost')
    vi.advanceTimersByTime(110_000)
    ccp.publish([aCall({ state: 'connected' })])
    expect(told(ccp.heard)).toEqual(['announced call-1 live'])
    vi.advanceTimersByTime(20_000)
    expect(told(ccp.heard)).toEqual(['announced call-1 live'])
  })

  it('has lost it after that, so that nothing of its patient stays with a dead softphone; back, it is announced anew', () => {
    vi.advanceTimersByTime(121_000)
    expect(told(ccp.heard)).toEqual(['announced call-1 live', 'vanished call-1'])
    ccp.publish([aCall({ state: 'connected' })])
    expect(told(ccp.heard).slice(2)).toEqual(['announced call-1 live'])
  })
})

it('forgets the calls of a silent softphone in the same two minutes when it is loaded again in vain (R55)', () => {
  ccp.acknowledge()
  ccp.publish([aCall({ state: 'connected' })])
  vi.advanceTimersByTime(55_000)
  vi.spyOn(HTMLIFrameElement.prototype, 'src', 'set').mockImplementation(() => undefined)
  ccp.softphone.reload()
  vi.advanceTimersByTime(100_000)
  expect(ccp.states.at(-1)?.[0]).toBe('unheard')
  expect(told(ccp.heard)).toEqual(['announced call-1 live'])
  vi.advanceTimersByTime(21_000)
  expect(told(ccp.heard)).toEqual(['announced call-1 live', 'vanished call-1'])
})

describe('a reload in the middle of the day', () => {
  it('brings back the live call, as live', () => {
    ccp.publish([aCall({ state: 'connected' })])
    expect(told(ccp.heard)).toEqual(['announced call-1 live'])
  })

  it.each(['ended', 'missed', 'rejected', 'error'])('does not bring back a call that was already %o', (state) => {
    ccp.publish([aCall({ state })])
    ccp.publish([aCall({ state })])
    ccp.publish([])

    expect(told(ccp.heard)).toEqual([])
  })
})

describe('a call that leaves the softphone without having ended', () => {
  beforeEach(() => {
    ccp.publish([aCall({ state: 'connected' })])
    ccp.publish([])
  })

  it('has vanished, which is not an end', () => {
    expect(told(ccp.heard)).toEqual(['announced call-1 live', 'vanished call-1'])
  })

  it('is nothing to a listener that comes late: what was known of its caller is not kept (R55)', () => {
    const late: ContactEvent[] = []
    ccp.softphone.subscribe((event) => late.push(event))
    expect(late).toEqual([])

    ccp.publish([aCall({ state: 'connected' })])
    expect(told(late)).toEqual(['announced call-1 live'])
  })

  it('is announced once more when it comes back', () => {
    ccp.publish([aCall({ state: 'connected' })])
    ccp.publish([aCall({ state: 'connected' })])

    expect(told(ccp.heard).slice(2)).toEqual(['announced call-1 live'])
  })

  it('does not ring again when an old snapshot of it comes in', () => {
    ccp.publish([aCall({ state: 'connecting' })])
    expect(told(ccp.heard).slice(2)).toEqual(['announced call-1 live'])
  })

  it('ends, unannounced, when it comes back ended', () => {
    ccp.publish([aCall({ state: 'ended' })])
    expect(told(ccp.heard).slice(2)).toEqual(['ended call-1'])
  })
})

describe('a fault of our own', () => {
  it('surfaces, and neither Streams nor another listener notices (R69)', () => {
    const surfaced = vi.fn()
    vi.stubGlobal('reportError', surfaced)
    const fault = new Error('ours')
    const leave = ccp.softphone.subscribe(() => {
      throw fault
    })
    const after: ContactEvent[] = []
    ccp.softphone.subscribe((event) => after.push(event))
    ccp.publish([aCall()])
    leave()
    ccp.publish([aCall({ state: 'connected' })])

    expect(surfaced).toHaveBeenCalledExactlyOnceWith(fault)
    expect(told(after)).toEqual(['announced call-1 ringing', 'connected call-1'])
  })
})

it('believes no window but the one of the CCP (R36)', () => {
  ccp.publish([])
  const contacts = [aCall()]
  const data = { event: 'agent::update', data: { snapshot: { state: { type: 'a', name: 'b' }, contacts } } }
  window.dispatchEvent(new MessageEvent('message', { data, source: window }))

  expect(told(ccp.heard)).toEqual([])
})

/** Plays whole calls, one after the other. */
function shift(from: number, to: number): void {
  for (let call = from; call < to; call += 1) {
    for (const state of ['connecting', 'connected', 'ended']) ccp.publish([aCall({ contactId: `call-${call}`, state })])
    ccp.publish([])
  }
}

it('leaves nothing behind after a shift of 600 calls (R78)', { timeout: 60_000 }, () => {
  const bus = connect.core.getEventBus() as unknown as { subMap: { subIdMap: object } }
  shift(0, 5)
  const before = Object.keys(bus.subMap.subIdMap).length
  shift(5, 605)

  expect(Object.keys(bus.subMap.subIdMap)).toHaveLength(before)
  expect(told(ccp.heard).filter((line) => line.startsWith('announced'))).toHaveLength(605)
})

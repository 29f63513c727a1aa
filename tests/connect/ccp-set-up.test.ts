// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest'
import { type CcpPlayer, ccpUrl, playCcp, playing } from './ccp-player.ts'
import { aCall } from './played-snapshot.ts'

let ccp: CcpPlayer

beforeEach(async () => {
  const stop = playing()
  ccp = await playCcp()
  return stop
})

it('puts one CCP into its container, which may use the microphone', () => {
  expect(document.querySelectorAll('iframe')).toHaveLength(1)
  expect(ccp.iframe().src).toBe(ccpUrl)
  expect(ccp.iframe().allow).toContain('microphone')
})

it('lets the softphone ring inside the page', () => {
  ccp.acknowledge()
  const configure = ccp.received.find(({ event }) => event === 'configure')

  expect(configure?.data).toMatchObject({ softphone: { allowFramedSoftphone: true } })
})

it('refuses to be set up twice in a page', async () => {
  const { streamsSoftphone } = await import('../../src/connect/streams.ts')

  expect(() => streamsSoftphone(document.createElement('div'), { ccpUrl })).toThrow('on this page already')
  expect(document.querySelectorAll('iframe')).toHaveLength(1)
})

it('writes nothing to the console in the course of a call (R57)', () => {
  const written = ['log', 'info', 'debug', 'warn', 'error'] as const
  const spies = written.map((method) => vi.spyOn(console, method))
  ccp.acknowledge()
  for (const state of ['connecting', 'connected', 'ended']) ccp.publish([aCall({ state })])
  ccp.publish([])
  vi.advanceTimersByTime(120_000)

  expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([])
})

it('tells Connect that the agent is at work, at most twice a minute', () => {
  const sent = vi.spyOn(connect, 'sendActivity').mockReturnValue()
  for (let seconds = 0; seconds < 60; seconds += 1) {
    ccp.softphone.showActivity()
    vi.advanceTimersByTime(1_000)
  }
  expect(sent).toHaveBeenCalledTimes(2)
})

it('does without where Streams cannot tell it', () => {
  Object.assign(connect, { sendActivity: undefined })
  const surfaced = vi.fn()
  vi.stubGlobal('reportError', surfaced)
  ccp.softphone.showActivity()

  expect(surfaced).not.toHaveBeenCalled()
})

import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { type Answer, aGatewaySays, aProblem, noAnswer, playBroker } from './played-broker.ts'

const broker = playBroker()

describe('a broker that says no', () => {
  it.each([
    [403, 'contact-not-yours'],
    [403, 'agent-not-allowed'],
    [429, 'budget-spent'],
    [503, 'audit-unavailable'],
  ] as const)('is understood: %i %s', async (status, code) => {
    broker.answers.push(aProblem(status, code), aProblem(status, code), aProblem(status, code))
    const failure = await broker
      .settled(broker.client().tokenSource('call-1').current())
      .catch((error: unknown) => error)

    expect(failure).toMatchObject({ code, message: code })
  })

  it.each([
    ['broker-refused', aProblem(403, 'a-code-of-tomorrow')],
    ['broker-refused', aProblem(502, 'a-code-of-tomorrow')],
    ['broker-refused', aProblem(403)],
    ['broker-unreachable', () => new HttpResponse('<html>', { status: 502 })],
    ['broker-unreachable', aGatewaySays(500, 'Internal Server Error')],
    ['broker-unreachable', aGatewaySays(504, 'Endpoint request timed out')],
    ['broker-refused', aGatewaySays(403, 'Forbidden')],
    ['broker-unreachable', () => HttpResponse.error()],
  ] as const)('is %s where it does not say why', async (code, answer) => {
    broker.answers.push(answer)
    await expect(broker.settled(broker.client().tokenSource('call-1').current())).rejects.toMatchObject({ code })
  })

  it('is asked again while the call is not yet the agent’s, as soon as it allows', async () => {
    broker.answers.push(...Array<Answer>(4).fill(aProblem(409, 'contact-not-yet-yours', '1')))
    const start = broker.time

    expect(await broker.settled(broker.client().tokenSource('call-1').current())).toBe('call-token-5')
    expect(broker.time - start).toBeGreaterThanOrEqual(4_000)
    expect(broker.time - start).toBeLessThan(6_000)
  })

  it('is not asked for longer than 8 seconds', async () => {
    broker.answers.push(...Array<Answer>(50).fill(aProblem(409, 'contact-not-yet-yours', '1')))
    const start = broker.time
    const token = broker.settled(broker.client().tokenSource('call-1').current())

    await expect(token).rejects.toMatchObject({ code: 'contact-not-yet-yours' })
    expect(broker.time - start).toBeLessThanOrEqual(8_100)
  })

  it('is not waited for when it asks for more patience than that', async () => {
    broker.answers.push(aProblem(429, 'broker-busy', '60'))
    const token = broker.settled(broker.client().tokenSource('call-1').current())

    await expect(token).rejects.toMatchObject({ code: 'broker-busy', retryAfterMs: 60_000 })
    expect(broker.asked).toHaveLength(1)
  })

  it.each([429, 503])('is asked twice more, and no more, after a %i (R68)', async (status) => {
    broker.answers.push(...Array<Answer>(9).fill(aProblem(status, 'broker-busy')))
    await expect(broker.settled(broker.client().tokenSource('call-1').current())).rejects.toMatchObject({
      code: 'broker-busy',
    })

    expect(broker.asked).toHaveLength(3)
  })

  it('reads a Retry-After that is a date', async () => {
    broker.answers.push(aProblem(429, 'broker-busy', new Date(broker.time + 3_000).toUTCString()))
    const start = broker.time
    await broker.settled(broker.client().tokenSource('call-1').current())

    expect(broker.time - start).toBeGreaterThanOrEqual(2_000)
  })

  it("gets the agent's token anew, once, when it refused the first", async () => {
    broker.answers.push(aProblem(401, 'agent-not-signed-in'), aProblem(401, 'agent-not-signed-in'))
    const token = broker.client().tokenSource('call-1').current()

    await expect(token).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(broker.asked.map(({ bearer }) => bearer)).toEqual(['Bearer agent-token-1', 'Bearer agent-token-2'])
    expect(broker.agentToken).toHaveBeenLastCalledWith(expect.anything(), 'agent-token-1')
  })

  it('means that the agent is not signed in, where the gateway before it refused a new token too', async () => {
    broker.answers.push(aGatewaySays(401, 'Unauthorized'), aGatewaySays(401, 'Unauthorized'))
    const token = broker.settled(broker.client().tokenSource('call-1').current())

    await expect(token).rejects.toMatchObject({ code: 'agent-not-signed-in' })
    expect(broker.asked.map(({ bearer }) => bearer)).toEqual(['Bearer agent-token-1', 'Bearer agent-token-2'])
  })

  it.each([
    [429, 'Too Many Requests', 'broker-busy'],
    [503, 'Service Unavailable', 'broker-unreachable'],
  ] as const)('is asked three times before the gateway’s %i is told', async (status, message, code) => {
    broker.answers.push(...Array<Answer>(9).fill(aGatewaySays(status, message)))
    await expect(broker.settled(broker.client().tokenSource('call-1').current())).rejects.toMatchObject({ code })

    expect(broker.asked).toHaveLength(3)
  })

  it('keeps the agent waiting 8 seconds at most, when it says nothing', async () => {
    broker.answers.push(noAnswer)
    const token = broker.settled(broker.client().tokenSource('call-1').current())

    await expect(token).rejects.toMatchObject({ code: 'broker-unreachable' })
  })

  it('has what it said before told where it says nothing more before the time is over', async () => {
    broker.answers.push(aProblem(503, 'connect-unreachable'), noAnswer)
    const token = broker.settled(broker.client().tokenSource('call-1').current())

    await expect(token).rejects.toMatchObject({ code: 'connect-unreachable' })
    expect(broker.asked).toHaveLength(2)
  })
})

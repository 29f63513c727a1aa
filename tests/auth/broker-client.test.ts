import { describe, expect, it } from 'vitest'
import { aVerification } from '../fixtures/verification.ts'
import { type Answer, aProblem, playBroker } from './played-broker.ts'

const broker = playBroker()

describe('a decision', () => {
  it('is written down before the chart may open (R24)', async () => {
    const client = broker.client()
    await client.confirm('call-1', 'patient-1', aVerification())

    const body = { patient: 'patient-1', contactId: 'call-1', verified: ['birth-date', 'name'] }
    expect(broker.asked.at(-1)).toEqual({ path: 'confirmation', bearer: 'Bearer call-token-1', body })
  })

  it('is not taken for written when it could not be (R24)', async () => {
    const client = broker.client()
    await client.tokenSource('call-1').current()
    broker.answers.push(...Array<Answer>(9).fill(aProblem(503, 'audit-unavailable')))

    await expect(broker.settled(client.confirm('call-1', 'patient-1', aVerification()))).rejects.toMatchObject({
      code: 'audit-unavailable',
    })
  })

  it('is not taken for written when a proxy answers in the broker’s place (R24, R66)', async () => {
    const client = broker.client()
    await client.tokenSource('call-1').current()
    broker.answers.push(
      () => new Response('<html><h1>Welcome</h1></html>', { headers: { 'Content-Type': 'text/html' } }),
    )

    await expect(client.confirm('call-1', 'patient-1', aVerification())).rejects.toMatchObject({
      code: 'broker-unreachable',
    })
  })

  it('is written with a new token where the old one had ended', async () => {
    const client = broker.client()
    await client.tokenSource('call-1').current()
    broker.answers.push(aProblem(401, 'contact-token-over'))
    await client.confirm('call-1', 'patient-1', aVerification())

    expect(broker.asked.map(({ path, bearer }) => `${path} ${bearer}`)).toEqual([
      'token Bearer agent-token-1',
      'confirmation Bearer call-token-1',
      'token Bearer agent-token-1',
      'confirmation Bearer call-token-3',
    ])
  })

  it('can be taken back, even while the call ends', async () => {
    const client = broker.client()
    await client.tokenSource('call-1').current()
    const withdrawing = client.withdraw('call-1', 'patient-1')
    client.forget('call-1')
    await withdrawing

    expect(broker.asked.at(-1)).toMatchObject({ path: 'withdrawal', body: { patient: 'patient-1' } })
  })

  it('can be taken back where the call’s token runs out just as the call ends (R24)', async () => {
    const client = broker.client()
    await client.tokenSource('call-1').current()
    broker.time += 300_000
    const withdrawing = client.withdraw('call-1', 'patient-1')
    client.forget('call-1')
    await withdrawing

    expect(broker.asked.at(-1)).toMatchObject({ path: 'withdrawal', body: { patient: 'patient-1' } })
  })

  it('is taken back after the call with a token that nobody keeps (R45)', async () => {
    const client = broker.client()
    await client.confirm('call-1', 'patient-1', aVerification())
    client.forget('call-1')
    await client.withdraw('call-1', 'patient-1')
    await client.tokenSource('call-1').current()

    const roads = broker.asked.map(({ path }) => path)
    expect(roads).toEqual(['token', 'confirmation', 'token', 'withdrawal', 'token'])
  })

  it('is not sent once the agent left it', async () => {
    const client = broker.client()
    const left = AbortSignal.abort(new Error('the agent went on'))

    await expect(client.confirm('call-1', 'patient-1', aVerification(), left)).rejects.toThrow('the agent went on')
    expect(broker.asked).toEqual([])
  })
})

import { HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import { aVerification } from '../fixtures/verification.ts'
import { aToken, noAnswer, playBroker, url } from './played-broker.ts'

const broker = playBroker()
const bodies = () => broker.asked.map(({ body }) => body)

describe('the token of a call', () => {
  it("is asked for with the agent's token and the contact, and tells where to search", async () => {
    const client = broker.client()

    expect(await client.tokenSource('call-1').current()).toBe('call-token-1')
    expect(await client.fhirBaseUrl('call-1')).toBe(`${url}/fhir/R4`)
    expect(broker.asked).toEqual([{ path: 'token', bearer: 'Bearer agent-token-1', body: { contactId: 'call-1' } }])
  })

  it('tells of an earlier agent’s confirmation where the broker does, and for that call alone', async () => {
    const told: string[] = []
    const client = broker.client({ onConfirmedEarlier: (contactId) => told.push(contactId) })
    await client.tokenSource('call-1').current()
    broker.answers.push(() => aToken(2, { confirmed_earlier: true }))
    await client.tokenSource('call-2').current()
    broker.answers.push(() => aToken(3, { confirmed_earlier: 'yes' }))
    await client.tokenSource('call-3').current()
    expect(told).toEqual(['call-2'])
  })

  describe('in an emergency', () => {
    const reason = 'caller does not breathe well'

    it('is asked for anew, with the reason, and renewed with it half a minute before its two are over (R16)', async () => {
      const client = broker.client()
      await client.tokenSource('call-1').current()
      client.emergencySearches.begin('call-1', reason)
      broker.answers.push(() => aToken(2, { emergency: true, expires_in: 120 }))
      broker.answers.push(() => aToken(3, { emergency: true, expires_in: 120 }))

      expect(await client.tokenSource('call-1').current()).toBe('call-token-2')
      broker.time += 89_000
      expect(await client.tokenSource('call-1').current()).toBe('call-token-2')
      broker.time += 2_000
      expect(await client.tokenSource('call-1').current()).toBe('call-token-3')
      const urgent = { contactId: 'call-1', emergencyReason: reason }
      expect(bodies()).toEqual([{ contactId: 'call-1' }, urgent, urgent])
    })

    it('is over with the first ordinary token: it is told, once, and the reason goes no further (R16)', async () => {
      const told: string[] = []
      const client = broker.client({ onConnectAnswered: (contactId) => told.push(contactId) })
      client.emergencySearches.begin('call-1', reason)
      broker.answers.push(() => aToken(1, { emergency: true, expires_in: 120 }))
      await client.tokenSource('call-1').current()
      expect(told).toEqual([])

      await client.tokenSource('call-1').renew('call-token-1')
      await client.tokenSource('call-1').renew('call-token-2')
      expect(told).toEqual(['call-1'])
      const urgent = { contactId: 'call-1', emergencyReason: reason }
      expect(bodies()).toEqual([urgent, urgent, { contactId: 'call-1' }])
    })

    it('is no emergency of another call, and none of the same once it left or the agent stepped out (R44)', async () => {
      const client = broker.client()
      client.emergencySearches.begin('call-1', reason)
      await client.tokenSource('call-2').current()
      client.forget('call-1')
      await client.tokenSource('call-1').current()
      client.emergencySearches.begin('call-3', reason)
      client.emergencySearches.end('call-3')
      await client.tokenSource('call-3').current()
      expect(JSON.stringify(bodies())).not.toContain('emergencyReason')
    })

    it('is not kept where the agent stepped out of it while it was asked for', async () => {
      const client = broker.client()
      client.emergencySearches.begin('call-1', reason)
      broker.answers.push(() => {
        client.emergencySearches.end('call-1')
        return aToken(1, { emergency: true, expires_in: 120 })
      })
      await client.tokenSource('call-1').current()
      expect(await client.tokenSource('call-1').current()).toBe('call-token-2')
    })
  })

  it('is one request for all who need it at once', async () => {
    const client = broker.client()
    client.prefetch('call-1')
    const tokens = await Promise.all([
      client.tokenSource('call-1').current(),
      client.tokenSource('call-1').current(),
      client.fhirBaseUrl('call-1'),
    ])

    expect(tokens.slice(0, 2)).toEqual(['call-token-1', 'call-token-1'])
    expect(broker.asked).toHaveLength(1)
  })

  it('is another one for another call', async () => {
    const client = broker.client()
    const tokens = [await client.tokenSource('call-1').current(), await client.tokenSource('call-2').current()]

    expect(tokens).toEqual(['call-token-1', 'call-token-2'])
    expect(broker.asked.map(({ body }) => body)).toEqual([{ contactId: 'call-1' }, { contactId: 'call-2' }])
  })

  it('is renewed half a minute before its end', async () => {
    const source = broker.client().tokenSource('call-1')
    await source.current()
    broker.time += 269_000
    expect(await source.current()).toBe('call-token-1')

    broker.time += 2_000
    expect(await source.current()).toBe('call-token-2')
  })

  it('is renewed once for all whose search was refused with it', async () => {
    const source = broker.client().tokenSource('call-1')
    const stale = await source.current()

    expect(await Promise.all([source.renew(stale), source.renew(stale)])).toEqual(['call-token-2', 'call-token-2'])
    expect(await source.renew(stale)).toBe('call-token-2')
    expect(broker.asked).toHaveLength(2)
  })

  it('is not waited for by a search that was given up, while another still waits', async () => {
    const source = broker.client().tokenSource('call-1')
    const leaving = new AbortController()
    const both = Promise.allSettled([source.current(leaving.signal), source.current()])
    leaving.abort()

    expect(await both).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: 'call-token-1' }])
  })

  it('says of a token ahead that nobody waits for it, and of another nothing', async () => {
    const client = broker.client()
    client.prefetch('call-1')
    await client.tokenSource('call-1').current()
    await client.tokenSource('call-2').current()
    expect(broker.asked.map(({ body }) => body)).toEqual([
      { contactId: 'call-1', ahead: true },
      { contactId: 'call-2' },
    ])
  })

  it('may fail ahead of time without harm: who needs it asks again', async () => {
    broker.answers.push(() => HttpResponse.error())
    const client = broker.client()
    client.prefetch('call-1')
    await expect(client.tokenSource('call-1').current()).rejects.toMatchObject({ code: 'broker-unreachable' })

    expect(await client.tokenSource('call-1').current()).toBe('call-token-2')
  })

  it.each([
    ['on another host', { fhir_base_url: 'http://evil.localhost/fhir/R4' }],
    ['nowhere', { fhir_base_url: 'fhir' }],
    ['without a life', { expires_in: undefined }],
    ['of another type', { token_type: 'DPoP' }],
    ['that is empty', { access_token: '' }],
  ])('is refused when it is one %s (R27)', async (_, facts) => {
    broker.answers.push(() => aToken(1, facts))
    await expect(broker.client().tokenSource('call-1').current()).rejects.toMatchObject({ code: 'broker-refused' })
  })

  it.each([
    ['a page', () => HttpResponse.html('<html>')],
    ['nothing', () => new HttpResponse('')],
    ['half an answer', () => new HttpResponse('{"access_')],
    ['null', () => HttpResponse.json(null)],
  ])('is refused when the broker sends %s (R66)', async (_, answer) => {
    broker.answers.push(answer)
    await expect(broker.client().tokenSource('call-1').current()).rejects.toMatchObject({ code: 'broker-refused' })
  })
})

describe('a call that is over', () => {
  it('ends what waits for its token, at once (R45)', async () => {
    broker.answers.push(noAnswer)
    const client = broker.client()
    const waiting = client.tokenSource('call-1').current()
    client.forget('call-1')

    await expect(waiting).rejects.toMatchObject({ code: 'contact-token-over' })
  })

  it('leaves no token behind: a search that comes late finds none (R44)', async () => {
    const client = broker.client()
    const source = client.tokenSource('call-1')
    const token = await source.current()
    expect(source.held()).toBe(token)
    client.forget('call-1')

    expect([source.held(), client.tokenSource('call-1').held()]).toEqual([null, null])
    await expect(source.current()).rejects.toMatchObject({ code: 'contact-token-over' })
    await expect(source.renew(token)).rejects.toMatchObject({ code: 'contact-token-over' })
    expect(broker.asked).toHaveLength(1)
  })

  it('does not touch another call', async () => {
    const client = broker.client()
    const other = client.tokenSource('call-2')
    await other.current()
    client.forget('call-1')

    expect(await other.current()).toBe('call-token-1')
  })

  it('starts anew when it only had vanished and comes back', async () => {
    const client = broker.client()
    await client.tokenSource('call-1').current()
    client.forget('call-1')

    expect(await client.tokenSource('call-1').current()).toBe('call-token-2')
  })

  it('opens no chart: a confirmation under way ends (R45)', async () => {
    const client = broker.client()
    await client.tokenSource('call-1').current()
    broker.answers.push(noAnswer)
    const confirming = client.confirm('call-1', 'patient-1', aVerification())
    client.forget('call-1')

    await expect(confirming).rejects.toMatchObject({ code: 'contact-token-over' })
  })
})

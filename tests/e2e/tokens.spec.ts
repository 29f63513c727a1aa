import { findChromium } from '../../scripts/find-chromium.mjs'
import { chromiumFlags } from '../../scripts/open-chromium.ts'
import { expect, test } from './desk.ts'
import type { Desk } from './desk.ts'
import { memoryOf, wholeTexts } from './memory.ts'
import { type Exchange, watchSystemTokens, watchTraffic } from './traffic.ts'

test.use({ launchOptions: { executablePath: findChromium() ?? '', args: [...chromiumFlags, wholeTexts] } })

const walter = '+14145550107'
const walterId = 'eJ4kPx5tCaVb.7UzEqMf1Yg3'

test.describe('what a thief of the browser’s tokens can do', () => {
  test('a call’s token is good for its own number alone, and for no other contact (R14, R17)', async ({
    desk,
    context,
  }) => {
    const traffic = watchTraffic(context)
    await desk.takeCall(walter)
    await expect(desk.rows).toHaveCount(1)
    const token = bearerOf(await traffic(), '/fhir/R4/Patient/_search')

    const stolen = await search(desk, token, { telecom: '+16085550142' })
    expect(stolen.status).toBe(403)
    expect(stolen.text).not.toContain('Kessler')
    expect(await search(desk, token, { telecom: walter })).toMatchObject({ status: 200 })

    const other = desk.ring('+16085550142')
    await desk.press('Accept', '+16085550142')
    expect(await confirm(desk, token, { patient: walterId, contactId: other })).toBe(403)
    expect(await confirm(desk, token, { patient: 'eKq7vT2mZpW0aYx4LnRb9uA3' })).toBe(403)
    expect(desk.charts()).toHaveLength(0)
  })

  test('another page gets nothing with it, nor does the agent’s own sign-in get a search (R17, R25)', async ({
    desk,
    context,
  }) => {
    const traffic = watchTraffic(context)
    await desk.takeCall(walter)
    await expect(desk.rows).toHaveCount(1)
    const exchanges = await traffic()
    const callToken = bearerOf(exchanges, '/fhir/R4/Patient/_search')
    const agentToken = bearerOf(exchanges, '/token')

    expect(await search(desk, callToken, { telecom: walter }, 'http://evil.localhost')).toMatchObject({ status: 403 })
    expect(await search(desk, agentToken, { telecom: walter })).toMatchObject({ status: 401 })
  })

  test('after the call it is good for nothing (R15, R18)', async ({ desk, context }) => {
    const traffic = watchTraffic(context)
    await desk.takeCall(walter)
    await desk.openBy('12091951', 'Walter Nguyen')
    const token = bearerOf(await traffic(), '/fhir/R4/Patient/_search')
    await desk.endCall()

    // What the broker was told of a live contact holds for 20 s.
    await desk.page.waitForTimeout(21_000)
    const { status, text } = await search(desk, token, { telecom: walter })
    expect(status).toBe(403)
    expect(text).not.toContain('Nguyen')
    expect(await confirm(desk, token, { patient: walterId })).toBe(403)
  })
})

test.describe('Epic’s token', () => {
  test.use({ isSignedIn: false })

  test('never reaches the browser: not its traffic, storage, page, console or memory (R1)', async ({
    desk,
    context,
  }) => {
    const { epic, broker } = desk.sandbox.origins
    test.slow()
    const system = watchSystemTokens(epic)
    const traffic = watchTraffic(context)
    const said: string[] = []
    context.on('console', (message) => said.push(message.text()))
    await desk.signIn()
    await desk.takeCall(walter)
    await desk.openBy('12091951', 'Walter Nguyen')
    const memory = (await memoryOf(desk.page)).join('\n')
    const page = await desk.page.content()
    const storage = JSON.stringify(await context.storageState({ indexedDB: true }))
    await desk.endCall()
    system.stop()

    expect(system.tokens.size).toBeGreaterThan(0)
    const exchanges = await traffic()
    expect(exchanges.some(({ url }) => url.startsWith(broker))).toBe(true)
    for (const token of system.tokens) {
      const canary = token.slice(0, 200)
      for (const place of [page, storage, said.join('\n'), memory]) expect(place.includes(canary)).toBe(false)
      for (const { text } of exchanges) expect(text.includes(canary)).toBe(false)
    }
  })

  test('is not asked for by the browser, and nothing that the browser holds is taken by Epic (R1)', async ({
    desk,
    context,
  }) => {
    const { epic } = desk.sandbox.origins
    const traffic = watchTraffic(context)
    await desk.signIn()
    await desk.takeCall(walter)
    await desk.openBy('12091951', 'Walter Nguyen')

    const exchanges = await traffic()
    const toEpic = exchanges.filter(({ url }) => url.startsWith(epic)).map(({ url }) => new URL(url).pathname)
    expect(new Set(toEpic)).toEqual(new Set(['/hyperspace/chart']))

    const bearers = new Set(exchanges.flatMap(({ authorization }) => authorization ?? []))
    expect(bearers.size).toBeGreaterThan(1)
    for (const authorization of bearers) {
      const answer = await fetch(`${epic}/interconnect/api/FHIR/R4/Patient/${walterId}`, { headers: { authorization } })
      expect(answer.status).toBe(401)
    }
  })
})

function bearerOf(exchanges: readonly Exchange[], path: string): string {
  const bearer = exchanges.findLast(({ url, authorization }) => url.endsWith(path) && authorization !== null)
  return bearer?.authorization?.replace('Bearer ', '') ?? 'the browser sent none'
}

async function search(desk: Desk, token: string, facts: Record<string, string>, origin = desk.sandbox.origins.widget) {
  const answer = await fetch(`${desk.sandbox.origins.broker}/fhir/R4/Patient/_search`, {
    method: 'POST',
    headers: { origin, authorization: `Bearer ${token}` },
    body: new URLSearchParams(facts),
  })
  return { status: answer.status, text: await answer.text() }
}

async function confirm(desk: Desk, token: string, facts: Record<string, string>): Promise<number> {
  const answer = await fetch(`${desk.sandbox.origins.broker}/confirmation`, {
    method: 'POST',
    headers: {
      origin: desk.sandbox.origins.widget,
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ ...facts, verified: ['birth-date', 'name'] }),
  })
  return answer.status
}

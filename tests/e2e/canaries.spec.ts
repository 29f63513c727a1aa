import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { test as base } from '@playwright/test'
import { lambdaLines } from '../../src/sandbox/lambda/lambda-function.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { watchForCanaries } from './canaries.ts'
import { deskOf, expect } from './desk.ts'
import { watchSystemTokens } from './traffic.ts'

/** A test without a desk of its own: a desk fails for what is planted here. */
base('the watch finds what is planted: names, dates in any writing, numbers (R53, R57)', async ({ page, context }) => {
  const sandbox = await startSandbox({ ports: 'free', people: { size: 50 }, widget: { dir: 'dist' } })
  const canaries = watchForCanaries(context, sandbox)
  await deskOf(page, sandbox).signIn()
  expect(await canaries.leftovers()).toEqual([])

  await page.evaluate(() => {
    sessionStorage.setItem('caller', 'KESSLER')
    document.title = 'Call of Walter'
    // oxlint-disable-next-line no-console -- what the console is told is looked at
    for (const born of ['1951-12-09', '12/09/1951', '9 December 1951', 'Dec. 9th, 1951']) console.log('born', born)
    history.replaceState({ number: '(608) 555-0142' }, '')
  })
  const found = await canaries.leftovers()
  canaries.stop()
  await sandbox.close()
  expect([...new Set(found)].sort()).toEqual([
    'console: 12/09/1951',
    'console: 1951-12-09',
    'console: 9 December 1951',
    'console: Dec. 9th, 1951',
    'page: Walter',
    'storage: (608) 555-0142',
    'storage: KESSLER',
    'storage: Walter',
  ])
})

base(
  'it finds what is planted in databases, caches, cookies, the window, requests, the softphone and the logs (R20, R53)',
  async ({ page, context }) => {
    const sandbox = await startSandbox({ ports: 'free', people: { size: 50 }, widget: { dir: 'dist' } })
    const canaries = watchForCanaries(context, sandbox)
    const bearers: string[] = []
    page.on('request', (request) => bearers.push(request.headers()['authorization'] ?? ''))
    const desk = deskOf(page, sandbox)
    await desk.signIn()
    await desk.takeCall('+14145550107')
    await expect(desk.heading('1 patient has this number')).toBeVisible()
    expect(await canaries.leftovers()).toEqual([])
    const token = bearers.find((bearer) => bearer !== '')?.replace('Bearer ', '') ?? ''
    expect(token).not.toBe('')

    await page.evaluate(
      async ({ idp, token }) => {
        await new Promise<void>((resolve) => {
          const opening = indexedDB.open('kept', 1)
          opening.addEventListener('upgradeneeded', () => {
            opening.result.createObjectStore('callers').put('Kessler', 'of the last call')
          })
          opening.addEventListener('success', () => {
            opening.result.close()
            resolve()
          })
        })
        await (await caches.open('answers')).put('/answer', new Response('Nguyen'))
        // oxlint-disable-next-line unicorn/no-document-cookie -- a cookie is what is planted
        document.cookie = 'caller=Brandt'
        window.name = 'Call of Rosa'
        await fetch(`${idp}/planted`, { method: 'POST', mode: 'no-cors', body: 'born 1951-12-09' }).catch(() => null)
        await fetch('/config.json', { headers: { 'x-token': token } })
        const softphone = document.querySelector<HTMLIFrameElement>('#ccp iframe')?.contentWindow
        softphone?.postMessage({ event: 'log', data: 'Walter, (414) 555-0107' }, '*')
      },
      { idp: sandbox.origins.idp, token },
    )
    lambdaLines.publish('searched for 203121')
    await expect
      .poll(async () => new Set(await canaries.leftovers()))
      .toEqual(
        new Set([
          'storage: Kessler',
          'storage: Nguyen',
          'storage: Rosa',
          'cookies: Brandt',
          // A cookie goes along with whatever is asked.
          'sent elsewhere: Brandt',
          'sent elsewhere: 1951-12-09',
          `sent elsewhere: token ${token.slice(0, 16)}…`,
          'heard by the softphone: Walter',
          'output: 203121',
        ]),
      )
    canaries.stop()
    await page.close()
    await sandbox.close()
  },
)

base('it finds Epic’s own token where the broker would let it out in an answer (R1)', async ({ page, context }) => {
  const sandbox = await startSandbox({ ports: 'free', people: { size: 50 }, widget: { dir: 'dist' } })
  const canaries = watchForCanaries(context, sandbox)
  const system = watchSystemTokens(sandbox.origins.epic)
  const desk = deskOf(page, sandbox)
  await desk.signIn()
  await desk.takeCall('+14145550107')
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  expect(await canaries.leftovers()).toEqual([])

  const [token = ''] = system.tokens
  expect(token).not.toBe('')
  const planted = `${sandbox.origins.broker}/planted`
  await page.route(planted, (route) =>
    route.fulfill({ json: { token }, headers: { 'Access-Control-Allow-Origin': '*' } }),
  )
  await page.evaluate((url) => fetch(url).then((answer) => answer.text()), planted)
  expect(await canaries.leftovers()).toEqual([`answered: ${token.slice(0, 16)}…`])
  system.stop()
  canaries.stop()
  await page.close()
  await sandbox.close()
})

base('what the instances at Lambda write comes to the watch, line by line (R20)', async ({ page }) => {
  base.setTimeout(180_000)
  const lines: string[] = []
  const note = (line: unknown) => void lines.push(String(line))
  subscribe(lambdaLines.name, note)
  const sandbox = await startSandbox({
    ports: 'free',
    people: { size: 50 },
    widget: { dir: 'dist' },
    broker: 'lambda',
  })
  const desk = deskOf(page, sandbox)
  await desk.signIn()
  await desk.takeCall('+14145550107')
  await expect(desk.heading('1 patient has this number')).toBeVisible()
  await expect.poll(() => lines.filter((line) => line.includes('"AuditEvent"')).length).toBeGreaterThan(1)
  unsubscribe(lambdaLines.name, note)
  await page.close()
  await sandbox.close()
})

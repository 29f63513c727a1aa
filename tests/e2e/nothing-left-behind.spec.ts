import { expect, test } from './desk.ts'
import type { Desk } from './desk.ts'
import { watchTraffic } from './traffic.ts'

/** Walter Nguyen, 1951-12-09, +1 414-555-0107, record number 203121, as they might be written anywhere. */
const walter = /Nguyen|Walter|1951|1209|09121951|555-?0107|4145550107|203121|eJ4kPx5tCaVb/i

test('a whole call leaves nothing of the patient in any storage, address, history or title (R53, R54)', async ({
  desk,
  context,
}) => {
  const before = await traces(desk)
  await desk.takeCall('+14145550107')
  await desk.openBy('12091951', 'Walter Nguyen')
  expect(JSON.stringify(await traces(desk))).not.toMatch(walter)

  await desk.endCall()
  const after = await traces(desk)
  expect(JSON.stringify(after)).not.toMatch(walter)
  expect(after.history).toBe(before.history)
  expect(after.address).toBe(`${desk.sandbox.origins.widget}/`)
  expect(after.title).toBe(before.title)
  expect(after.databases).toEqual([])
  expect(after.caches).toEqual([])
  expect(JSON.stringify(await context.cookies())).not.toMatch(walter)
  expect(await desk.page.content()).not.toMatch(walter)
})

test('no address that the browser asks for holds a name, a number or a birth date (R54)', async ({ desk, context }) => {
  const traffic = watchTraffic(context)
  await desk.takeCall('+14145550107')
  await expect(desk.rows).toHaveCount(1)
  await desk.button('Search by name').click()
  await desk.fillForm('Walter', 'Nguyen', '12091951')
  await desk.button('Search').click()
  await desk.openBy('12091951', 'Walter Nguyen')
  await desk.button('Wrong patient').click()
  await desk.endCall()

  const exchanges = await traffic()
  const charts = exchanges.filter(({ url }) => url.includes('/hyperspace/'))
  expect(charts.map(({ url }) => url)).toEqual([
    `${desk.sandbox.origins.epic}/hyperspace/chart?patient=eJ4kPx5tCaVb.7UzEqMf1Yg3`,
  ])
  const others = exchanges.filter((exchange) => !charts.includes(exchange)).map(({ url }) => decodeURIComponent(url))
  expect(others.filter((url) => walter.test(new URL(url).pathname + new URL(url).search))).toEqual([])
  expect(exchanges.filter(({ url }) => url.startsWith(desk.sandbox.origins.broker)).length).toBeGreaterThan(3)
})

test('nothing of the patient is told to the console (R57)', async ({ desk, context }) => {
  const said: string[] = []
  context.on('console', (message) => said.push(message.text()))
  desk.sandbox.epic.site.fault = 'html'
  await desk.takeCall('+14145550107')
  await expect(desk.button('Try again')).toBeVisible()
  desk.sandbox.epic.site.fault = 'none'
  await desk.button('Try again').click()
  await desk.openBy('12091951', 'Walter Nguyen')
  await desk.endCall()
  expect(said.filter((text) => walter.test(text))).toEqual([])
})

/** All that outlives a call in the widget's own origin, and what the browser's windows would show of it. */
function traces({ page }: Desk) {
  return page.evaluate(async () => ({
    local: Object.entries(localStorage),
    session: Object.entries(sessionStorage),
    cookies: document.cookie,
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    address: location.href,
    history: history.length,
    historyState: JSON.stringify(history.state),
    title: document.title,
    windowName: window.name,
  }))
}

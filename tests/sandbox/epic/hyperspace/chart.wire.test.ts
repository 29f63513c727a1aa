import { afterAll, beforeAll, expect, it } from 'vitest'
import { castIds } from '../../../../src/sandbox/epic/people/cast.ts'
import { makePeople } from '../../../../src/sandbox/epic/people/population.ts'
import { type PlayedEpic, playEpic } from '../playing-epic.ts'

const intruder: fhir4.Patient = {
  resourceType: 'Patient',
  id: 'intruder',
  name: [{ use: 'official', text: '<script>alert("x")</script> & Co' }],
}

let played: PlayedEpic
beforeAll(async () => {
  played = await playEpic([...makePeople({ size: 100 }), intruder])
})
afterAll(() => played.close())

function open(id: string): Promise<Response> {
  return fetch(`${played.origin}/hyperspace/chart?patient=${encodeURIComponent(id)}`)
}

it('shows whose chart is open: name, birth date, age, sex and record number', async () => {
  const page = await (await open(castIds.walter)).text()
  expect(page).toContain('Walter Nguyen')
  expect(page).toMatch(/1951-12-09.*Age.*\d\d.*male.*Record number/)
  expect(page).toContain('Played by the sandbox')
})

it('names nobody in the title', async () => {
  expect(/<title>(.*)<\/title>/.exec(await (await open(castIds.walter)).text())?.[1]).toBe(
    'Chart - Hyperspace (played)',
  )
})

it('says when somebody died and when a record is inactive', async () => {
  expect(await (await open(castIds.edith)).text()).toContain('Deceased')
  expect(await (await open(castIds.peter)).text()).toContain('Inactive record')
})

it('opens no chart for an id that nobody has', async () => {
  const before = played.epic.openCharts().length
  const answer = await open('nobody')
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('No chart was opened')])
  expect(played.epic.openCharts()).toHaveLength(before)
})

it('remembers which charts were opened; the journal gets the end of the id alone', async () => {
  await open(castIds.jun)
  expect(played.epic.openCharts().at(-1)?.patientId).toBe(castIds.jun)
  const entry = played.journal.entries().at(-1)
  expect(entry).toMatchObject({
    party: 'hyperspace',
    event: 'chart-opened',
    facts: { idEndsWith: castIds.jun.slice(-4) },
  })
  expect(JSON.stringify(entry)).not.toContain(castIds.jun)
})

it('runs nothing, loads nothing, is framed by nobody and keeps its URL to itself', async () => {
  const { headers } = await open(castIds.jun)
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'/)
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect([headers.get('referrer-policy'), headers.get('cache-control')]).toEqual(['no-referrer', 'no-store'])
})

it('shows names as text, whatever is in them', async () => {
  const page = await (await open('intruder')).text()
  expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; Co')
  expect(page).not.toContain('<script')
})

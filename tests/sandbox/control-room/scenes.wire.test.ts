import { expect, it, vi } from 'vitest'
import { parseAni } from '../../../src/domain/ani.ts'
import { type Scene, scenes } from '../../../src/sandbox/control-room/scenes.ts'
import { type Answered, aRoad, patientsIn } from '../road.ts'

type Road = Awaited<ReturnType<typeof aRoad>>

it('keeps what every scene says: whom the search finds, and where there is none', { timeout: 60_000 }, async () => {
  const road = await aRoad()
  const happened: Record<string, unknown> = {}
  for (const scene of scenes) {
    happened[scene.id] = await playedOut(road, scene)
    await ask(road, '/api/clear')
  }
  expect(happened).toEqual(Object.fromEntries(scenes.map((scene) => [scene.id, promised(scene)])))
})

it('marks for the next agent whom the colleague of the scene confirmed', async () => {
  const road = await aRoad()
  const { contactId } = (await ask(road, '/api/ring', { scene: 'transfer-confirmed' })) as { contactId: string }
  const answers = await searchedFor(road, contactId, null)
  if (answers === 'refused') throw new Error('The transfer was refused.')
  const marked = answers.flatMap(patientsIn).filter(({ meta }) => meta !== undefined)
  expect(marked.map(({ name }) => name?.[0]?.given?.join(' '))).toEqual(['Ana Maria'])
})

it('finds the household by a text message, and nobody by a number that was written, where other channels are wanted', async () => {
  const road = await aRoad({ otherChannels: 'allowed' })
  const playedBy = async (scene: string) => {
    const { contactId } = (await ask(road, '/api/ring', { scene })) as { contactId: string }
    const token = await road.callToken(contactId)
    await ask(road, `/api/contacts/${contactId}/accept`)
    road.skipMs(500)
    return road.search(token, { telecom: '+16085550142' })
  }
  expect(patientsIn(await playedBy('sms'))).toHaveLength(4)
  expect((await playedBy('chat-number')).code).toBe('search-not-allowed')
})

it('says "no search" in the crib of every scene that has none, and in no other', () => {
  const said = scenes.filter(({ says }) => says.some((line) => line.includes('no search')))
  expect(said).toEqual(scenes.filter(({ search }) => search === 'none'))
})

/** What the crib promises: `1980-02-29 Ana` for each person of its words, or the word for what else happens. */
function promised({ says, search }: Scene) {
  return search === 'by-number' || search === 'by-name' ? peopleOf(says) : search
}

async function playedOut(road: Road, { id, says, search }: Scene) {
  const { contactId } = (await ask(road, '/api/ring', { scene: id })) as { contactId: string | null }
  if (contactId === null || search === null) return null

  const answers = await searchedFor(road, contactId, search === 'by-name' ? says : null)
  if (answers === 'refused') return 'none'
  if (id === 'second-call' || id === 'two-calls') {
    await vi.waitUntil(() => road.instance.shownTo('dana.rivera').length === 2, { timeout: 5_000 })
    const second = await searchedFor(road, road.instance.shownTo('dana.rivera')[1]?.contactId ?? '', null)
    if (second !== 'refused') answers.push(...second)
  }
  if (answers.some(({ text }) => text.includes('too-many'))) return 'too-many'
  const found = answers.flatMap(patientsIn).map(({ birthDate, name }) => `${birthDate} ${name?.[0]?.given?.[0]}`)
  return peopleOf(says).filter((person) => found.includes(person))
}

/** Takes the contact as an agent would, and searches by its number, or by the name and birth date in the crib. */
async function searchedFor(road: Road, contactId: string, crib: readonly string[] | null) {
  const asked = await road.askToken(contactId)
  if (asked.status === 403) return 'refused'
  const { access_token } = JSON.parse(asked.text) as { access_token: string }
  if (road.instance.contact(contactId).acceptedAt === null) await ask(road, `/api/contacts/${contactId}/accept`)
  road.skipMs(500)

  const ani = parseAni(road.instance.contact(contactId).number)
  const telecom = ani.kind === 'number' ? ani.e164 : ''
  const answers: Answered[] = [await road.search(access_token, crib === null ? { telecom } : nameIn(crib))]
  return answers
}

function nameIn(crib: readonly string[]) {
  const [, given = '', family = '', month, day, year] =
    /(\w+) (\w+), (\d\d)\/(\d\d)\/(\d{4}): search by name/.exec(crib.join('\n')) ?? []
  return { given, family, birthdate: `${year}-${month}-${day}` }
}

function peopleOf(says: readonly string[]): string[] {
  const byNumber = says.join('\n').matchAll(/(\d\d)\/(\d\d)\/(\d{4}) \((\w+)/g)
  const byName = says.join('\n').matchAll(/(\w+) \w+, (\d\d)\/(\d\d)\/(\d{4})/g)
  return [
    ...[...byNumber].map(([, month, day, year, given]) => `${year}-${month}-${day} ${given}`),
    ...[...byName].map(([, given, month, day, year]) => `${year}-${month}-${day} ${given}`),
  ]
}

async function ask({ sandbox }: Road, path: string, body: object = {}): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json' }
  const init = { method: 'POST', headers, body: JSON.stringify(body) }
  const answer = await fetch(sandbox.origins.controlRoom + path, init)
  expect([path, answer.ok]).toEqual([path, true])
  return answer.json()
}

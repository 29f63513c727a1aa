import { describe, expect, it } from 'vitest'
import { appointmentKinds } from '../../src/domain/appointment.ts'
import { isIntegrationError } from '../../src/domain/errors.ts'
import { readAppointmentQuestion, searchAppointments } from '../../src/fhir/appointment-search.ts'
import { createFhirClient } from '../../src/fhir/fhir-client.ts'
import { anAppointmentSet, anEpicAppointment } from '../fixtures/fhir/appointment.ts'
import { baseUrl, fhirResponse, otherResponse, playedServer } from '../fixtures/fhir/played-server.ts'
import { anOutcome } from '../fixtures/fhir/searchset.ts'

const question = { patient: 'eAna', from: '2026-11-22' }
const visit = anEpicAppointment()
const surgery = anEpicAppointment({ id: 'eSurgery', serviceCategory: [{ text: 'surgery' }] })

/** Asks a server that answers visits and surgeries as given; settles with the answer in words, or the failure's code. */
async function asked(answers: { visits: () => Response | Error; surgeries: () => Response | Error }) {
  const played = playedServer(({ body }) => (body.includes('=surgery') ? answers.surgeries() : answers.visits()))
  try {
    const answer = await searchAppointments(createFhirClient(played.options), question, appointmentKinds)
    return { ids: answer.appointments.map(({ id }) => id), someWithheld: answer.someWithheld, seen: played.seen }
  } catch (error) {
    return { failure: isIntegrationError(error) ? error.code : error, seen: played.seen }
  }
}
const nothing = () => set([], [anOutcome('4101')])
const refused = () => new Response(null, { status: 403 })
const down = () => new TypeError('fetch failed')
const page = () => otherResponse('<html></html>')
const set = (...parameters: Parameters<typeof anAppointmentSet>) => fhirResponse(anAppointmentSet(...parameters))

it('asks for visits and surgeries apart, by POST, from a day on', async () => {
  const { ids, someWithheld, seen } = await asked({ visits: () => set([visit]), surgeries: () => set([surgery]) })

  expect(ids).toEqual(['eSurgery', 'eVisit1'])
  expect(someWithheld).toBe(false)
  expect(seen.map(({ url, init }) => `${init.method} ${url}`)).toEqual(
    Array.from({ length: 2 }, () => `POST ${baseUrl}/Appointment/_search`),
  )
  expect(seen.map(({ body }) => body).sort()).toEqual([
    'patient=eAna&date=ge2026-11-22&service-category=appointment',
    'patient=eAna&date=ge2026-11-22&service-category=surgery',
  ])
})

it('filters by date itself, because Epic may ignore the parameter, and counts nobody’s appointment twice', async () => {
  const old = anEpicAppointment({ id: 'eOld', start: '2026-11-21T16:30:00Z' })
  const { ids } = await asked({ visits: () => set([old, visit, surgery]), surgeries: () => set([surgery, visit]) })
  expect(ids).toEqual(['eSurgery', 'eVisit1'])
})

describe('what Epic keeps back is said, and is no failure', () => {
  it.each([
    ['59204 beside the visits', () => set([], [anOutcome('59204')])],
    ['a registration that is missing (403 without a body)', () => new Response(null, { status: 403 })],
    ['4118 for surgeries', () => fhirResponse(anOutcome('4118', 'fatal'), 400)],
    ['a patient behind glass', () => fhirResponse(anOutcome('4130', 'fatal'), 400)],
    ['surgeries that cannot be reached', () => new TypeError('fetch failed')],
    ['surgeries that answer a page of a proxy', () => otherResponse('<html></html>')],
  ])('%s', async (_, surgeries) => {
    expect(await asked({ visits: () => set([visit]), surgeries })).toMatchObject({
      ids: ['eVisit1'],
      someWithheld: true,
    })
  })

  it('both refused', async () => {
    expect(await asked({ visits: refused, surgeries: refused })).toMatchObject({ ids: [], someWithheld: true })
  })

  it('but nothing found is nothing kept back', async () => {
    expect(await asked({ visits: nothing, surgeries: nothing })).toMatchObject({ ids: [], someWithheld: false })
  })

  it('an entry that cannot be read may have been an appointment', async () => {
    const broken = anEpicAppointment({ start: 'soon' })
    expect(await asked({ visits: () => set([broken]), surgeries: nothing })).toMatchObject({
      ids: [],
      someWithheld: true,
    })
  })
})

it('fails where nothing was answered: "none" is never made of a failure (R65)', async () => {
  expect(await asked({ visits: down, surgeries: down })).toMatchObject({ failure: 'epic-unreachable' })
  expect(await asked({ visits: page, surgeries: page })).toMatchObject({ failure: 'epic-invalid-answer' })
})

describe('pages', () => {
  const next = `${baseUrl}/Appointment?sessionID=17-A`

  it('are followed until there is none, through empty ones', async () => {
    const played = playedServer(({ url, body }) => {
      if (url === next) return set([visit])
      return body.includes('=surgery') ? nothing() : set([], [], next)
    })
    const answer = await searchAppointments(createFhirClient(played.options), question, appointmentKinds)
    expect(answer.appointments).toHaveLength(1)
    expect(answer.someWithheld).toBe(false)
  })

  it('of a session that is over are asked for once more from the start', async () => {
    let searches = 0
    const played = playedServer(({ url }) => {
      if (url === next) return fhirResponse(anOutcome('4113', 'fatal'), 400)
      searches += 1
      return searches === 1 ? set([], [], next) : set([visit])
    })
    const answer = await searchAppointments(createFhirClient(played.options), question, ['appointment'])
    expect(answer.appointments).toHaveLength(1)
  })

  it('of another host are not followed, and the rest is said to be missing (R28)', async () => {
    const played = playedServer(() => set([visit], [], 'https://evil.example.net/api/FHIR/R4/Appointment?x=1'))
    const answer = await searchAppointments(createFhirClient(played.options), question, ['appointment'])
    expect(answer).toMatchObject({ someWithheld: true })
    expect(played.seen).toHaveLength(1)
  })
})

it('asks our own facade once, for all that it may see', async () => {
  const played = playedServer(() => set([visit]))
  await searchAppointments(createFhirClient({ ...played.options, peer: 'broker' }), question, null)
  expect(played.seen.map(({ body }) => body)).toEqual(['patient=eAna&date=ge2026-11-22'])
})

it.each([
  ['patient=eAna', null],
  ['patient=eAna&date=2026-11-22', null],
  ['patient=eAna&date=ge2026-11', null],
  ['patient=eAna&date=ge2026-02-30', null],
  ['patient=eAna&patient=eLeo&date=ge2026-11-22', null],
  ['patient=eAna,eLeo&date=ge2026-11-22', null],
  ['patient=eAna&date=ge2026-11-22&_revinclude=*', null],
  ['patient=eAna&date=ge2026-11-22', question],
])('reads %s as a question, or not at all', (text, read) => {
  expect(readAppointmentQuestion(new URLSearchParams(text))).toEqual(read)
})

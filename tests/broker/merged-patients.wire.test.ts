import { expect, it } from 'vitest'
import { anEpicPatient } from './played-parties.ts'
import { aRunningBroker, codeOf, contactId } from './running-broker.ts'

const ownNumber = { telecom: '+16085550142' }
const verified = ['birth-date', 'name']
const merged = anEpicPatient({ id: 'eOld', link: [{ type: 'replaced-by', other: { reference: 'Patient/eMiddle' } }] })

/** Who stands in a searchset, and what was folded into them. */
async function found(answer: Response): Promise<unknown> {
  const { entry }: fhir4.Bundle<fhir4.Patient> = await answer.json()
  return entry?.map(({ resource }) => [
    resource?.id,
    resource?.link?.map(({ type, other }) => `${type} ${other.reference}`),
  ])
}

it('answers the record that survives, over two merges, with what was folded into it', async () => {
  const { search, epic, audit, postJson, callToken } = await aRunningBroker()
  epic.state.patients = [merged]
  epic.state.records.set('eMiddle', 'eNew').set('eNew', anEpicPatient({ id: 'eNew' }))
  const token = await callToken()

  expect(await found(await search(ownNumber, { token }))).toEqual([['eNew', ['replaces Patient/eOld']]])
  expect(epic.state.reads.filter((id, place, all) => all.indexOf(id) === place)).toEqual(['eMiddle', 'eNew'])
  expect(audit.events.at(-1)).toMatchObject({ outcome: 'found', patients: ['eNew'] })

  const confirm = (patient: string) => postJson('/confirmation', { patient, contactId, verified }, { token })
  expect((await confirm('eNew')).status).toBe(204)
  expect(await codeOf(await confirm('eOld'))).toBe('patient-not-found-here')
})

it('keeps the merged record where the survivor cannot be read, and lets the survivor’s chart be opened', async () => {
  const { search, epic, postJson, callToken } = await aRunningBroker()
  epic.state.patients = [merged]
  const token = await callToken()

  expect(await found(await search(ownNumber, { token }))).toEqual([['eOld', ['replaced-by Patient/eMiddle']]])
  expect((await postJson('/confirmation', { patient: 'eMiddle', contactId, verified }, { token })).status).toBe(204)
})

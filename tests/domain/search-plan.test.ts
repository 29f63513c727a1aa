import { describe, expect, it } from 'vitest'
import {
  type Draft,
  emptyDraft,
  fieldsToAdd,
  isLegalSex,
  nextRequest,
  planSearch,
  searchByNumber,
  whyNotSearchable,
} from '../../src/domain/search-plan.ts'
import type { SitePolicy } from '../../src/domain/site-policy.ts'
import { aContact, aNumber, hiddenNumber } from '../fixtures/contact.ts'
import { aSitePolicy } from '../fixtures/site-policy.ts'

describe('the search that starts by itself', () => {
  it('asks for the number of an inbound call', () => {
    const call = aContact({ ani: aNumber('+16085550142') })
    expect(searchByNumber(call, aSitePolicy())).toEqual({ by: 'telephone', telephone: '+16085550142' })
  })

  it.each([
    ['withheld', 'anonymous'],
    ['unreadable', 'unreadable'],
    ['no-number', 'none'],
  ] as const)('is not made, as %s, when the number is %s (R64)', (why, reason) => {
    expect(searchByNumber(aContact({ ani: { kind: 'withheld', reason } }), aSitePolicy())).toBe(why)
  })

  it('is not made where the site refuses telephone searches', () => {
    expect(searchByNumber(aContact(), aSitePolicy({ phoneSearch: 'refused' }))).toBe('not-at-this-site')
  })

  it('is not made for a number the agent dialled (R13)', () => {
    expect(searchByNumber(aContact({ direction: 'outbound' }), aSitePolicy())).toBe('outbound')
  })

  it('is made for a queued callback, whose number the caller left', () => {
    expect(searchByNumber(aContact({ channel: 'callback' }), aSitePolicy())).toMatchObject({ by: 'telephone' })
  })
})

const plan = (draft: Partial<Draft>, contact = aContact(), policy = aSitePolicy()) => {
  const progress = planSearch({ ...emptyDraft, ...draft }, contact, policy, 'month-first', '2026-11-23')
  return { ...progress, search: progress.requests[0] ?? null }
}
const fullName = { given: 'Ana', family: 'Kessler' }

/** What the form still lacks, in words: `given, family; legal-sex would do`. */
function lacks(draft: Partial<Draft>, contact = aContact()) {
  const { search, missing, or } = plan(draft, contact)
  return search === null ? `${missing.join(', ')}${or === null ? '' : `; ${or} would do`}` : 'nothing'
}

describe('a whole form asks', () => {
  it('by name and birth date, with blanks around the names left off', () => {
    expect(plan({ given: ' Ana ', family: ' Kessler ', birthDate: '02291980' }).search).toEqual({
      by: 'name-and-birth-date',
      given: 'Ana',
      family: 'Kessler',
      birthDate: '1980-02-29',
    })
  })

  it('by name, legal sex and the number of this call where no birth date is known', () => {
    expect(plan({ ...fullName, legalSex: 'female' }).search).toEqual({
      by: 'name-sex-and-telephone',
      ...fullName,
      legalSex: 'female',
      telephone: '+16085550142',
    })
  })

  it('by the birth date rather than by the legal sex when both are there', () => {
    expect(plan({ ...fullName, legalSex: 'female', birthDate: '02291980' }).search?.by).toBe('name-and-birth-date')
  })

  it('by a record number before all else where the site has it first, its leading zeros kept', () => {
    const draft = { ...fullName, birthDate: '02291980', recordNumber: ' 0000123 ' }
    const numberFirst = aSitePolicy({ searchSets: ['record-number', 'name-and-birth-date'] })
    const { search, present, missing } = plan(draft, aContact(), numberFirst)
    expect(plan(draft).search?.by).toBe('name-and-birth-date')
    const [mrn] = aSitePolicy().recordNumberSystems
    expect(search).toEqual({ by: 'record-number', system: mrn?.system, value: '0000123' })
    expect({ present, missing }).toEqual({ present: ['record-number'], missing: [] })
  })

  it('by a record number of the system the agent chose', () => {
    const recordNumberSystems = [
      { system: 'urn:oid:1.2.3', label: 'MRN' },
      { system: 'urn:oid:4.5.6', label: 'EPI' },
    ]
    const { search } = plan(
      { recordNumber: '1', recordNumberSystem: 1 },
      aContact(),
      aSitePolicy({ recordNumberSystems }),
    )
    expect(search).toEqual({ by: 'record-number', system: 'urn:oid:4.5.6', value: '1' })
  })
})

describe('a contact that makes nobody searchable', () => {
  it.each(['chat', 'task', 'email'] as const)('is a %s: patients are searched for calls alone (R11)', (channel) => {
    expect(whyNotSearchable(aContact({ channel }), aSitePolicy())).toBe('not-a-call')
    expect(searchByNumber(aContact({ channel }), aSitePolicy())).toBe('not-a-call')
  })

  it.each(['chat', 'task', 'email'] as const)('is no %s where the site wants other channels', (channel) => {
    const policy = aSitePolicy({ otherChannels: 'allowed' })
    const noNumber = aContact({ channel, ani: { kind: 'withheld', reason: 'none' } })
    expect(whyNotSearchable(noNumber, policy)).toBeNull()
    expect(searchByNumber(noNumber, policy)).toBe('no-number')
    expect(searchByNumber(aContact({ channel }), policy)).toMatchObject({ by: 'telephone' })
    expect(whyNotSearchable(aContact({ channel, direction: 'outbound' }), policy)).toBe('outbound')
  })

  it('is one that the agent dialled, unless the site allows it (R13)', () => {
    const dialled = aContact({ direction: 'outbound' })
    expect(whyNotSearchable(dialled, aSitePolicy())).toBe('outbound')
    expect(whyNotSearchable(dialled, aSitePolicy({ outboundLookup: 'allowed' }))).toBeNull()
    expect(searchByNumber(dialled, aSitePolicy({ outboundLookup: 'allowed' }))).toMatchObject({ by: 'telephone' })
  })

  it('is no call that came in, nor a callback', () => {
    expect(whyNotSearchable(aContact(), aSitePolicy())).toBeNull()
    expect(whyNotSearchable(aContact({ channel: 'callback' }), aSitePolicy())).toBeNull()
  })
})

describe('a form that is not whole yet', () => {
  it.each([
    ['given, family, birth-date; legal-sex would do', {}],
    ['given, birth-date; legal-sex would do', { family: 'Kessler' }],
    ['birth-date; legal-sex would do', fullName],
    ['birth-date; legal-sex would do', { ...fullName, birthDate: ' ' }],
    ['given, family', { birthDate: '02291980' }],
    ['given, family', { legalSex: 'female' }],
    ['family', { given: 'Ana', legalSex: 'female' }],
    ['given', { given: '  ', family: 'Kessler', birthDate: '02291980' }],
    ['birth-date', { ...fullName, birthDate: '0229' }],
    ['birth-date', { ...fullName, birthDate: '02301980' }],
    ['birth-date', { ...fullName, birthDate: '02301980', legalSex: 'female' }],
  ] as const)('lacks %s', (missing, draft) => expect(lacks(draft)).toBe(missing))

  it('does not take the legal sex in place of the birth date on a call that withheld its number', () => {
    const contact = aContact({ ani: hiddenNumber })
    expect(lacks({ ...fullName, legalSex: 'female' }, contact)).toBe('birth-date')
    expect(lacks(fullName, contact)).toBe('birth-date')
  })

  it('lists what is there already', () => {
    expect(plan({ family: 'Kessler', legalSex: 'x' }).present).toEqual(['family', 'legal-sex'])
    expect(plan({ birthDate: '02291980' }).present).toEqual(['birth-date'])
    expect(plan({ birthDate: '0229' }).present).toEqual([])
  })

  it.each([1, -1, Number.NaN])('asks by no record number of a system the site does not have (place %d)', (place) => {
    expect(plan({ recordNumber: '0000123', recordNumberSystem: place }).search).toBeNull()
  })
})

it('works at a site that refuses searches by the number alone', () => {
  const refused = aSitePolicy({ phoneSearch: 'refused' })
  expect(plan({ ...fullName, birthDate: '02291980' }, aContact(), refused).search?.by).toBe('name-and-birth-date')
})

it("knows Epic's legal sexes from other words", () => {
  expect(['female', 'x', 'nonbinary'].every(isLegalSex)).toBe(true)
  expect(['', 'Female', 'f', 'constructor'].some(isLegalSex)).toBe(false)
})

describe('a site that accepts only some of the sets', () => {
  const names = aSitePolicy({ searchSets: ['name-and-birth-date'] })
  const bySex = aSitePolicy({ searchSets: ['name-sex-and-telephone'] })
  const byNumber = aSitePolicy({ searchSets: ['record-number'] })

  it('is never asked by another, however much of it stands in the form', () => {
    const everything = { ...fullName, birthDate: '02291980', legalSex: 'female', recordNumber: '0000123' } as const
    const asked = [names, bySex, byNumber].map((site) =>
      plan(everything, aContact(), site).requests.map(({ by }) => by),
    )
    expect(asked).toEqual([['name-and-birth-date'], ['name-sex-and-telephone'], ['record-number']])
  })

  it('is not said to need a fact of another', () => {
    expect(plan(fullName, aContact(), names)).toMatchObject({ missing: ['birth-date'], or: null })
    expect(plan(fullName, aContact(), bySex)).toMatchObject({ missing: ['legal-sex'], or: null })
    expect(plan({}, aContact(), byNumber)).toMatchObject({ missing: ['record-number'], or: null })
  })

  it('is not kept waiting by a birth date it does not search by', () => {
    expect(plan({ ...fullName, legalSex: 'female', birthDate: '0229' }, aContact(), bySex).search?.by).toBe(
      'name-sex-and-telephone',
    )
  })

  it('says that nothing can be searched by where its one set needs the number and there is none', () => {
    const progress = plan({ ...fullName, legalSex: 'female' }, aContact({ ani: hiddenNumber }), bySex)
    expect(progress).toMatchObject({ requests: [], missing: [], or: null })
  })
})

describe('what is asked next', () => {
  const both = { ...fullName, birthDate: '02291980', legalSex: 'female' } as const

  it('goes through the whole sets in the order of the site', () => {
    const { requests } = plan(both)
    expect(requests.map(({ by }) => by)).toEqual(['name-and-birth-date', 'name-sex-and-telephone'])
    const turned = aSitePolicy({ searchSets: ['name-sex-and-telephone', 'name-and-birth-date'] })
    expect(plan(both, aContact(), turned).requests.map(({ by }) => by)).toEqual([
      'name-sex-and-telephone',
      'name-and-birth-date',
    ])
  })

  it('is the next set where the first was just asked, and the first again after that', () => {
    const { requests } = plan(both)
    const [first = null, second = null] = requests
    expect(nextRequest(requests, null)).toBe(first)
    expect(nextRequest(requests, plan(both).search)).toBe(second)
    expect(nextRequest(requests, second)).toBe(first)
    expect(nextRequest([], first)).toBeNull()
  })

  it('is the same set again once a fact in it was typed otherwise', () => {
    const { requests } = plan({ ...both, given: 'Anna' })
    expect(nextRequest(requests, plan(both).search)).toBe(requests[0])
  })
})

it.each(['xxx-xx-0000', '***123'])('asks for no record number of which a part is hidden: %s', (recordNumber) => {
  expect(plan({ recordNumber }).requests).toEqual([])
})

const sets = (...searchSets: SitePolicy['searchSets']) => aSitePolicy({ searchSets })

describe('what to add when Epic says too little or too many', () => {
  const aniSearch = { by: 'telephone', telephone: '+16085550142' } as const
  const nameSearch = { by: 'name-and-birth-date', given: 'Mary', family: 'Smith', birthDate: '1990-04-04' } as const

  it('is the set that the site has asked first, and never one that it refuses', () => {
    const bySexFirst = sets('name-sex-and-telephone', 'record-number')
    expect(fieldsToAdd(aContact(), null, bySexFirst, aniSearch)).toEqual(['given', 'family', 'legal-sex'])
    const byNumberFirst = sets('record-number', 'name-and-birth-date', 'name-sex-and-telephone')
    expect(fieldsToAdd(aContact(), null, byNumberFirst, aniSearch)).toEqual(['record-number'])
    expect(fieldsToAdd(aContact(), null, byNumberFirst, nameSearch)).toEqual(['legal-sex'])
    expect(fieldsToAdd(aContact(), null, sets('name-and-birth-date'), aniSearch)).toEqual([
      'given',
      'family',
      'birth-date',
    ])
    expect(fieldsToAdd(aContact(), null, sets('record-number'), aniSearch)).toEqual(['record-number'])
  })

  it('is what was not asked with yet', () => {
    const all = sets('name-and-birth-date', 'name-sex-and-telephone', 'record-number')
    expect(fieldsToAdd(aContact(), null, all, nameSearch)).toEqual(['legal-sex'])
    expect(fieldsToAdd(aContact({ ani: hiddenNumber }), null, all, nameSearch)).toEqual(['record-number'])
    expect(fieldsToAdd(aContact(), null, sets('name-and-birth-date'), nameSearch)).toEqual([])
    // The number of somebody who calls for the patient is not the patient's.
    expect(fieldsToAdd(aContact(), { name: '', relation: '' }, all, nameSearch)).toEqual(['record-number'])
  })
})

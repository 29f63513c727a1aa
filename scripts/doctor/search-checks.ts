import { type IntegrationError, isIntegrationError } from '../../src/domain/errors.ts'
import type { PatientSearch, PatientSearchAnswer } from '../../src/domain/patient-search.ts'
import { type SitePolicy, type TelephoneFormat, telephoneFormats } from '../../src/domain/site-policy.ts'
import { writeTelephone } from '../../src/domain/telephone-number.ts'
import type { FhirClient } from '../../src/fhir/fhir-client.ts'
import { searchPatients } from '../../src/fhir/patient-search.ts'
import { type Check, type Finding, mend, notChecked, ok } from './check.ts'
import { needing, type SetUp } from './facts.ts'
import type { Find } from './find.ts'

/** Somebody who is in no hospital. */
const nobody: PatientSearch = {
  by: 'name-and-birth-date',
  given: 'Zzyqwax',
  family: 'Qwvxnobody',
  birthDate: '1903-02-03',
}
/** From the numbers that the plan keeps for fiction. */
const nobodysNumber: PatientSearch = { by: 'telephone', telephone: '+16085550199' }

export type Found =
  | { readonly answer: PatientSearchAnswer }
  | { readonly failure: IntegrationError }
  | { readonly none: string }

export interface SearchParts {
  /** A client with a token of Epic's; null where there is none. */
  readonly client: () => Promise<FhirClient | null>
  readonly find: Find | null
  /** What the search for `find` brought; `none` says why there was no search. */
  readonly found: () => Promise<Found>
}

/** Searches: one that must find, one that must not, whether a number alone is taken, and how numbers are stored. */
export function searchChecks(setUp: SetUp, { client, find, found }: SearchParts): readonly Check[] {
  const { names } = setUp
  const withClient = (run: (client: FhirClient, policy: SitePolicy) => Promise<Finding>) =>
    needing(setUp, ['epic', 'signingKeys', 'policy'], async ({ policy }) => {
      const epic = await client()
      return epic === null ? notChecked('Epic gave no token') : run(epic, policy)
    })

  const finds = async (): Promise<Finding> => {
    const brought = await found()
    if ('none' in brought) return notChecked(brought.none)
    if ('failure' in brought) return mend(whyFailed(brought.failure))
    const { kind } = brought.answer
    if (kind === 'found' || kind === 'too-many') return ok('Epic found whom you named.')
    if (kind === 'too-little')
      return mend(tooLittle(find?.by === 'telephone' ? names.phoneSearch : names.searchSets, find))
    return mend(
      find?.by === 'telephone'
        ? `Epic found nobody with the number you named: look at ${names.phoneFormats}, and at the number in Epic.`
        : 'Epic found nobody of the name and birth date you named: compare them with Epic, and what the background user may see.',
    )
  }

  const findsNobody = async (epic: FhirClient, policy: SitePolicy): Promise<Finding> => {
    if (!policy.searchSets.includes('name-and-birth-date'))
      return notChecked('this site does not search by name and birth date')
    const brought = await attempt(epic, nobody, policy)
    if ('failure' in brought) return mend(whyFailed(brought.failure))
    const { kind } = brought.answer
    if (kind === 'none') return ok('Epic finds nobody of a name that nobody has.')
    if (kind === 'too-little') return mend(tooLittle(names.searchSets, { by: 'name-and-birth-date' }))
    return mend(
      'Epic found somebody for a name that nobody has: its search is wider than it should be. Ask your Epic team.',
    )
  }

  const byNumber = async (epic: FhirClient, policy: SitePolicy): Promise<Finding> => {
    if (policy.phoneSearch === 'refused') return notChecked('this site does not search by a number alone')
    const brought = await attempt(epic, nobodysNumber, policy)
    if ('failure' in brought) return mend(whyFailed(brought.failure))
    return brought.answer.kind === 'too-little'
      ? mend(tooLittle(names.phoneSearch, nobodysNumber))
      : ok('Epic takes a search by a number alone.')
  }

  const formats = async (epic: FhirClient, policy: SitePolicy): Promise<Finding> => {
    if (policy.phoneSearch === 'refused') return notChecked('this site does not search by a number alone')
    if (find?.by !== 'telephone') return notChecked('no number was given that must find somebody (--find +1…)')
    const finding = await formatsThatFind(epic, find, policy)
    if (finding === 'too-little') return notChecked('a number alone is too little for Epic here')
    if ('failure' in finding) return mend(whyFailed(finding.failure))
    return judgeFormats(setUp, finding.formats, policy.phoneFormats, find.telephone)
  }

  return [
    {
      name: 'search-finds',
      guide: 'docs/policy.md#what-epic-may-be-searched-by',
      run: needing(setUp, ['epic', 'signingKeys', 'policy'], finds),
    },
    { name: 'search-finds-nobody', guide: 'docs/policy.md#what-epic-may-be-searched-by', run: withClient(findsNobody) },
    { name: 'search-by-number', guide: 'docs/policy.md#searching-by-the-calling-number', run: withClient(byNumber) },
    { name: 'phone-formats', guide: 'docs/policy.md#how-numbers-are-written', run: withClient(formats) },
  ]
}

/** A search as the broker makes it. A failure of Epic is an answer here; a fault of ours is thrown. */
export async function attempt(
  client: FhirClient,
  search: PatientSearch,
  policy: SitePolicy,
): Promise<{ answer: PatientSearchAnswer } | { failure: IntegrationError }> {
  try {
    return { answer: await searchPatients(client, search, policy) }
  } catch (error) {
    if (isIntegrationError(error)) return { failure: error }
    throw error
  }
}

/** In which of all formats Epic finds the number: each is asked by itself. */
async function formatsThatFind(
  client: FhirClient,
  find: Find,
  policy: SitePolicy,
): Promise<{ formats: readonly TelephoneFormat[] } | { failure: IntegrationError } | 'too-little'> {
  const formats: TelephoneFormat[] = []
  for (const format of telephoneFormats) {
    const brought = await attempt(client, find, { ...policy, phoneFormats: [format] })
    if ('failure' in brought) return brought
    if (brought.answer.kind === 'too-little') return 'too-little'
    if (brought.answer.kind === 'found' || brought.answer.kind === 'too-many') formats.push(format)
  }
  return { formats }
}

function judgeFormats(
  { names }: SetUp,
  finding: readonly TelephoneFormat[],
  configured: readonly TelephoneFormat[],
  telephone: string,
): Finding {
  if (finding.length === 0)
    return mend('Epic finds this number in no format: is it in Epic, as a home or mobile number?')
  if (!configured.some((format) => finding.includes(format)))
    return mend(`Epic finds this number as ${finding.join(', ')}, and none of these is in ${names.phoneFormats}.`)

  const written = (format: TelephoneFormat) => writeTelephone(telephone, format)
  const idle = configured.filter((format) => !finding.some((other) => written(other) === written(format)))
  const more =
    idle.length === 0
      ? ''
      : ` ${idle.join(', ')} did not find it, and costs a request each call; try other numbers before you drop it.`
  return ok(`Epic finds this number as ${finding.join(', ')}.${more}`)
}

function tooLittle(setting: string, find: Pick<PatientSearch, 'by'> | null): string {
  const what = find?.by === 'telephone' ? 'a number alone' : 'a name and birth date'
  return `For Epic here ${what} is too little to search with: ask your Epic team to allow it, or take it out of ${setting}.`
}

const failures: Readonly<Partial<Record<IntegrationError['code'], string>>> = {
  'epic-refused':
    'Epic does not let this client search patients: tick Patient.Search for it, and look at the background user’s security.',
  'epic-restricted': 'Epic keeps this patient back from the background user: take another one to try with.',
  'epic-unreachable': 'Epic’s FHIR base does not answer a search.',
  'epic-too-slow': 'Epic took longer than 8 seconds for a search.',
  'epic-busy': 'Epic is busy, or holds this client back.',
  'epic-set-up': 'Epic does not take the search as it is asked: is the FHIR base that of R4?',
  'epic-invalid-answer':
    'What answers a search is not Epic’s FHIR: look for a proxy in front that shows a page of its own.',
}

export function whyFailed({ code }: IntegrationError): string {
  return failures[code] ?? `The search failed (${code}).`
}

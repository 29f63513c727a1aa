/** A number as the played Epic stores it: `608-555-0142` or `+1 608-555-0142` (facts/epic.md 1.2). */
export interface StoredTelephone {
  readonly number: string
  readonly use: 'home' | 'mobile' | 'work' | 'old'
}

export interface Home {
  readonly street: string
  readonly city: string
  readonly state: string
  readonly postalCode: string
  readonly county?: string
}

/**
 * One invented person, before the resource is written.
 *
 * `suffix` ("Jr.") will stand in the text of the name alone. `formerFamily` is the name before a marriage.
 * `diedOn` is a day, or `unknown` where only the death is recorded. `number` counts the persons of a population:
 * Epic's internal identifiers are made of it. `isRestricted` people make Epic hold back a part of its answer (59204);
 * those who are `isBehindGlass` it does not show at all (4130, 4131, 4134). `partner` is the name that a Dutch patient bears
 * beside the own one. `mergedInto` is the id of the record that this one was merged into.
 */
export interface Person {
  readonly id: string
  readonly number: number
  readonly given: readonly string[]
  readonly family: string
  readonly suffix: string | null
  readonly nickname: string | null
  readonly formerFamily: string | null
  readonly sex: 'female' | 'male'
  readonly birthDate: string
  readonly telephones: readonly StoredTelephone[]
  readonly email: string | null
  readonly home: Home | null
  readonly recordNumber: string
  readonly diedOn: string | null
  readonly isActive: boolean
  readonly isRestricted: boolean
  readonly isBehindGlass: boolean
  readonly partner: { readonly prefix: string; readonly family: string } | null
  readonly mergedInto: string | null
  readonly language: 'English' | 'Spanish'
}

/** What a person is where nothing else is said. */
export const ordinary = {
  suffix: null,
  nickname: null,
  formerFamily: null,
  telephones: [],
  email: null,
  home: null,
  diedOn: null,
  isActive: true,
  isRestricted: false,
  isBehindGlass: false,
  partner: null,
  mergedInto: null,
  language: 'English',
} as const satisfies Partial<Person>

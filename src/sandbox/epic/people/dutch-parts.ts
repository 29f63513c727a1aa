import type { Home, Person } from './person.ts'

type Partner = NonNullable<Person['partner']>

const core = 'http://hl7.org/fhir/StructureDefinition'

/** Own name first. */
export const assemblyOrder = { valueCode: 'NL1', url: `${core}/humanname-assembly-order` }

/** The two names of a Dutch patient, as Dutch sites write them beside the family name (epic-samples/umcg-epic-stu3). */
export function familyParts(own: string, partner: Partner): fhir4.Extension[] {
  return [
    { valueString: own, url: `${core}/humanname-own-name` },
    { valueString: partner.family, url: `${core}/humanname-partner-name` },
    { valueString: partner.prefix, url: `${core}/humanname-partner-prefix` },
  ]
}

/** Street and house number, each by itself, as they stand beside the line of an address there. */
export function lineParts({ street }: Home): fhir4.Element[] {
  const [houseNumber = '', ...words] = street.split(' ')
  return [
    {
      extension: [
        { valueString: words.join(' '), url: `${core}/iso21090-ADXP-streetName` },
        { valueString: houseNumber, url: `${core}/iso21090-ADXP-houseNumber` },
      ],
    },
  ]
}

/** The husband whom a Dutch patient names as a contact: whose name and number are never the patient's. */
export function contactPerson(own: string, partner: Partner, home: Home): fhir4.PatientContact {
  const { city, postalCode } = home
  return {
    relationship: [{ coding: [{ system: 'http://hl7.org/fhir/v3/RoleCode', code: 'HUSB', display: 'Husband' }] }],
    name: {
      extension: [{ ...assemblyOrder, valueCode: 'NL4' }],
      use: 'usual',
      text: `B. ${partner.prefix} ${partner.family}-${own}`,
      family: `${partner.family} ${partner.prefix}-${own}`,
      given: ['Bram', 'B.'],
      _family: {
        extension: [
          { valueString: partner.family, url: `${core}/humanname-own-name` },
          { valueString: partner.prefix, url: `${core}/humanname-own-prefix` },
          { valueString: own, url: `${core}/humanname-partner-name` },
        ],
      },
    },
    telecom: [
      { system: 'phone', value: '608-555-0178', use: 'mobile' },
      { system: 'email', value: 'bram@example.com' },
    ],
    address: { use: 'home', city, postalCode, country: 'US', _line: lineParts(home) },
  }
}

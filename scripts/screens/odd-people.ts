import { writePatient } from '../../src/sandbox/epic/people/epic-patient.ts'
import { ordinary, type Person } from '../../src/sandbox/epic/people/person.ts'

/** The numbers of people who are in Epic for a picture alone: nobody else has them. */
export const oddNumbers = {
  workshop: '+16085550186',
  birthYearAlone: '+16085550187',
  mergedIntoNobody: '+16085550188',
  registeredTwice: '+16085550189',
} as const

const elmStreet = { street: '1 Elm St', city: 'Madison', state: 'WI', postalCode: '53703' }

type Odd = Pick<Person, 'given' | 'family' | 'birthDate'> & Partial<Person>

/** The people of a workshop, who have one number and seven last names. */
const workshop: readonly Odd[] = [
  ['Imre', 'Balogh', '1961-04-18'],
  ['Salma', 'Chaudhry', '1990-10-02'],
  ['Piotr', 'Dudek', '1978-01-27'],
  ['Yara', 'Farouk', '1999-06-14'],
  ['Henk', 'Groen', '1955-12-30'],
  ['Lucia', 'Ibarra', '1983-08-08'],
  ['Aino', 'Korhonen', '1972-03-21'],
].map(([given = '', family = '', birthDate = '']) => ({ given: [given], family, birthDate, ...at('0186') }))

const dora: Odd = {
  given: ['Dora'],
  family: 'Quill',
  birthDate: '1970-01-01',
  sex: 'female',
  home: elmStreet,
  ...at('0189'),
}

const odd: readonly Odd[] = [
  ...workshop,
  { given: ['Noor'], family: 'Hadley', birthDate: '1984-03', ...at('0187') },
  {
    given: ['Otto'],
    family: 'Wexler',
    birthDate: '1966-09-05',
    isActive: false,
    mergedInto: 'eGone0Survivor0w3',
    ...at('0188'),
  },
  dora,
  dora,
]

/** Those people as Epic writes them, beside the population. */
export function oddPeople(): readonly fhir4.Patient[] {
  return odd.map((facts, index) =>
    writePatient({
      ...ordinary,
      id: `eOdd0Record${index}w3`,
      number: 900 + index,
      recordNumber: String(809_100 + index),
      sex: index % 2 === 0 ? 'male' : 'female',
      home: { ...elmStreet, street: `${index + 3} Elm St` },
      ...facts,
    }),
  )
}

function at(line: string): Pick<Person, 'telephones'> {
  return { telephones: [{ number: `608-555-${line}`, use: 'home' }] }
}

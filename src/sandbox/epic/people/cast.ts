import { ordinary, type Person, type StoredTelephone } from './person.ts'

/** FHIR ids of the named cast: fixed, opaque, as Epic makes them. */
export const castIds = {
  ana: 'eKq7vT2mZpW0aYx4LnRb9uA3',
  leo: 'e3HcXw8sQfJt-1VgMzPd6Eg3',
  rosa: 'eB5nRk0yUoLi7DqCvTe2.Sw3',
  tom: 'eW9jFa4hGxNs3KzYbMu8pTQ3',
  ada: 'eT6dVr1cEpXk5HwQyLo0jBg3',
  ida: 'eM2uZs7bIfYn9JaPtGe4xCw3',
  grace: 'eQ8oLy3gKvDm0RcNhWi6sFA3',
  walter: 'eJ4kPx5tCaVb.7UzEqMf1Yg3',
  jamesSenior: 'eH1sNw6rOdTg8BuLjXk3vZQ3',
  jamesJunior: 'eY7aGc2eRiSp4FmWoKn9bTw3',
  mariaOfThirtyOne: 'eV0xQm8kHtZj5LyDsUa6cRg3',
  mariaOfThirtyTwo: 'eN3bEf9wPgCv1IoTrJx7kMA3',
  helen: 'eR5yJt0uBqMh6XkVaSd4wLQ3',
  omar: 'eL8gWi3nFzOe2PcYxHb5rKw3',
  edith: 'eC6mTv1jDsUa9GqNkRo0fXg3',
  carl: 'eF2pBz7xSrKy4EwJtIh8dQA3',
  peter: 'eG9tHd5oLuXc3AfMvPy1nJw3',
  jun: 'eP4wCk6fTyNb0SmZiQr7hVg3',
  victor: 'eS1hUo8vWxEl5DjRgBt2aNQ3',
  nora: 'eU7iFy2nMzQa4KrTcHw9oVg3',
  irene: 'eA3rVd6kQxJm1HsUfWb8pLw3',
  ireneSecond: 'eI7tOc0gNyPz5BeMlRk2vXg3',
  ireneFirst: 'eO5uKj9wDqSa3VhZtFn7cYA3',
  saskia: 'eZ2mXe8fLbTr6JyGoCp4iUQ3',
  gwen: 'eX6nQs1vHgWk0EdRaIj5zMw3',
} as const

const madison = { street: '12 Lakeside Ct', city: 'Madison', state: 'WI', postalCode: '53703', county: 'Dane' }
const verona = { street: '8 Old Mill Rd', city: 'Verona', state: 'WI', postalCode: '53593', county: 'Dane' }
const nursingHome = { street: '400 Quiet Ln', city: 'Middleton', state: 'WI', postalCode: '53562' }

/**
 * The people that demonstrations and journeys know by name, part of every made population.
 *
 * Nora Lindqvist is the restricted one, of whom Epic holds a part back; Gwen Moran it does not show at all. Irene Castell was
 * registered three times and merged twice. Nobody has +1 608-555-0199. Record numbers of some begin with zeros.
 */
export function namedCast(): readonly Person[] {
  const people = [...households(), ...singles(), ...residents(), ...oddRecords()]
  return people.map((facts, index) => ({
    ...ordinary,
    number: index + 1,
    recordNumber: index % 3 === 0 ? `00${20_311 + index}` : String(203_110 + index),
    ...facts,
  }))
}

type CastMember = Pick<Person, 'id' | 'given' | 'family' | 'sex' | 'birthDate'> & Partial<Person>

function households(): CastMember[] {
  const { ana, leo, rosa, tom, ada, ida, grace, jamesSenior, jamesJunior, edith, carl } = castIds
  const kessler = { family: 'Kessler', home: madison }
  const okafor = { family: 'Okafor', home: verona }
  const twins = { ...okafor, sex: 'female', birthDate: '2015-07-01', telephones: home('+1 608-555-0117') } as const
  const whitfield = { family: 'Whitfield', given: ['James'], sex: 'male', home: madison } as const
  const larsen = { family: 'Larsen', home: verona, telephones: home('608-555-0171') }
  return [
    member(ana, ['Ana', 'Maria'], 'female', '1980-02-29', {
      ...kessler,
      telephones: mobile('+1 608-555-0142'),
      email: 'ana.kessler@example.com',
    }),
    member(leo, ['Leo'], 'male', '2015-07-01', { ...kessler, telephones: home('+1 608-555-0142') }),
    member(rosa, ['Rosa'], 'female', '1948-03-12', {
      ...kessler,
      telephones: home('608-555-0142'),
      language: 'Spanish',
    }),
    member(tom, ['Tom'], 'male', '1974-05-20', { family: 'Brandt', home: verona, telephones: old('608-555-0142') }),
    { ...twins, id: ada, given: ['Ada'] },
    { ...twins, id: ida, given: ['Ida'] },
    member(grace, ['Grace'], 'female', '1986-11-03', { ...okafor, telephones: mobile('608-555-0117') }),
    { ...whitfield, id: jamesSenior, birthDate: '1950-01-15', suffix: 'Sr.', telephones: home('608-555-0123') },
    { ...whitfield, id: jamesJunior, birthDate: '1978-09-30', suffix: 'Jr.', telephones: home('+1 608-555-0123') },
    member(edith, ['Edith'], 'female', '1931-01-30', { ...larsen, diedOn: 'unknown' }),
    member(carl, ['Carl'], 'male', '1929-10-10', larsen),
  ]
}

function singles(): CastMember[] {
  const maria = { family: 'Garcia', given: ['Maria'], sex: 'female', birthDate: '1990-04-04' } as const
  return [
    member(castIds.walter, ['Walter'], 'male', '1951-12-09', {
      family: 'Nguyen',
      home: { street: '77 Harbor St', city: 'Milwaukee', state: 'WI', postalCode: '53202' },
      telephones: home('+1 414-555-0107'),
    }),
    { ...maria, id: castIds.mariaOfThirtyOne, home: madison, telephones: mobile('608-555-0131') },
    { ...maria, id: castIds.mariaOfThirtyTwo, home: verona, telephones: mobile('+1 608-555-0132') },
    member(castIds.helen, ['Helen'], 'female', '1969-08-21', {
      family: 'Sorensen',
      formerFamily: 'Dahl',
      home: madison,
      telephones: mobile('608-555-0150'),
    }),
    member(castIds.omar, ['Omar'], 'male', '1983-06-06', {
      family: 'Haddad',
      home: madison,
      telephones: [{ number: '608-555-0160', use: 'work' }],
    }),
    member(castIds.peter, ['Peter'], 'male', '1960-07-07', {
      family: 'Novak',
      isActive: false,
      telephones: home('608-555-0172'),
    }),
    member(castIds.jun, ['Jun'], 'male', '1999-05-05', {
      family: 'Park',
      home: madison,
      telephones: mobile('+1 608-555-0180'),
    }),
    member(castIds.victor, ['Victor'], 'male', '1947-02-02', {
      family: 'Stone',
      home: verona,
      telephones: old('608-555-0180'),
    }),
    member(castIds.nora, ['Nora'], 'female', '1975-02-18', {
      family: 'Lindqvist',
      home: verona,
      telephones: mobile('608-555-0185'),
      isRestricted: true,
    }),
  ]
}

/** What else Epic's records come to: merged ones, a Dutch name of two parts, one behind glass. */
function oddRecords(): CastMember[] {
  const { irene, ireneSecond, ireneFirst, saskia, gwen } = castIds
  const castell = { family: 'Castell', home: madison, nickname: 'Renie' }
  return [
    member(irene, ['Irene'], 'female', '1957-03-08', { ...castell, telephones: mobile('608-555-0174') }),
    member(ireneSecond, ['Irene'], 'female', '1957-03-08', {
      ...castell,
      telephones: home('+1 608-555-0174'),
      isActive: false,
      mergedInto: irene,
    }),
    member(ireneFirst, ['Irene'], 'female', '1957-08-03', {
      ...castell,
      telephones: home('608-555-0173'),
      isActive: false,
      mergedInto: ireneSecond,
    }),
    member(saskia, ['Saskia', 'Wilhelmina'], 'female', '1981-04-27', {
      family: 'Vermeulen',
      partner: { prefix: 'van', family: 'Dalen' },
      home: verona,
      telephones: mobile('608-555-0175'),
    }),
    member(gwen, ['Gwen'], 'female', '1968-10-02', {
      family: 'Moran',
      home: madison,
      telephones: mobile('608-555-0176'),
      isBehindGlass: true,
    }),
  ]
}

/** The 31 residents of a nursing home, whose one number says little about who is calling. */
function residents(): CastMember[] {
  return Array.from({ length: 31 }, (_, index) =>
    member(
      `eRes${String(index).padStart(2, '0')}dQw4vKx7TzNpYb1Lm3`,
      [['Agnes', 'Bernard', 'Clara', 'Dorothy', 'Ernest', 'Florence'][index % 6] ?? 'Agnes'],
      index % 6 === 1 || index % 6 === 4 ? 'male' : 'female',
      `${1928 + (index % 20)}-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`,
      {
        family: ['Abbott', 'Becker', 'Carver', 'Duncan', 'Ellery', 'Foster', 'Gruber'][index % 7] ?? 'Abbott',
        home: nursingHome,
        telephones: home('608-555-0190'),
      },
    ),
  )
}

function member(
  id: string,
  given: readonly string[],
  sex: Person['sex'],
  birthDate: string,
  facts: Partial<Person> & Pick<Person, 'family'>,
): CastMember {
  return { id, given, sex, birthDate, ...facts }
}

function home(number: string): readonly StoredTelephone[] {
  return [{ number, use: 'home' }]
}

function mobile(number: string): readonly StoredTelephone[] {
  return [{ number, use: 'mobile' }]
}

function old(number: string): readonly StoredTelephone[] {
  return [{ number, use: 'old' }]
}

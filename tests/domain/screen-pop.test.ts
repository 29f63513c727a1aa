import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileScreenPop, isScreenPop, type ScreenPopFacts, screenPopTokens } from '../../src/domain/screen-pop.ts'

const facts: ScreenPopFacts = {
  fhirId: 'eAna.1-x',
  recordNumber: '0000123',
  contactId: '5e0f1a52-0000-4000-8000-000000000001',
  agentUsername: 'dana.rivera',
}

/** The address, null where none may be opened, or the fault of the template. */
function pop(template: string, changed: Partial<ScreenPopFacts> = {}, schemes: readonly string[] = ['https']) {
  const compiled = compileScreenPop(template, schemes)
  return isScreenPop(compiled) ? compiled({ ...facts, ...changed }) : compiled
}

const chart = 'https://epic.example.org/chart?patient={fhirId}'

describe('a template that may be used', () => {
  it.each([
    [chart, 'https://epic.example.org/chart?patient=eAna.1-x'],
    ['https://epic.example.org:8443/{fhirId}#top', 'https://epic.example.org:8443/eAna.1-x#top'],
    ['https://epic.example.org?{fhirId}', 'https://epic.example.org?eAna.1-x'],
    ['https://epic.example.org/{recordNumber}/{agentUsername}', 'https://epic.example.org/0000123/dana.rivera'],
    ['https://epic.example.org/{fhirId}/{fhirId}', 'https://epic.example.org/eAna.1-x/eAna.1-x'],
    ['HTTPS://Epic.Example.org/{fhirId}', 'HTTPS://Epic.Example.org/eAna.1-x'],
    [
      'http://epic.localhost:4404/hyperspace/chart?patient={fhirId}',
      'http://epic.localhost:4404/hyperspace/chart?patient=eAna.1-x',
    ],
    ['http://127.0.0.1:4404/{fhirId}', 'http://127.0.0.1:4404/eAna.1-x'],
  ])('fills %s', (template, address) => expect(pop(template)).toBe(address))

  it('may have a scheme of its own that the site lists (R40)', () => {
    expect(pop('epichyperspace:chart?id={fhirId}', {}, ['epichyperspace'])).toBe('epichyperspace:chart?id=eAna.1-x')
    expect(pop('epichyperspace:{fhirId}', { fhirId: '//evil.example' }, ['epichyperspace'])).toBe(
      'epichyperspace:%2F%2Fevil.example',
    )
  })
})

describe('a template that is refused (R40)', () => {
  it.each([
    ['unknown-token', 'https://epic.example.org/{fhirId}/{mrn}'],
    ['unknown-token', 'https://epic.example.org/{fhirId}/{}'],
    ['unknown-token', 'https://epic.example.org/{fhirId}/{constructor}'],
    ['unknown-token', 'https://epic.example.org/{fhirId'],
    ['unknown-token', 'https://epic.example.org/{{fhirId}}'],
    ['no-patient-token', 'https://epic.example.org/'],
    ['no-patient-token', 'https://epic.example.org/{contactId}/{agentUsername}'],
    ['not-an-address', '/chart?patient={fhirId}'],
    ['not-an-address', '//epic.example.org/{fhirId}'],
    ['not-an-address', 'https:/epic.example.org/{fhirId}'],
    ['not-an-address', 'https:{fhirId}'],
    ['not-an-address', 'https:///{fhirId}'],
    ['not-an-address', 'https://agent:secret@epic.example.org/{fhirId}'],
    ['not-an-address', 'https://epic.example.org@evil.example/{fhirId}'],
    ['not-an-address', 'https://{fhirId}@evil.example/'],
    ['not-an-address', 'https://epic.example.org:{fhirId}/'],
    ['not-an-address', 'https:\\\\epic.example.org\\{fhirId}'],
    ['not-an-address', 'https://epic.example.org\\@evil.example/{fhirId}'],
    ['not-an-address', ' https://epic.example.org/{fhirId}'],
    ['not-an-address', 'https://epic.example.org/{fhirId}\n'],
    ['not-an-address', 'java\tscript:{fhirId}'],
    ['host-not-fixed', 'https://{fhirId}/'],
    ['host-not-fixed', 'https://{fhirId}.example.org/'],
    ['host-not-fixed', 'https://epic.example.org{fhirId}/'],
    ['scheme-not-allowed', '{fhirId}://epic.example.org/'],
    ['scheme-not-allowed', 'ftp://epic.example.org/{fhirId}'],
    ['scheme-not-allowed', 'http://epic.example.org/{fhirId}'],
    ['scheme-not-allowed', 'http://localhost.evil.example/{fhirId}'],
    ['scheme-not-allowed', 'http://127.0.0.1.evil.example/{fhirId}'],
    ['scheme-not-allowed', 'http://evillocalhost/{fhirId}'],
  ])('says %s of %s', (fault, template) => expect(pop(template)).toBe(fault))

  it.each(['javascript', 'JavaScript', 'data', 'blob', 'file', 'vbscript', 'about', 'filesystem', 'view-source'])(
    'never allows %s, even where a site lists it',
    (scheme) => expect(pop(`${scheme}:{fhirId}`, {}, [scheme, scheme.toLowerCase()])).toBe('scheme-not-allowed'),
  )

  it('does not allow http to a host that is not this machine, even where a site lists it', () => {
    expect(pop('http://epic.example.org/{fhirId}', {}, ['http'])).toBe('scheme-not-allowed')
  })

  it('has no word for a name, a birth date or a telephone number (R41)', () => {
    expect(screenPopTokens).toEqual(['fhirId', 'recordNumber', 'contactId', 'agentUsername'])
    for (const name of ['name', 'family', 'birthDate', 'telephone', 'ani']) {
      expect(pop(`https://epic.example.org/{fhirId}?x={${name}}`)).toBe('unknown-token')
    }
  })
})

it('opens nothing where a fact would become the scheme, though the template slipped through (R40)', () => {
  expect(pop('{fhirId}:alert', { fhirId: 'javascript' }, ['x'])).toBeNull()
})

describe('a fact', () => {
  it('that the template needs and that is missing opens nothing', () => {
    expect(pop('https://epic.example.org/{recordNumber}', { recordNumber: null })).toBeNull()
    expect(pop(chart, { recordNumber: null })).not.toBeNull()
  })

  it.each(['', '.', '..', '\ud800', 'x\udc00y'])('such as %o opens nothing', (fhirId) => {
    expect(pop('https://epic.example.org/a/{fhirId}', { fhirId })).toBeNull()
    expect(pop(chart, { fhirId })).toBeNull()
  })

  it.each([
    ['javascript:alert(1)', 'javascript%3Aalert%281%29'],
    ['//evil.example/', '%2F%2Fevil.example%2F'],
    ['@evil.example', '%40evil.example'],
    ['\\\\evil.example', '%5C%5Cevil.example'],
    ['a/../../b', 'a%2F..%2F..%2Fb'],
    ['%2e%2e', '%252e%252e'],
    ["x&y=1#z?'!*()", 'x%26y%3D1%23z%3F%27%21%2A%28%29'],
    ['a\r\nb\0', 'a%0D%0Ab%00'],
    ['{contactId}$&', '%7BcontactId%7D%24%26'],
    ['Ａ·é😀', '%EF%BC%A1%C2%B7%C3%A9%F0%9F%98%80'],
  ])('such as %o stands encoded in the address (R40)', (fhirId, encoded) => {
    expect(pop('https://epic.example.org/{fhirId}', { fhirId })).toBe(`https://epic.example.org/${encoded}`)
  })
})

const nasty = fc.constantFrom(
  'javascript:',
  '@evil.example',
  '\\',
  '//',
  '..',
  '%2e',
  '\n',
  '\t',
  '\0',
  '\ud800',
  '#',
  '?',
  ':1',
)
const fact = fc.option(
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.oneof(nasty, fc.string()), { maxLength: 6 }).map((parts) => parts.join('')),
  ),
)
const someFacts: fc.Arbitrary<ScreenPopFacts> = fc.record({
  fhirId: fact,
  recordNumber: fact,
  contactId: fact,
  agentUsername: fact,
})

const depthOf = ({ pathname }: URL) => pathname.split('/').length

it.each([
  'https://epic.example.org/{fhirId}/{recordNumber}',
  'https://epic.example.org:8443/a/{fhirId}/b?c={contactId}#{agentUsername}',
  'https://epic.example.org?{fhirId}',
  'https://epic.example.org/x{fhirId}y{recordNumber}',
  'http://epic.localhost:4404/hyperspace/chart?patient={fhirId}',
  'epic-link://desk/{fhirId}',
])('whatever the facts are, %s keeps its scheme, host, port and depth (R40)', (template) => {
  const plain = new URL(template.replace(/\{\w+\}/g, 'x'))
  fc.assert(
    fc.property(someFacts, (facts) => {
      const compiled = compileScreenPop(template, ['https', 'epic-link'])
      const address = isScreenPop(compiled) ? compiled(facts) : 'not compiled'
      if (address === null) return
      const filled = new URL(address)
      expect([filled.protocol, filled.host, filled.username, filled.password]).toEqual([
        plain.protocol,
        plain.host,
        '',
        '',
      ])
      expect(depthOf(filled)).toBe(depthOf(plain))
      expect(address).toMatch(/^[\x21-\x7e]+$/)
    }),
    { numRuns: 300 },
  )
})

it('gives every fact back to whoever decodes the address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 3 }), (fhirId) => {
      expect(new URL(pop(chart, { fhirId }) ?? '').searchParams.get('patient')).toBe(fhirId)
    }),
  )
})

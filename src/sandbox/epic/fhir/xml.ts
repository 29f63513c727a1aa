/** The order that the FHIR R4 schema gives the elements of what the played Epic sends, by the element that holds them. */
const order: Readonly<Record<string, string>> = {
  Patient: `id meta implicitRules language extension modifierExtension identifier active name telecom gender birthDate
    deceasedBoolean deceasedDateTime address maritalStatus multipleBirthBoolean multipleBirthInteger photo contact
    communication generalPractitioner managingOrganization link`,
  Appointment: `id meta implicitRules language extension modifierExtension identifier status serviceCategory serviceType
    specialty appointmentType description start end minutesDuration created comment patientInstruction participant
    requestedPeriod`,
  Bundle: 'id type timestamp total link entry',
  OperationOutcome: 'id issue',
  entry: 'link fullUrl resource search',
  link: 'extension other type relation url',
  search: 'mode score',
  issue: 'severity code details diagnostics location expression',
  extension: 'extension',
  identifier: 'extension use type system value period assigner',
  name: 'extension use text family given prefix suffix period',
  telecom: 'extension system value use rank period',
  address: 'extension use type text line city district state postalCode country period',
  contact: 'extension relationship name telecom address gender organization period',
  communication: 'extension language preferred',
  participant: 'extension type actor required status period',
  actor: 'extension reference type identifier display',
  requestedPeriod: 'extension start end',
  serviceCategory: 'extension coding text',
  specialty: 'extension coding text',
  coding: 'extension system version code display userSelected',
  valueCoding: 'extension system version code display userSelected',
  period: 'extension start end',
  type: 'extension coding text',
  details: 'extension coding text',
  language: 'extension coding text',
  maritalStatus: 'extension coding text',
  relationship: 'extension coding text',
  valueCodeableConcept: 'extension coding text',
  generalPractitioner: 'extension reference type identifier display',
  managingOrganization: 'extension reference type identifier display',
  other: 'extension reference type identifier display',
}

/**
 * Writes a resource as FHIR XML, which Epic answers with unless JSON is asked for (facts/epic.md 2.3).
 *
 * Primitive values become `value` attributes, `_value` siblings their extensions; ids of elements and urls of
 * extensions become attributes. Narratives are not written: the played Epic sends none.
 *
 * @see FHIR R4, "XML Representation of Resources".
 */
export function toXml(resource: fhir4.FhirResource): string {
  return `<?xml version="1.0" encoding="utf-8"?>${writeResource(asRecord(resource), ' xmlns="http://hl7.org/fhir"')}`
}

type JsonObject = Readonly<Record<string, unknown>>

function writeResource(resource: JsonObject, namespace = ''): string {
  const { resourceType, ...elements } = resource
  const tag = String(resourceType)
  return `<${tag}${namespace}>${writeElements(tag, elements)}</${tag}>`
}

function writeElements(holder: string, elements: JsonObject): string {
  const names = [...new Set(Object.keys(elements).map((name) => name.replace(/^_/, '')))]
  return inOrder(holder, names)
    .map((name) => {
      const values = asList(elements[name])
      const decorations = asList(elements[`_${name}`])
      const count = Math.max(values.length, decorations.length)
      return Array.from({ length: count }, (_, at) => writeElement(name, values[at], decorations[at])).join('')
    })
    .join('')
}

function inOrder(holder: string, names: readonly string[]): readonly string[] {
  const known = order[holder]?.split(/\s+/) ?? []
  const place = (name: string) => (known.includes(name) ? known.indexOf(name) : known.length)
  return [...names].sort((one, other) => place(one) - place(other))
}

function writeElement(name: string, value: unknown, decoration: unknown): string {
  const record = asRecord(value)
  if ('resourceType' in record) return `<${name}>${writeResource(record)}</${name}>`

  const isComplex = typeof value === 'object' && value !== null
  const { id, url, ...rest } = isComplex ? record : asRecord(decoration)
  // Only extensions carry their url as an attribute: a Bundle's link has a url element.
  const isExtension = name === 'extension' || name === 'modifierExtension'
  const children = isExtension || url === undefined ? rest : { ...rest, url }
  const attributes = [
    id === undefined ? '' : attribute('id', id),
    isExtension && url !== undefined ? attribute('url', url) : '',
    isComplex || value === undefined || value === null ? '' : attribute('value', value),
  ].join('')
  const content = writeElements(name, children)
  return content === '' ? `<${name}${attributes} />` : `<${name}${attributes}>${content}</${name}>`
}

function attribute(name: string, value: unknown): string {
  return ` ${name}="${escapeXml(String(value))}"`
}

function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"\r\n\t]/g, (character) => entities[character] ?? `&#${character.charCodeAt(0)};`)
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

function asRecord(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {}
}

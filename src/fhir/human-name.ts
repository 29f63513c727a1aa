import type { PatientName } from '../domain/patient.ts'
import { objectOf, objectsOf, textOf, textsOf, type JsonObject } from './foreign-json.ts'
import { isOver } from './fhir-date.ts'

const uses = ['official', 'usual', 'nickname', 'old', 'maiden'] as const

/**
 * Reads the names of a patient, in Epic's order, without empty and repeated ones.
 *
 * A Dutch family name carries the patient's own and the partner's name in extensions (facts/epic.md 1.7). The caller may
 * say either, so each stands as a further name. A name whose period is over is an old one.
 */
export function readNames(list: unknown, today: string): readonly PatientName[] {
  const names = objectsOf(list).flatMap((name) => readName(name, today))
  const seen = new Set<string>()
  return names.filter((name) => {
    const key = JSON.stringify([name.use, name.family, name.given, name.text])
    return seen.size < seen.add(key).size
  })
}

/** Writes names so that `readNames` gives the same back. */
export function writeNames(names: readonly PatientName[]): fhir4.HumanName[] {
  return names.map(({ use, family, given, text }) => ({
    ...(use === 'other' ? {} : { use }),
    ...(family === null ? {} : { family }),
    ...(given.length === 0 ? {} : { given: [...given] }),
    ...(text === null ? {} : { text }),
  }))
}

function readName(name: JsonObject, today: string): PatientName[] {
  const given = textsOf(name['given'])
  const text = textOf(name['text'])
  const further = [readPart(name, 'own'), readPart(name, 'partner')].filter((part) => part !== null)
  const family = textOf(name['family']) ?? further[0] ?? null
  if (family === null && given.length === 0 && text === null) return []

  const written = uses.find((use) => use === name['use']) ?? 'other'
  const use = isOver(name['period'], today) && written !== 'maiden' ? 'old' : written
  const others = further.filter((part) => part !== family)
  return [
    { use, family, given, text },
    ...others.map((part) => ({ use: use === 'old' ? use : ('other' as const), family: part, given, text: null })),
  ]
}

/** `van Putten`, from the extensions `humanname-partner-prefix` and `humanname-partner-name`. */
function readPart(name: JsonObject, whose: 'own' | 'partner'): string | null {
  const extensions = objectsOf(objectOf(name['_family'])?.['extension'])
  const valueOf = (part: 'prefix' | 'name') => {
    const url = `http://hl7.org/fhir/StructureDefinition/humanname-${whose}-${part}`
    return textOf(extensions.find((extension) => extension['url'] === url)?.['valueString'])
  }
  const family = valueOf('name')
  return family === null ? null : [valueOf('prefix'), family].filter((part) => part !== null).join(' ')
}

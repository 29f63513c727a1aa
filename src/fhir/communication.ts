import type { InterpreterNeed } from '../domain/patient.ts'
import { objectOf, objectsOf, textOf, type JsonObject } from './foreign-json.ts'

/** HL7's own extension, which we write too. */
const interpreterRequired = 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired'
/** US Core 7 and later; none of the captures has either (facts/epic.md 1.7). */
const interpreterNeeded = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed'
/** SNOMED CT: yes, no. */
const snomed: Readonly<Record<string, InterpreterNeed>> = { '373066001': 'needed', '373067005': 'not-needed' }

/** The preferred language, else the first: its tag of BCP 47 (`es`), else the word that stands for it. Null without one. */
export function readLanguage(list: unknown): string | null {
  const languages = objectsOf(list)
  const chosen = languages.find((language) => language['preferred'] === true || language['preferred'] === 'true')
  const language = objectOf((chosen ?? languages[0])?.['language'])
  const codings = objectsOf(language?.['coding'])
  const tag = codings.map((coding) => textOf(coding['code'])).find((code) => code !== null && isTag(code))
  return tag ?? textOf(language?.['text']) ?? textOf(codings[0]?.['display']) ?? textOf(codings[0]?.['code'])
}

/** Writes a language so that `readLanguage` gives the same back. */
export function writeLanguage(language: string): fhir4.PatientCommunication[] {
  return [{ language: isTag(language) ? { coding: [{ code: language }] } : { text: language }, preferred: true }]
}

/** Whether an interpreter is needed, by HL7's extension or US Core's; null where Epic says nothing. */
export function readInterpreter(extensions: unknown): InterpreterNeed | null {
  const list = objectsOf(extensions)
  const required = valueAt(list, interpreterRequired, 'valueBoolean')
  if (typeof required === 'boolean') return required ? 'needed' : 'not-needed'

  const code = textOf(objectOf(valueAt(list, interpreterNeeded, 'valueCoding'))?.['code']) ?? ''
  return Object.hasOwn(snomed, code) ? (snomed[code] ?? null) : null
}

/** Writes the need so that `readInterpreter` gives the same back. */
export function writeInterpreter(need: InterpreterNeed): fhir4.Extension {
  return { url: interpreterRequired, valueBoolean: need === 'needed' }
}

function valueAt(extensions: readonly JsonObject[], url: string, key: string): unknown {
  return extensions.find((extension) => extension['url'] === url)?.[key]
}

/** Tags of two or three letters, with a region or script: `es`, `es-US`, `zh-Hans`. */
function isTag(text: string): boolean {
  return /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(text)
}

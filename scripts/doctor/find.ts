import type { PatientSearch } from '../../src/domain/patient-search.ts'

/** Whom a search must find: by name and birth date, or by telephone number. */
export type Find = Extract<PatientSearch, { readonly by: 'name-and-birth-date' | 'telephone' }>

/**
 * Reads `Given,Family,1980-02-29` or `+16085550142`; null for anything else.
 *
 * The first name is wanted too: Epic's minimum data sets hold it, and without it a search is "too little" (facts/epic.md 1.1).
 */
export function readFind(text: string): Find | null {
  const telephone = text.trim()
  if (/^\+[1-9]\d{6,14}$/.test(telephone)) return { by: 'telephone', telephone }

  const [given = '', family = '', birthDate = '', ...more] = text.split(',').map((part) => part.trim())
  const isWhole = given !== '' && family !== '' && more.length === 0 && /^\d{4}-\d{2}-\d{2}$/.test(birthDate)
  return isWhole ? { by: 'name-and-birth-date', given, family, birthDate } : null
}

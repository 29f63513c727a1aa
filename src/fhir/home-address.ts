import { isOver } from './fhir-date.ts'
import { objectOf, objectsOf, textOf, textsOf, type JsonObject } from './foreign-json.ts'

/** The two facts we keep of where a patient lives. */
export interface HomeAddress {
  readonly town: string | null
  readonly streetNumber: string | null
}

const houseNumber = 'http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-houseNumber'

/**
 * Reads town and street number of the current home address; one without a use counts where no home is marked.
 *
 * The number is that of FHIR's own extension (Dutch Epics fill it in), else it is read from the first line that holds
 * one: `12B Lakeside Ct`, `Calle Sol 145`, Wisconsin's `N61W23044 Main St`. A post office box is no street.
 */
export function readHome(list: unknown, today: string): HomeAddress {
  const current = objectsOf(list).filter((address) => address['use'] !== 'old' && !isOver(address['period'], today))
  const home = current.find((address) => address['use'] === 'home')
  const unmarked = current.find((address) => (address['use'] ?? null) === null)
  const address = home ?? unmarked
  return { town: textOf(address?.['city']), streetNumber: address === undefined ? null : readStreetNumber(address) }
}

/** Writes an address so that `readHome` gives the same back, with no more of the street than its number (R29). */
export function writeHome({ town, streetNumber }: HomeAddress): fhir4.Address[] {
  if (town === null && streetNumber === null) return []
  return [
    {
      use: 'home',
      ...(streetNumber === null ? {} : { line: [streetNumber] }),
      ...(town === null ? {} : { city: town }),
    },
  ]
}

function readStreetNumber(address: JsonObject): string | null {
  const extensions = objectsOf(address['_line']).flatMap((line) => objectsOf(line['extension']))
  const named = extensions.find((extension) => objectOf(extension)?.['url'] === houseNumber)
  return (
    textOf(named?.['valueString']) ??
    textsOf(address['line'])
      .map(numberIn)
      .find((number) => number !== null) ??
    null
  )
}

function numberIn(line: string): string | null {
  if (/^(?:p\.?\s*o\.?\s*box|apartado|apt\b|unit\b|#)/i.test(line)) return null
  const leading = /^(?:[NSEW]\d+[NSEW]\d+|\d+[A-Z]?)(?=$|[\s,])/i.exec(line)
  const trailing = /\s(\d+[A-Z]?)$/i.exec(line)
  return leading?.[0] ?? trailing?.[1] ?? null
}

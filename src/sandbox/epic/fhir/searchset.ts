import { randomUUID } from 'node:crypto'
import { operationOutcome } from './outcomes.ts'

const matchGrade = 'http://hl7.org/fhir/StructureDefinition/match-grade'

interface Page {
  readonly base: string
  readonly selfUrl: string
  readonly nextUrl: string | null
  readonly matches: readonly (fhir4.Patient | fhir4.Appointment)[]
  readonly issues: readonly fhir4.OperationOutcomeIssue[]
  /** Of a `$match`: how sure Epic is of its match. A search has no grade and no score. */
  readonly grade?: 'certain'
}

/**
 * A page of results as Epic writes it: `total` counts the matches of this page, and what Epic has to say stands in an
 * `outcome` entry, alone or after the matches (facts/epic.md 1.3).
 */
export function searchset({ base, selfUrl, nextUrl, matches, issues, grade }: Page): fhir4.Bundle {
  const outcome: fhir4.BundleEntry = {
    fullUrl: `urn:uuid:${randomUUID()}`,
    resource: operationOutcome(issues),
    search: { mode: 'outcome' },
  }
  const link = [{ relation: 'self', url: selfUrl }]
  if (nextUrl !== null) link.push({ relation: 'next', url: nextUrl })
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: matches.length,
    link,
    entry: [...matches.map((resource) => match(base, resource, grade)), ...(issues.length === 0 ? [] : [outcome])],
  }
}

/** The answer to `_summary=count`: the one place where `total` is the true number of hits. */
export function countOnly(selfUrl: string, total: number): fhir4.Bundle {
  return { resourceType: 'Bundle', type: 'searchset', total, link: [{ relation: 'self', url: selfUrl }] }
}

function match(
  base: string,
  resource: fhir4.Patient | fhir4.Appointment,
  grade: 'certain' | undefined,
): fhir4.BundleEntry {
  const url = `${base}/${resource.resourceType}/${resource.id ?? ''}`
  return {
    link: [{ relation: 'self', url }],
    fullUrl: url,
    resource,
    search: {
      ...(grade === undefined ? {} : { extension: [{ valueCode: grade, url: matchGrade }] }),
      mode: 'match',
      ...(grade === undefined ? {} : { score: 1 }),
    },
  }
}

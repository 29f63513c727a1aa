const policy = 'Content-Security-Policy'

/**
 * The headers that are not as they have to be: each by name, with what is wanted. Of a Content-Security-Policy only the
 * directives that differ are named, whatever their order.
 */
export function wrongHeaders(seen: Headers, wanted: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(wanted).flatMap(([name, value]) => {
    const found = seen.get(name)
    if (found === null) return [`${name} is missing`]
    if (name === policy) return wrongDirectives(found, value)
    return inOneForm(found) === inOneForm(value) ? [] : [`${name} wants "${value}"`]
  })
}

function wrongDirectives(found: string, wanted: string): string[] {
  const there = directivesOf(found)
  const needed = directivesOf(wanted)
  const wrong = [...needed].filter(([name, sources]) => there.get(name) !== sources)
  const foreign = [...there.keys()].filter((name) => !needed.has(name) && name !== 'report-to' && name !== 'report-uri')
  return [
    ...wrong.map(([name, sources]) => `${policy} wants "${name} ${sources}"`),
    ...foreign.map((name) => `${policy} has ${name}, which is not ours`),
  ]
}

function directivesOf(text: string): ReadonlyMap<string, string> {
  const parts = text.split(';').map((part) => part.trim().split(/\s+/))
  return new Map(
    parts.flatMap(([name = '', ...sources]) => (name === '' ? [] : [[name, [...sources].sort().join(' ')]])),
  )
}

/** Header values compare without regard to blanks and case: CloudFront and proxies write some anew. */
function inOneForm(value: string): string {
  return value.toLowerCase().replace(/\s+/g, '')
}

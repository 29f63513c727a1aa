import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { requirements, waiting } from './requirements.ts'

/** The test files that name a requirement in a title, by its number; paths as from the root of the repository. */
export type Coverage = ReadonlyMap<number, readonly string[]>

/** Reads which requirements the titles below a folder name: `it('… (R44, R45)', …)`. */
export function readCoverage(root: string, folder: string): Coverage {
  const coverage = new Map<number, string[]>()
  for (const file of testsBelow(join(root, folder))) {
    for (const number of numbersIn(readFileSync(file, 'utf8'))) {
      coverage.set(number, [...(coverage.get(number) ?? []), relative(root, file)])
    }
  }
  return coverage
}

/** A comment that begins its line: whoever writes of a requirement there holds it by nothing. */
const comments = /^[ \t]*(?:\/\/.*|\/\*[\s\S]*?\*\/)/gm

/** The requirements named in one test file outside of comments, each once. */
export function numbersIn(text: string): readonly number[] {
  const lists = [...text.replace(comments, '').matchAll(/\((R\d+(?:[,;] ?R\d+)*)\)/g)].map((match) => match[1] ?? '')
  const numbers = lists.flatMap((list) => [...list.matchAll(/\d+/g)].map(([digits]) => Number(digits)))
  return [...new Set(numbers)]
}

/** The requirements that neither have a test nor wait for something. */
export function untested(coverage: Coverage): readonly number[] {
  return Object.keys(requirements)
    .map(Number)
    .filter((number) => !coverage.has(number) && !(number in waiting))
}

/** The page of `docs/requirements.md`. */
export function writeCoverage(coverage: Coverage): string {
  const rows = Object.entries(requirements).map(
    ([number, text]) => `| R${number} | ${text} | ${proofOf(Number(number))} |`,
  )
  return [
    '# Requirements and their tests',
    '',
    'Made by `npm run requirements` from the titles of the tests. Each test file names the requirements it holds, as `(R44)`; `npm test` fails when one has none.',
    '',
    '| | what must hold | held by |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')

  function proofOf(number: number): string {
    const files = coverage.get(number) ?? []
    if (files.length === 0) return `*${waiting[number] ?? 'nothing yet'}*`
    return [...files]
      .sort()
      .map((file) => `[${file.replace(/^tests\//, '')}](../${file})`)
      .join(', ')
  }
}

function testsBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return testsBelow(path)
    return /\.(?:test|spec)\.tsx?$/.test(name) ? [path] : []
  })
}

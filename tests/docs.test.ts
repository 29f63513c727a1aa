import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { checksOf } from '../scripts/doctor/checks.ts'
import { readWidgetSetUp } from '../scripts/doctor/widget-set-up.ts'
import { isConfig, readConfig } from '../src/config.ts'
import { widgetConfig } from '../src/infra/site-settings.ts'
import { launchWordsOf } from '../src/modes/launch-words.ts'
import { startWordsOf } from '../src/start-words.ts'
import { failuresEn } from '../src/ui/failures-en.ts'
import { en } from '../src/ui/messages-en.ts'
import { exampleSite } from './infra/example-site.ts'

const root = resolve(import.meta.dirname, '..')
const docs = join(root, 'docs')
const pages = [join(root, 'README.md'), ...pagesBelow(docs)]
const checks = checksOf(readWidgetSetUp({}, {}, null), { find: null, agentToken: null })

it.each(Object.entries(failuresEn))(
  'troubleshooting finds the failure %s by its sentence, with its code',
  (code, { title }) => {
    expect(textOf('troubleshooting.md')).toContain(`**${title}** (\`${code}\`)`)
  },
)

it('troubleshooting finds what the page says before the panel is there, and what is no failure of a search', () => {
  const start = startWordsOf('en-US')
  const launch = launchWordsOf('en-US')
  const titles = [
    start.badSettings,
    start.notSignedIn,
    start.signInUnreachable,
    start.signedOut,
    start.otherTab,
    ...[
      launch.refused,
      launch.openFromEpic,
      launch.noStorage,
      launch.unknownAgent,
      launch.setUp,
      launch.unreachable,
    ].map(([title]) => title),
    ...[en.connecting, en.signedOut, en.refused, en.lost, en.fault, en.restored, en.blocked].map(({ title }) => title),
    ...[en.framed.logIn, en.framed.chart, en.none.telephone, en.none.other].map(({ title }) => title),
    en.tooLittle,
    en.tooMany,
    en.someWithheld,
  ]
  expect(titles.filter((title) => !textOf('troubleshooting.md').includes(`**${title}**`))).toEqual([])
})

it('every link within the pages leads to a file, and to a heading that is there', () => {
  const broken = pages.flatMap((page) =>
    linksIn(page).flatMap((link) => (leadsSomewhere(link, page) ? [] : [`${relative(root, page)}: ${link}`])),
  )
  expect(pages.length).toBeGreaterThan(20)
  expect(broken).toEqual([])
})

it('every page is listed on the first page of the guide, or of the project', () => {
  const ofGuide = linksIn(join(docs, 'README.md'))
  const ofProject = linksIn(join(root, 'README.md')).map((link) => relative('docs', link))
  const listed = [...ofGuide, ...ofProject, 'README.md', 'requirements.md'].map((link) => link.split('#')[0])
  const names = readdirSync(docs).filter((name) => name.endsWith('.md'))
  expect(names.filter((name) => !listed.includes(name))).toEqual([])
})

it('every check of the doctor stands in its page, and leads to a heading of the guide', () => {
  expect(checks.map(({ guide }) => guide).filter((guide) => !leadsSomewhere(guide, join(root, 'README.md')))).toEqual(
    [],
  )
  expect(checks.map(({ name }) => name).filter((name) => !textOf('doctor.md').includes(`\`${name}\``))).toEqual([])
})

it('every npm script that the pages name exists', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const named = pages.flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/npm run ([a-z][\w:-]*)/g)])
  expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([])
})

it('every example of the policy page is one that the widget takes', () => {
  const page = textOf('policy.md')
  const policies = [...page.matchAll(/`(\{ "required": [^`]+\})`/g)].map(([, json = '']) => JSON.parse(json) as object)
  const templates = [...page.matchAll(/`("template": [^`]+)`/g)].map(
    ([, json = '']) => JSON.parse(`{${json}}`) as object,
  )
  const example = widgetConfig(exampleSite()) as object
  const refused = [
    ...policies.map((verification) => ({ ...example, verification })),
    ...templates.map((screenPop) => ({ ...example, screenPop })),
  ].filter((settings) => !isConfig(readConfig(settings)))
  expect([policies.length, templates.length, refused]).toEqual([6, 3, []])
})

function textOf(name: string): string {
  return readFileSync(join(docs, name), 'utf8')
}

function pagesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return pagesBelow(path)
    return name.endsWith('.md') ? [path] : []
  })
}

/** Where a page's links lead to, those of the web left out. */
function linksIn(page: string): string[] {
  const text = readFileSync(page, 'utf8').replace(/```[\s\S]*?```/g, '')
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link))
}

function leadsSomewhere(link: string, page: string): boolean {
  const [path = '', heading] = link.split('#')
  const target = path === '' ? page : join(dirname(page), path)
  return existsSync(target) && (heading === undefined || headingsIn(target).includes(heading))
}

/** Headings as GitHub makes addresses of them. */
function headingsIn(page: string): string[] {
  const text = readFileSync(page, 'utf8').replace(/```[\s\S]*?```/g, '')
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replace(/ /g, '-'),
  )
}

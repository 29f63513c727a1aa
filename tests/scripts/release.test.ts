import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CommandError } from '../../scripts/deploy/command.ts'
import { release } from '../../scripts/deploy/release.ts'
import { SiteFileError, readSiteFile } from '../../scripts/deploy/site-file.ts'
import { isCallScoped, SiteError } from '../../src/infra/site.ts'
import { exampleJson } from '../infra/example-site.ts'

/** An `aws` that notes what it is asked and fails at one file, where the test says so. */
const playedAws = `#!/bin/sh
echo "$3 $4" >> "$AWS_NOTES"
if [ "$1" = cloudformation ]; then echo the-bucket; exit 0; fi
case "$4" in */"$AWS_FAILS_AT") exit 1;; esac
`
const example = new URL('../../docs/site.example.json', import.meta.url).pathname
const path = process.env['PATH']
let folder: string
let notes: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'))
  const bin = mkdtempSync(join(tmpdir(), 'aws-'))
  notes = join(bin, 'notes')
  writeFileSync(join(bin, 'aws'), playedAws)
  chmodSync(join(bin, 'aws'), 0o755)
  process.env['PATH'] = `${bin}${delimiter}${path}`
  process.env['AWS_NOTES'] = notes
  process.env['AWS_FAILS_AT'] = 'nothing'
  mkdirSync(join(folder, 'assets'))
  for (const file of ['index.html', 'icon.svg', 'assets/a-1.js', 'assets/b-2.css'])
    writeFileSync(join(folder, file), '')
})

afterEach(() => {
  process.env['PATH'] = path
})

function uploaded(): readonly string[] {
  return readFileSync(notes, 'utf8')
    .split('\n')
    .flatMap((line) => /s3:\/\/the-bucket\/(\S+)/.exec(line)?.[1] ?? [])
}

it('uploads into the bucket that the stack names, index.html last and the settings before it', async () => {
  await release(await readSiteFile(example), folder)
  expect(uploaded().slice(0, 2).sort()).toEqual(['assets/a-1.js', 'assets/b-2.css'])
  expect(uploaded().slice(2)).toEqual(['icon.svg', 'config.json', 'index.html'])
})

it('writes the site’s settings beside the page', async () => {
  await release(await readSiteFile(example), folder)
  expect(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))).toMatchObject({
    site: { name: 'Lakeside Health' },
    broker: { url: 'https://agent-widget.lakeside.example.org/api' },
  })
})

it('never gets to index.html when a file before it fails, so that the old page stays whole', async () => {
  process.env['AWS_FAILS_AT'] = 'assets/a-1.js'
  await expect(release(await readSiteFile(example), folder)).rejects.toThrow(CommandError)
  expect(uploaded()).not.toContain('index.html')
  expect(uploaded()).not.toContain('config.json')
})

it('reads the file of a site without a broker, whose settings the widget takes', async () => {
  const { config, site } = await readSiteFile(example.replace('site.', 'site.launch.'))
  expect(config).toMatchObject({ mode: 'launch' })
  expect(isCallScoped(site)).toBe(false)
})

it('says which file cannot be read', async () => {
  await expect(readSiteFile(join(folder, 'none.json'))).rejects.toThrow(SiteFileError)
  await expect(readSiteFile(join(folder, 'index.html'))).rejects.toThrow('is not JSON')
})

it('refuses settings that the widget would refuse at its start, before anything is uploaded (R83)', async () => {
  const file = join(folder, 'site.json')
  const broken = exampleJson(({ widget }) => {
    Object.assign(widget.settings, { screenPop: { template: 'javascript:alert({fhirId})' } })
  })
  writeFileSync(file, JSON.stringify(broken))
  const refused: unknown = await readSiteFile(file).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(SiteError)
  expect((refused as SiteError).settings).toEqual(['widget.settings.screenPop'])
  expect((refused as SiteError).message).not.toContain('javascript')
  expect(existsSync(notes)).toBe(false)
})

it.each([
  ['the public sandbox for production', 'production', 'https://fhir.epic.com/interconnect-fhir-oauth/api/FHIR/R4'],
  ['a hospital’s Epic for the public sandbox', 'sandbox', 'https://epic.lakeside.example.org/api/FHIR/R4'],
])('refuses %s before anything is deployed', async (_, environment, fhirBaseUrl) => {
  const file = join(folder, 'site.json')
  writeFileSync(file, JSON.stringify(exampleJson(({ epic }) => Object.assign(epic, { environment, fhirBaseUrl }))))
  await expect(readSiteFile(file)).rejects.toThrow(
    'epic.fhirBaseUrl: wants another address, or none, with this epic.environment',
  )
})

it('refuses variables of the broker that are wrong, unknown or settled elsewhere, before anything is deployed', async () => {
  const file = join(folder, 'site.json')
  const broker = {
    AFTER_CALL_MINUTES: '99',
    AFTER_CAL_MINUTES: '2',
    SITE_PHONE_SEARCH: 'allowed',
    BUDGET_PER_DAY: '50',
  }
  writeFileSync(file, JSON.stringify(exampleJson((json) => (json['broker'] = broker))))
  const refused: unknown = await readSiteFile(file).catch((error: unknown) => error)
  expect((refused as SiteError).message.split('\n').slice(1)).toEqual([
    '  broker.AFTER_CALL_MINUTES: wants what docs/settings.md says',
    '  broker.AFTER_CAL_MINUTES: is not a setting of the broker',
    '  broker.SITE_PHONE_SEARCH: is settled elsewhere in this file',
  ])
})

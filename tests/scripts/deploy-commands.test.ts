import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { exampleJson, launchJson } from '../infra/example-site.ts'
import { playCommands } from './played-commands.ts'

const minutes = 240_000
const stacks = 'AgentWidgetBroker-lakeside AgentWidget-lakeside'
let here: ReturnType<typeof playCommands>

beforeEach(() => {
  here = playCommands()
})
afterEach(() => here.remove())

const allowsEmergencies = exampleJson(({ widget }) => {
  Object.assign(widget.settings, { emergency: 'allowed' })
})
const hasAnotherName = exampleJson(({ widget }) => {
  Object.assign(widget.settings, { site: { name: 'Lakeside' } })
})

it(
  'deploys the broker before the widget and uploads the page at the end; then a release will do, for what is the page’s alone',
  async () => {
    const deployed = await here.run('deploy', [here.site(exampleJson())])
    expect(deployed).toEqual({
      status: 0,
      said: expect.stringMatching(/https:\/\/agent-widget\.lakeside\.example\.org now serves this build \(\d+ files\)/),
    })
    const [build, deploy, bucket, ...uploads] = here.commands()
    expect([build, deploy]).toEqual([
      'npm run build:broker',
      `npx --yes aws-cdk@2.1148.1 deploy --app cdk.out ${stacks}`,
    ])
    expect(bucket).toMatch(/^aws cloudformation describe-stacks --region us-east-1 --stack-name AgentWidget-lakeside /)
    expect(uploads.length).toBeGreaterThan(5)
    expect(uploads.filter((line) => !line.startsWith('aws s3 cp '))).toEqual([])
    expect(uploads.slice(-2).map((line) => / (s3:\S+) /.exec(line)?.[1])).toEqual([
      's3://the-WidgetBucket/config.json',
      's3://the-WidgetBucket/index.html',
    ])

    // What the broker counts by is not the page's alone: nothing is uploaded, nothing is built.
    expect(await here.run('release', [here.site(allowsEmergencies)])).toEqual({
      status: 1,
      said: 'AgentWidgetBroker-lakeside holds other settings than this file, as this version reads it, and a release would change the page alone. Run npm run deploy -- SITE.json, which changes both.\n',
    })
    expect(here.commands().filter((line) => !line.startsWith('aws cloudformation'))).toEqual([])

    expect((await here.run('release', [here.site(hasAnotherName)])).status).toBe(0)
    expect(here.commands().at(-1)).toContain('s3://the-WidgetBucket/index.html')

    // A stack of an earlier version of this repository.
    rmSync(join(here.folder, 'AgentWidget-lakeside.SettingsDigest'))
    expect(await here.run('release', [here.site(exampleJson())])).toEqual({
      status: 1,
      said: 'AgentWidget-lakeside does not say which settings it holds. Run npm run deploy -- SITE.json first; after that a release will do.\n',
    })
  },
  minutes,
)

it(
  'deploys one stack and builds no broker where agents sign in to Epic, and uploads nothing where the deployment fails',
  async () => {
    const { status, said } = await here.run('deploy', [here.site(launchJson())], 'npx')
    expect([status, said]).toEqual([1, expect.stringContaining('npx --yes aws-cdk@2.1148.1 failed (status 3)')])
    expect(here.commands()).toEqual(['npx --yes aws-cdk@2.1148.1 deploy --app cdk.out AgentWidget-lakeside'])
  },
  minutes,
)

it(
  'deploys nothing where the broker cannot be built',
  async () => {
    const { status, said } = await here.run('deploy', [here.site(exampleJson())], 'npm')
    expect([status, said]).toEqual([1, 'npm run build:broker failed (status 3)\n'])
    expect(here.commands()).toEqual(['npm run build:broker'])
  },
  minutes,
)

it(
  'writes the templates once the broker is built, and says so where it is not',
  async () => {
    const file = here.site(exampleJson())
    expect(await here.run('synth', [file])).toEqual({
      status: 1,
      said: 'There is no dist-broker/lambda.mjs. Run npm run build:broker first.\n',
    })
    await here.run('deploy', [file], 'npx')
    rmSync(join(here.folder, 'cdk.out'), { recursive: true })

    const { status, said } = await here.run('synth', [file])
    expect([status, said]).toEqual([0, `cdk.out: ${stacks.replace(' ', ', ')}\n`])
    expect(readdirSync(join(here.folder, 'cdk.out')).filter((name) => name.endsWith('.template.json'))).toEqual([
      'AgentWidget-lakeside.template.json',
      'AgentWidgetBroker-lakeside.template.json',
    ])
  },
  minutes,
)

it.each(['synth', 'deploy', 'release'])(
  '%s runs nothing without a site file that can be deployed, and ends with 1 (R83)',
  async (script) => {
    const asked = await here.run(script, [])
    expect([asked.status, asked.said]).toEqual([1, expect.stringContaining(`npm run ${script} -- SITE.json`)])
    const broken = await here.run(script, [here.site(exampleJson((json) => (json['account'] = 'secret')))])
    expect(broken).toEqual({
      status: 1,
      said: 'These settings of the site have to be mended:\n  account: wants the twelve digits of the AWS account\n',
    })
    expect((await here.run(script, [join(here.folder, 'none.json')])).said).toContain('cannot be read')
    expect(here.commands()).toEqual([])
  },
  minutes,
)

it(
  'a site that was never deployed cannot be released',
  async () => {
    const { status, said } = await here.run('release', [here.site(exampleJson())])
    expect([status, said]).toEqual([1, 'aws cloudformation describe-stacks failed (status 255)\n'])
  },
  minutes,
)

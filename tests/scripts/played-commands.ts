import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const root = new URL('../../', import.meta.url).pathname

/** What each command does once it has noted how it was called. */
const played: Readonly<Record<string, string>> = {
  // Builds the broker, as far as a synthesis looks at it.
  npm: `
    fs.mkdirSync('dist-broker', { recursive: true })
    fs.writeFileSync('dist-broker/lambda.mjs', 'export const handler = 1')`,
  // Deploys: keeps what the templates say of their outputs, where the value is known before the stack is.
  npx: `
    for (const stack of args.slice(args.indexOf('--app') + 2)) {
      const { Outputs } = JSON.parse(fs.readFileSync('cdk.out/' + stack + '.template.json', 'utf8'))
      for (const [name, { Value }] of Object.entries(Outputs))
        fs.writeFileSync(stack + '.' + name, typeof Value === 'string' ? Value : 'the-' + name)
    }`,
  // Tells the outputs that were deployed; takes every upload.
  aws: `
    if (args[0] !== 'cloudformation') process.exit(0)
    const stack = args[args.indexOf('--stack-name') + 1]
    const file = stack + '.' + /OutputKey=='(\\w+)'/.exec(args.join(' '))[1]
    if (!fs.existsSync('cdk.out/' + stack + '.template.json')) process.exit(255)
    if (fs.existsSync(file)) console.log(fs.readFileSync(file, 'utf8'))`,
}

/** How a script of ours came out. */
export interface Outcome {
  readonly status: number | null
  readonly said: string
}

/** A folder in which `npm run …` scripts run with AWS, npm and npx played. */
export function playCommands() {
  const folder = mkdtempSync(join(tmpdir(), 'played-commands-'))
  const bin = join(folder, 'bin')
  const notes = join(folder, 'notes')
  mkdirSync(bin)
  for (const [name, does] of Object.entries(played)) {
    const code = `#!/usr/bin/env node
const fs = require('node:fs')
const args = process.argv.slice(2)
fs.appendFileSync(${JSON.stringify(notes)}, ['${name}', ...args].join(' ') + '\\n')
if (process.env.FAILS === '${name}') process.exit(3)
${does}
`
    writeFileSync(join(bin, name), code)
    chmodSync(join(bin, name), 0o755)
  }
  return {
    folder,
    /** Runs `scripts/NAME.ts` with these words, as an administrator would; `fails` is the command that fails. */
    run(script: string, words: readonly string[], fails = 'none'): Promise<Outcome> {
      const tsx = join(root, 'node_modules/.bin/tsx')
      const env = {
        ...process.env,
        PATH: `${bin}${delimiter}${process.env['PATH']}`,
        FAILS: fails,
        // The rules of CloudFormation take half a minute; app.test.ts has them looked at.
        CDK_VALIDATION: 'false',
      }
      return new Promise((resolve, reject) => {
        const running = spawn(tsx, [join(root, `scripts/${script}.ts`), ...words], { cwd: folder, env })
        let said = ''
        const hear = (chunk: Buffer) => void (said += chunk.toString('utf8'))
        running.stdout.on('data', hear)
        running.stderr.on('data', hear)
        running.once('error', reject)
        running.once('close', (status) => resolve({ status, said }))
      })
    },
    /** A site file of this content. */
    site(json: unknown): string {
      const file = join(folder, 'site.json')
      writeFileSync(file, JSON.stringify(json))
      return file
    },
    /** The commands that were run since this was last asked, each in one line. */
    commands(): readonly string[] {
      const lines = existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : []
      rmSync(notes, { force: true })
      return lines
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}

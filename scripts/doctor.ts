import { createInterface } from 'node:readline/promises'
import { resolveLoopbackNames } from '../src/sandbox/loopback-names.ts'
import { doctor } from './doctor/doctor.ts'

/** `npm run doctor`: checks a site from the command line. Its `*.localhost` names are those of the sandbox, as for browsers. */
async function start(): Promise<void> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
  resolveLoopbackNames()
  process.exitCode = await doctor({
    words: process.argv.slice(2),
    env: process.env,
    readLine,
    result: (text) => console.log(text),
    word: (text) => console.error(text),
  })
}

async function readLine(): Promise<string> {
  if (process.stdin.isTTY) console.error('Whom to find: Given,Family,1980-02-29 or +16085550142')
  const lines = createInterface({ input: process.stdin })
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
  }
}

await start()

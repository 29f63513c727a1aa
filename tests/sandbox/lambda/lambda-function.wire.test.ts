import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { eventOf } from '../../../src/sandbox/lambda/http-api.ts'
import { startLambdaFunction } from '../../../src/sandbox/lambda/lambda-function.ts'

/** A function that keeps a request for `/slow` until its own key is asked for, as Epic keeps the broker waiting. */
const slowUntilAsked = `
import { existsSync, writeFileSync } from 'node:fs'
const asked = new URL('asked', import.meta.url)
export async function handler({ rawPath }) {
  if (rawPath === '/keys') writeFileSync(asked, '')
  while (!existsSync(asked)) await new Promise((resolve) => setTimeout(resolve, 10))
  return { statusCode: 200, body: rawPath + ' of ' + process.pid }
}
`

const get = (path: string) => eventOf({ method: 'GET', url: path, headers: {} }, Buffer.alloc(0))

it('answers by another instance while all of them wait for one who asks the function first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-'))
  const bundle = join(folder, 'function.mjs')
  writeFileSync(bundle, slowUntilAsked)
  const played = await startLambdaFunction({ bundle, env: {}, onLine: () => undefined })
  onTestFinished(() => {
    played.close()
    rmSync(folder, { recursive: true })
  })

  const waiting = [played.invoke(get('/slow')), played.invoke(get('/slow'))]
  const answers = await Promise.all([played.invoke(get('/keys')), ...waiting])

  expect(answers[0]?.body).toMatch(/^\/keys of /)
  expect(new Set(answers.map(({ body }) => body?.split(' of ')[1])).size).toBe(3)
})

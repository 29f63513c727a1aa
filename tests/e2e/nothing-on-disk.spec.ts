import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page, test } from '@playwright/test'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { chromiumFlags } from '../../scripts/open-chromium.ts'
import { requestInit } from '../../src/fhir/request-init.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { deskOf, expect, type DeskOptions } from './desk.ts'

/** Works in a browser as it stands on a desk, with a profile on the disk; answers all that the profile holds once it is closed. */
async function workedIn(work: (page: Page, context: BrowserContext) => Promise<void>): Promise<string> {
  const executablePath = findChromium()
  const profile = await mkdtemp(join(tmpdir(), 'agent-profile-'))
  try {
    const context = await chromium.launchPersistentContext(profile, {
      ...(executablePath === null ? {} : { executablePath }),
      args: chromiumFlags,
      viewport: { width: 400, height: 1_000 },
      locale: 'en-US',
    })
    await work(context.pages()[0] ?? (await context.newPage()), context)
    await context.close()
    const files = (await readdir(profile, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    const contents = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))))
    // Chromium writes some texts with two bytes to a letter.
    return contents.flatMap((bytes) => [bytes.toString('latin1'), bytes.toString('utf16le')]).join('\n')
  } finally {
    await rm(profile, { recursive: true, force: true })
  }
}

const policies: readonly DeskOptions['policy'][] = [{}, { mode: 'launch' }]

for (const policy of policies) {
  test(`once the browser is closed, its disk holds nothing of a caller and no token: ${policy.mode ?? 'call-scoped'} (R20, R53)`, async () => {
    const sandbox = await startSandbox({ ports: 'free', people: { size: 400 }, widget: { dir: 'dist' }, policy })
    const bearers = new Set<string>()
    try {
      const disk = await workedIn(async (page, context) => {
        context.on('request', (request) => {
          const { authorization } = request.headers()
          if (authorization !== undefined) bearers.add(authorization.replace(/^Bearer /i, ''))
        })
        const desk = deskOf(page, sandbox)
        if (policy.mode === 'launch') await page.goto(`${sandbox.origins.epic}/hyperspace/launch?user=dana.rivera`)
        else await desk.signIn()
        await desk.takeCall('+16085550142')
        await expect(desk.rows).toHaveCount(4)
        await desk.birthDate.fill('07012015')
        await expect(desk.button('Open chart of Leo Kessler')).toBeVisible()
        await desk.endCall()
      })

      // The profile was read: what the page itself is, is kept, as it may be.
      expect(disk).toContain(new URL(sandbox.origins.widget).host)
      expect(bearers.size).toBeGreaterThan(0)
      for (const bearer of bearers) expect(disk.includes(bearer)).toBe(false)
      for (const fact of ['Kessler', '2015-07-01', '07012015', '6085550142', '608-555-0142']) {
        expect([fact, disk.includes(fact)]).toEqual([fact, false])
      }
    } finally {
      await sandbox.close()
    }
  })
}

test('an answer to a POST is kept nowhere, even where Epic would let it be kept (R53)', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.method ?? '')
    if (request.url === '/')
      return response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>A page</title>')
    const mayBeKept = { 'Cache-Control': 'public, max-age=3600', 'Content-Location': '/search' }
    response.writeHead(200, { ...mayBeKept, 'Content-Type': 'application/fhir+json' })
    return response.end(`{"family":"${request.method === 'POST' ? 'Kessler' : 'Nguyen'}"}`)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { signal: _, ...init } = requestInit(
    { body: { mediaType: 'application/x-www-form-urlencoded', text: 'family=Kessler' }, redirect: 'error' },
    'secret',
    new AbortController().signal,
  )
  const ask = (page: Page) =>
    page.evaluate(async (init) => (await fetch('/search', init as RequestInit)).text(), init as object)
  try {
    const disk = await workedIn(async (page) => {
      await page.goto(origin)
      expect(await ask(page)).toContain('Kessler')
      expect(await ask(page)).toContain('Kessler')
      await page.evaluate(async () => (await fetch('/search')).text())
    })
    expect(asked.filter((method) => method === 'POST')).toHaveLength(2)
    // The GET is kept, which shows that this profile keeps what it may: of the POST's body nothing is there.
    expect(disk).toContain('Nguyen')
    expect(disk).not.toContain('Kessler')
  } finally {
    server.close()
  }
})

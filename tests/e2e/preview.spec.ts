import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { assetHeaders, documentHeaders } from '../../src/response-headers.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { expect } from './desk.ts'
import { freePort } from './laboratory.ts'

base('`npm run preview` serves the built widget with the headers of the one table (R30)', async ({ page }) => {
  const sandbox = await startSandbox({ ports: 'free', people: { size: 10 }, widget: { dir: 'dist' } })
  const { broker, idp, ccp, widget } = sandbox.origins
  const folder = await mkdtemp(join(tmpdir(), 'preview-'))
  await writeFile(join(folder, 'config.json'), await (await fetch(`${widget}/config.json`)).text())
  const port = await freePort()
  const preview = spawn('npx', ['vite', 'preview', '--port', String(port), '--strictPort', '--host', '127.0.0.1'], {
    env: { ...process.env, WIDGET_CONFIG: join(folder, 'config.json') },
    detached: true,
  })
  const origin = `http://127.0.0.1:${port}`
  await expect(() => fetch(origin)).toPass({ timeout: 30_000 })

  const expected = documentHeaders({ broker, identityProvider: idp, ccp })
  for (const path of ['/', '/launch', '/callback']) {
    const answer = await fetch(`${origin}${path}`)
    expect(answer.status).toBe(200)
    for (const [name, value] of Object.entries(expected))
      expect([name, answer.headers.get(name)]).toEqual([name, value])
  }
  const [, asset = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(await (await fetch(origin)).text()) ?? []
  const script = await fetch(`${origin}${asset}`)
  for (const [name, value] of Object.entries(assetHeaders(asset))) {
    expect([name, script.headers.get(name)]).toEqual([name, value])
  }

  await page.goto(origin)
  await expect(page.getByText('Who is at the telephone?').or(page.getByRole('main'))).toBeVisible()
  if (preview.pid !== undefined) process.kill(-preview.pid)
  await rm(folder, { recursive: true })
  await sandbox.close()
})

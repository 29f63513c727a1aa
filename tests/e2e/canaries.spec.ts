import { test as base } from '@playwright/test'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { watchForCanaries } from './canaries.ts'
import { deskOf, expect } from './desk.ts'

/** A test without a desk of its own: a desk fails for what is planted here. */
base('the watch finds what is planted: names, dates in any writing, numbers (R53, R57)', async ({ page, context }) => {
  const sandbox = await startSandbox({ ports: 'free', people: { size: 50 }, widget: { dir: 'dist' } })
  const canaries = watchForCanaries(context, sandbox)
  await deskOf(page, sandbox).signIn()
  expect(await canaries.leftovers()).toEqual([])

  await page.evaluate(() => {
    sessionStorage.setItem('caller', 'KESSLER')
    document.title = 'Call of Walter'
    // oxlint-disable-next-line no-console -- what the console is told is looked at
    for (const born of ['1951-12-09', '12/09/1951', '9 December 1951', 'Dec. 9th, 1951']) console.log('born', born)
    history.replaceState({ number: '(608) 555-0142' }, '')
  })
  const found = await canaries.leftovers()
  canaries.stop()
  await sandbox.close()
  expect([...new Set(found)].sort()).toEqual([
    'console: 12/09/1951',
    'console: 1951-12-09',
    'console: 9 December 1951',
    'console: Dec. 9th, 1951',
    'page: Walter',
    'storage: (608) 555-0142',
    'storage: KESSLER',
    'storage: Walter',
  ])
})

import { assert, property, shuffledSubarray } from 'fast-check'
import { expect, it } from 'vitest'
import { UnknownFileError, planRelease, turnOf, uploadArguments } from '../../scripts/deploy/release-plan.ts'
import { assetHeaders, documentHeaders } from '../../src/response-headers.ts'

const origins = {
  broker: 'https://widget.example.org',
  identityProvider: 'https://login.example.org',
  ccp: 'https://example.my.connect.aws',
}
const built = [
  'index.html',
  'config.json',
  'icon.svg',
  'page.css',
  'assets/index-a1.js',
  'assets/panel-b2.js',
  'assets/index-c3.css',
]

function keysOf(files: readonly string[]): readonly string[] {
  return planRelease(files, origins).map(({ key }) => key)
}

it('uploads files with a hash first, then the others, the settings, and index.html last', () => {
  expect(keysOf(built)).toEqual([
    'assets/index-a1.js',
    'assets/index-c3.css',
    'assets/panel-b2.js',
    'icon.svg',
    'page.css',
    'config.json',
    'index.html',
  ])
})

it('keeps that order however the files are found, and leaves none out', () => {
  assert(
    property(shuffledSubarray(built, { minLength: 1 }), (files) => {
      const keys = keysOf(files)
      expect([...keys].sort()).toEqual([...files].sort())
      expect(keys.map(turnOf)).toEqual(keys.map(turnOf).sort((one, other) => one - other))
    }),
  )
})

it('stores each file with the caching of the one table (R30)', () => {
  for (const { key, cacheControl } of planRelease(built, origins)) {
    const headers = key === 'index.html' ? documentHeaders(origins) : assetHeaders(`/${key}`)
    expect(cacheControl).toBe(headers['Cache-Control'])
  }
})

it('refuses a file that it could only serve as something else', () => {
  expect(() => keysOf([...built, 'assets/notes.docx'])).toThrow(UnknownFileError)
})

it('tells the AWS CLI what it uploads, and never to delete', () => {
  const [first] = planRelease(['assets/index-a1.js'], origins)
  const asked = first === undefined ? [] : uploadArguments(first, 'dist', 'bucket')
  expect(asked).toEqual([
    's3',
    'cp',
    'dist/assets/index-a1.js',
    's3://bucket/assets/index-a1.js',
    '--cache-control',
    'public, max-age=31536000, immutable',
    '--content-type',
    'text/javascript; charset=utf-8',
    '--no-progress',
  ])
})

import { assetHeaders, documentHeaders, type WidgetOrigins } from '../../src/response-headers.ts'

/** One file on its way into the bucket. */
export interface Upload {
  /** Its path below the built widget, and its key in the bucket: `assets/index-abc.js`. */
  readonly key: string
  readonly cacheControl: string
  readonly contentType: string
}

/** A kind of file that nobody said how to serve. The message names the file. */
export class UnknownFileError extends Error {
  override readonly name = 'UnknownFileError'
}

const contentTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
}

/**
 * The uploads of a release, each of which may begin once the one before has ended.
 *
 * Files with a hash in their name come first, then the others, the settings, and `index.html` at the very end: whoever
 * loads the page meanwhile gets the old one or the new one, and never one whose files are not there. Nothing is
 * deleted, so that a page opened before goes on, through a call and its after-call work.
 *
 * @param files Paths below the built widget, in any order, with forward slashes.
 */
export function planRelease(files: readonly string[], origins: WidgetOrigins): readonly Upload[] {
  return files
    .map((key) => ({ key, cacheControl: cacheControlOf(key, origins), contentType: contentTypeOf(key) }))
    .sort((one, other) => turnOf(one.key) - turnOf(other.key) || one.key.localeCompare(other.key))
}

/** The same place in the order for files that do not need each other. */
export function turnOf(key: string): number {
  if (key.startsWith('assets/')) return 0
  if (key === 'config.json') return 2
  return key.endsWith('.html') ? 3 : 1
}

/** The arguments of the AWS CLI for one upload. */
export function uploadArguments(upload: Upload, folder: string, bucket: string): readonly string[] {
  return [
    's3',
    'cp',
    `${folder}/${upload.key}`,
    `s3://${bucket}/${upload.key}`,
    '--cache-control',
    upload.cacheControl,
    '--content-type',
    upload.contentType,
    '--no-progress',
  ]
}

function cacheControlOf(key: string, origins: WidgetOrigins): string {
  const headers = key.endsWith('.html') ? documentHeaders(origins) : assetHeaders(`/${key}`)
  return headers['Cache-Control'] ?? 'no-store'
}

function contentTypeOf(key: string): string {
  const type = contentTypes[key.split('.').at(-1) ?? '']
  if (type === undefined) throw new UnknownFileError(`${key}: this kind of file has no content type yet`)
  return type
}

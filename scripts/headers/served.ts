import { readFile } from 'node:fs/promises'
import { siteOrigins, widgetOrigin } from '../../src/infra/site-settings.ts'
import { documentHeaders } from '../../src/response-headers.ts'
import { readSiteFile } from '../deploy/site-file.ts'

/** A page as a stranger gets it: what graders of headers look at. */
export interface ServedPage {
  readonly url: URL
  readonly headers: Headers
  readonly html: string
  /** The headers of the answer to another page's question whether it may ask (CORS). */
  readonly preflight: Headers
  /** The addresses that plain http leads to, itself first; null where nothing answers there. */
  readonly httpRoute: readonly URL[] | null
}

/** An address that does not answer with a page. The message says so. */
export class ServedPageError extends Error {
  override readonly name = 'ServedPageError'
}

const foreign = { Origin: 'https://elsewhere.example.org', 'Access-Control-Request-Method': 'GET' }
const mostRedirects = 10

/** Asks for a page, follows it from plain http too, and asks as a foreign page would. */
export async function fetchPage(address: string): Promise<ServedPage> {
  const route = await follow(new URL(address))
  const last = route?.at(-1)
  if (last === undefined || !last.response.ok) throw new ServedPageError(`${address} answers with no page`)

  const { url, response } = last
  const preflight = await fetch(url, { method: 'OPTIONS', headers: foreign, redirect: 'manual' })
  const plain = await follow(Object.assign(new URL(url), url.protocol === 'https:' ? { protocol: 'http:' } : {}))
  return {
    url,
    headers: response.headers,
    html: await response.text(),
    preflight: preflight.headers,
    httpRoute: plain?.map((step) => step.url) ?? null,
  }
}

/** The page of a site's file as `npm run deploy` will have it served, before anything is deployed. */
export async function plannedPage(siteFile: string): Promise<ServedPage> {
  const { site } = await readSiteFile(siteFile)
  const url = new URL(widgetOrigin(site))
  return {
    url,
    headers: new Headers(documentHeaders(siteOrigins(site))),
    html: await readFile(new URL('../../index.html', import.meta.url), 'utf8'),
    preflight: new Headers(),
    httpRoute: [Object.assign(new URL(url), { protocol: 'http:' }), url],
  }
}

interface Step {
  readonly url: URL
  readonly response: Response
}

/** Every step from an address to where it leads; null where the first does not answer. */
async function follow(start: URL): Promise<readonly Step[] | null> {
  const steps: Step[] = []
  let url = start
  while (steps.length <= mostRedirects) {
    const response = await fetch(url, { redirect: 'manual' }).catch(() => null)
    if (response === null) return steps.length === 0 ? null : steps
    steps.push({ url, response })
    const location = response.headers.get('location')
    if (response.status < 300 || response.status > 399 || location === null) return steps
    url = new URL(location, url)
  }
  return steps
}

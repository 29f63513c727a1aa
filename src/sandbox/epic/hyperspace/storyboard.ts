import { createHash } from 'node:crypto'

/** What the storyboard shows of whose chart is open; words, ready to be escaped. */
export interface Storyboard {
  readonly name: string
  readonly birthDate: string
  readonly age: string
  readonly sex: string
  readonly recordNumber: string
  readonly remarks: readonly string[]
}

const style = `
body { margin: 0; font: 16px/1.4 "Segoe UI", system-ui, sans-serif; background: #f2f4f7; color: #1c2733; }
header { background: #4a1030; color: #fff; padding: .5rem 1rem; }
.played { background: #fff3cd; color: #5c4400; padding: .25rem 1rem; font-weight: 600; }
main { display: flex; min-height: 80vh; }
aside { width: 16rem; background: #fff; border-right: 4px solid #4a1030; padding: 1rem; }
h1 { font-size: 1.25rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem .75rem; margin: 0; }
dt { color: #51606f; }
dd { margin: 0; font-weight: 600; }
.remark { color: #8a1020; font-weight: 600; }
article { padding: 1rem; }
iframe { width: 26rem; height: 60rem; border: 1px solid #51606f; }
`

/** The headers of every page of the played Hyperspace: nothing runs, nothing loads, nobody frames it or learns its URL. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
} as const

/** The same for a page that frames the application at `origin`, which goes through Epic's own authorize on its way. */
export function pageHeadersFraming(origin: string) {
  const policy = `${pageHeaders['content-security-policy']}; frame-src ${origin} 'self'`
  return { ...pageHeaders, 'content-security-policy': policy }
}

/** Hyperspace with the application in a frame that may open no window and not leave it. */
export function framePage(userName: string, address: string): string {
  const microphone = new URL(address).origin
  const frame = [
    `<iframe title="Agent widget" src="${escapeHtml(address)}"`,
    'sandbox="allow-scripts allow-same-origin allow-forms"',
    `allow="microphone ${microphone} *; autoplay ${microphone} *; clipboard-write ${microphone} *"></iframe>`,
  ].join(' ')
  return page('Launched', `<article><p>${escapeHtml(userName)} works here.</p>${frame}</article>`)
}

/** The page of an open chart. The title names nobody: titles reach window lists and histories. */
export function chartPage({ name, birthDate, age, sex, recordNumber, remarks }: Storyboard): string {
  const facts = { Born: birthDate, Age: age, 'Legal sex': sex, 'Record number': recordNumber }
  const rows = Object.entries(facts).map(([label, fact]) => `<dt>${label}</dt><dd>${escapeHtml(fact)}</dd>`)
  const notes = remarks.map((remark) => `<p class="remark">${escapeHtml(remark)}</p>`)
  const storyboard = `<aside aria-label="Storyboard"><h1>${escapeHtml(name)}</h1>${notes.join('')}<dl>${rows.join('')}</dl></aside>`
  return page('Chart', `${storyboard}<article><p>This chart is open.</p></article>`)
}

/** The page for an id that no patient has. */
export function noChartPage(): string {
  return page('No chart', '<article><h1>No chart was opened</h1><p>Nobody has this patient id.</p></article>')
}

function page(title: string, content: string): string {
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${title} - Hyperspace (played)</title>`,
    `<style>${style}</style></head><body>`,
    '<header>Hyperspace</header>',
    '<div class="played">Played by the sandbox. Everybody here is invented.</div>',
    `<main>${content}</main></body></html>`,
  ].join('')
}

/** Text as it stands in HTML, in quotes too. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '&#39;')
}

import { escapeHtml } from '../hyperspace/storyboard.ts'
import type { EpicUser } from './epic-user.ts'

/** Epic's own log-in page, for a launch that did not come from Hyperspace: one button a user, no password. */
export function logInPage(users: readonly EpicUser[], action: string): string {
  const buttons = users.map(
    ({ username, name }) =>
      `<p><button name="user" value="${escapeHtml(username)}">${escapeHtml(name)}</button> ${escapeHtml(username)}</p>`,
  )
  return page('Log in', `<form method="post" action="${escapeHtml(action)}">${buttons.join('')}</form>`)
}

/** What Epic shows in place of an answer to the application: HTML, and no way back (facts/epic.md 2.3). */
export function authorizeErrorPage(reason: string): string {
  const sentence =
    'Something went wrong trying to authorize the client. Please try logging in again. If the problem goes on, contact support.'
  return page('OAuth2 Error', `<p>${sentence}</p><p><code>${escapeHtml(reason)}</code></p>`)
}

/** The headers of Interconnect's pages, which nobody may frame. */
export const signInHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
} as const

function page(title: string, content: string): string {
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${title} - Epic (played)</title></head>`,
    `<body><h1>Epic: ${title}</h1><p>Played by the sandbox. Everybody here is invented.</p>${content}</body></html>`,
  ].join('')
}

import type { PlayedAgent } from './agents.ts'

/** The page that lists the sandbox's agents: one button each, no password, and it says why. */
export function signInPage(agents: readonly PlayedAgent[], action: string): string {
  const buttons = agents.map(
    ({ username, name }) =>
      `<li><button name="agent" value="${escaped(username)}"><b>${escaped(name)}</b><span>${escaped(username)}</span></button></li>`,
  )
  return page(
    'Sign in',
    `<p>Who is at the telephone?</p>
    <form method="post" action="${escaped(action)}"><ul>${buttons.join('')}</ul></form>
    <p class="note">This is the sandbox's identity provider. It plays the hospital's sign-in, so it asks for no password, and knows nobody else.</p>`,
  )
}

/** The page that ends the session at once; the button is there for a browser that runs no script. */
export function signOutPage(form: string): string {
  return page(
    'Signing out',
    `${form}<button class="primary" form="op.logoutForm" name="logout" value="yes">Sign out</button>
    <script>document.querySelector('button').click()</script>`,
  )
}

/** The page after a sign-out that named no place to return to. */
export function signedOutPage(): string {
  return page('Signed out', '<p>You are signed out of the sandbox. You may close this window.</p>')
}

/** The page for a request that cannot be answered to the client, in the words of the protocol. */
export function errorPage(error: string, description: string): string {
  return page(
    'This sign-in cannot go on',
    `<p>${escaped(description || error)}</p><p class="note"><code>${escaped(error)}</code></p>`,
  )
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Sandbox identity provider</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="badge">Sandbox</p>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const style = `
:root { color-scheme: light dark; --page: light-dark(#f4f6f8, #0f141a); --card: light-dark(#fff, #161d26);
  --text: light-dark(#0f141a, #ebebf0); --dim: light-dark(#5b6470, #a4abb5); --line: light-dark(#c6ccd4, #4a5563);
  --blue: light-dark(#006ce0, #42b4ff); --on-blue: light-dark(#fff, #0f141a); --amber: light-dark(#855900, #fbd332) }
* { box-sizing: border-box }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; padding: 16px; background: var(--page);
  color: var(--text); font: 16px/24px "Open Sans", system-ui, sans-serif }
main { width: min(100%, 400px); background: var(--card); border: 1px solid var(--line); border-radius: 16px; padding: 24px }
h1 { font-size: 24px; line-height: 30px; margin: 8px 0 }
p { margin: 8px 0 }
ul { list-style: none; margin: 16px 0; padding: 0; display: grid; gap: 8px }
button { width: 100%; min-height: 52px; display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center;
  gap: 0 12px; padding: 8px 16px; border: 2px solid var(--line); border-radius: 12px; background: none; color: inherit; font: inherit; cursor: pointer; text-align: start }
button span { color: var(--dim) }
button:hover { border-color: var(--blue) }
button:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px }
button.primary { justify-content: center; background: var(--blue); color: var(--on-blue); border-color: var(--blue); font-weight: 700 }
.badge { display: inline-block; margin: 0; padding: 0 10px; border: 1px solid var(--amber); border-radius: 12px; color: var(--amber); font-size: 13px; line-height: 22px; font-weight: 700 }
.note { color: var(--dim); font-size: 14px; line-height: 20px }`

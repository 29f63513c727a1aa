/**
 * The CCP's page, empty: its script fills it. A `silent` page stays deaf and dumb towards its host, which is how a CCP
 * looks whose storage is blocked or whose session hangs (ccp-streams.md 5). So does one that is `signed-out`, which
 * asks the agent to sign in: Amazon's own log-in page does not speak Streams either.
 */
export function ccpDocument(standing: 'speaks' | 'silent' | 'signed-out'): string {
  return `<!doctype html>
<html lang="en" data-standing="${standing}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Played Contact Control Panel</title>
<link rel="stylesheet" href="ccp.css">
</head>
<body>
<main id="ccp"></main>
<script src="ccp.js" defer></script>
</body>
</html>
`
}

/**
 * The CCP's page, empty: its script fills it. A page that does not speak stays deaf and dumb towards its host, which
 * is how a CCP looks whose storage is blocked or whose session hangs (ccp-streams.md 5).
 */
export function ccpDocument(speaks: boolean): string {
  return `<!doctype html>
<html lang="en"${speaks ? '' : ' data-silent'}>
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

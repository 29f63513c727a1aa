/** The control room's page; its script fills it. */
export function controlRoomDocument(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Control room · Sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/control-room.css">
<script src="/control-room.js" defer></script>
</head>
<body>
<header>
  <div class="title"><span class="badge">Sandbox</span><h1>Control room</h1></div>
  <p>Here you play the callers, the hospital and its misfortunes. Every patient is invented.</p>
  <ol>
    <li>Open the widget and sign in as the agent of the CCP.</li>
    <li>Ring. The softphone in the widget accepts.</li>
    <li>Type the birth date the caller says, press Enter: the chart opens.</li>
  </ol>
  <div class="doors" id="doors"></div>
</header>
<p id="said" role="status"></p>
<div id="now"></div>
<main>
  <section class="now" aria-labelledby="contacts-title"><h2 id="contacts-title">In the CCP now</h2><div id="contacts"></div></section>
  <section class="ring" aria-labelledby="ring-title">
    <h2 id="ring-title">Ring</h2>
    <p class="note">Each button says what the caller would answer: the birth date to type.</p>
    <div id="ring-number"></div>
    <div id="scenes"></div>
  </section>
  <section class="turn" aria-labelledby="switches-title"><h2 id="switches-title">Switches</h2><div id="switches"></div></section>
  <section class="wrong" aria-labelledby="faults-title">
    <h2 id="faults-title">What goes wrong</h2>
    <p class="note">One thing at each party, and what the agent should then see. The softphone goes on in every one.</p>
    <div id="faults"></div>
  </section>
  <section class="happened" aria-labelledby="happened-title"><h2 id="happened-title">What each party did</h2><div id="panes"></div></section>
</main>
</body>
</html>`
}

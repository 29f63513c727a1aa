/** Runs in the page of naive-flow.ts: asks, lists the names, and tells the milliseconds to the task after their frame. */
window.acceptNaively = async () => {
  const begun = performance.now()
  const answer = await fetch('/search')
  const bundle = await answer.json()
  if (answer.status !== 200) throw new Error(`The naive search was answered ${answer.status}`)

  const names = bundle.entry.map(({ resource }) => resource.name?.[0]?.text ?? resource.id)
  const rows = names.map((name) => Object.assign(document.createElement('li'), { textContent: name }))
  document.querySelector('ul').replaceChildren(...rows)
  return (await new Promise((painted) => window.afterPaint(painted))) - begun
}

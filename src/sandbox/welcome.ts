/**
 * What the terminal says once everything runs: where to go, and the first thing to try with the people there are.
 *
 * @param pin Where Epic and the broker speak TLS: what a Chromium trusts their certificate by; else null.
 */
export function welcome(controlRoom: string, people: 'made' | 'loaded', pin: string | null): string {
  return `
  The sandbox runs. Open the control room:

    ${pin === null ? controlRoom : inChromium(controlRoom, pin)}

${people === 'made' ? withTheCast : withOwnPeople}
${pin === null ? '' : `\n${aboutTrust}\n`}
  Ctrl-C ends it.
`
}

/** A window with a profile of its own: without one the flag is not heeded, and no other window should trust anything more. */
function inChromium(address: string, pin: string): string {
  return `chromium --user-data-dir=.sandbox/chromium --ignore-certificate-errors-spki-list=${pin} ${address}`
}

const withTheCast = `  Press "Open the widget", sign in as Dana Rivera, then press "Household".
  Accept the call, type 07012015, press Enter: Leo's chart opens.`

const withOwnPeople = `  Press "Open the widget", sign in as Dana Rivera, then press "Ring" beside "Ring this number".
  Accept the call, type a birth date that stands below the number, press Enter: that chart opens.`

const aboutTrust = `  Epic and the broker speak TLS by an authority that lives as long as this sandbox. That Chromium (or Chrome)
  trusts them, and no other browser. Other programs do by NODE_EXTRA_CA_CERTS=.sandbox/authority.pem.`

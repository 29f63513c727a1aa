/** What the terminal says once everything runs: where to go, and the first thing to try with the people there are. */
export function welcome(controlRoom: string, people: 'made' | 'loaded'): string {
  return `
  The sandbox runs. Open the control room:

    ${controlRoom}

${people === 'made' ? withTheCast : withOwnPeople}

  Ctrl-C ends it.
`
}

const withTheCast = `  Press "Open the widget", sign in as Dana Rivera, then press "Household".
  Accept the call, type 07012015, press Enter: Leo's chart opens.`

const withOwnPeople = `  Press "Open the widget", sign in as Dana Rivera, then press "Ring" beside "Ring this number".
  Accept the call, type a birth date that stands below the number, press Enter: that chart opens.`

/** A title with its sentence. */
type Words = readonly [title: string, body: string]

/** The sentences of the launch mode for the time before the panel. */
export interface LaunchWords {
  readonly refused: Words
  readonly openFromEpic: Words
  readonly noStorage: Words
  readonly unknownAgent: Words
  readonly setUp: Words
  readonly unreachable: Words
  readonly logIn: string
}

const en: LaunchWords = {
  refused: [
    'This launch was refused',
    'It does not come from an Epic on this site’s list. Open this panel from Hyperspace again; if that does not help, tell support.',
  ],
  openFromEpic: ['Open this panel from Hyperspace', 'A launch from Hyperspace is good once, and this one is used up.'],
  noStorage: [
    'This browser lets the panel keep nothing in a frame',
    'Neither Epic’s log-in nor the softphone can work in it. Have this panel opened beside Hyperspace, or tell support.',
  ],
  unknownAgent: [
    'Your Epic log-in names no agent of the softphone',
    'Ask your supervisor to have the two accounts joined.',
  ],
  setUp: ['Signing in with Epic is not set up correctly', 'Tell support.'],
  unreachable: ['Epic’s sign-in cannot be reached', 'Try again in a moment.'],
  logIn: 'Log in to Epic',
}

const es: LaunchWords = {
  refused: [
    'Se rechazó esta apertura',
    'No proviene de un Epic de la lista de este sitio. Abra de nuevo este panel desde Hyperspace; si no funciona, avise a soporte.',
  ],
  openFromEpic: [
    'Abra este panel desde Hyperspace',
    'Una apertura desde Hyperspace sirve una sola vez, y esta ya se usó.',
  ],
  noStorage: [
    'Este navegador no permite que el panel guarde nada dentro de un marco',
    'Así no funcionan ni el inicio de sesión de Epic ni el teléfono. Pida que el panel se abra junto a Hyperspace o avise a soporte.',
  ],
  unknownAgent: [
    'Su cuenta de Epic no corresponde a ningún agente del teléfono',
    'Pida a su supervisor que se vinculen las dos cuentas.',
  ],
  setUp: ['El inicio de sesión con Epic no está bien configurado', 'Avise a soporte.'],
  unreachable: ['No hay conexión con el inicio de sesión de Epic', 'Intente de nuevo en un momento.'],
  logIn: 'Iniciar sesión en Epic',
}

/** The sentences for a locale: Spanish for `es` and all that begins so, else English. */
export function launchWordsOf(locale: string): LaunchWords {
  return /^es(-|$)/i.test(locale) ? es : en
}

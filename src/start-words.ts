/** The sentences of the time before the panel, in the languages of the panel. */
export interface StartWords {
  /** Of their language. */
  readonly locale: string
  readonly badSettings: string
  readonly mendSettings: (names: string) => string
  readonly unreadSettings: string
  readonly notSignedIn: string
  readonly signInToTakeCalls: string
  readonly signInUnreachable: string
  readonly tryAgainSoon: string
  readonly signedOut: string
  readonly otherTab: string
  readonly oneTab: string
  readonly useThisTab: string
  readonly signIn: string
  readonly tryAgain: string
  readonly signInDone: string
  readonly closeWindow: string
  /** Beside why nobody is signed in, where the softphone stands all the same (R69). */
  readonly softphoneWorks: string
  readonly reloadsSoftphone: string
}

const en: StartWords = {
  locale: 'en-US',
  badSettings: 'This site is not set up',
  mendSettings: (names) => `Mend these settings: ${names}.`,
  unreadSettings: 'Its settings could not be read.',
  notSignedIn: 'You are not signed in',
  signInToTakeCalls: 'Sign in to take calls.',
  signInUnreachable: 'Sign-in cannot be reached',
  tryAgainSoon: 'Try again in a moment.',
  signedOut: 'You are signed out',
  otherTab: 'Open in another tab',
  oneTab: 'Calls show in one tab at a time.',
  useThisTab: 'Use this tab',
  signIn: 'Sign in',
  tryAgain: 'Try again',
  signInDone: 'You came back from the sign-in',
  closeWindow: 'Go on in the panel. This window can be closed.',
  softphoneWorks: 'The softphone works without it: search in Epic itself meanwhile.',
  reloadsSoftphone: 'This button reloads the softphone too: end the call first.',
}

const es: StartWords = {
  locale: 'es-US',
  badSettings: 'Este sitio no está configurado',
  mendSettings: (names) => `Corrija estos ajustes: ${names}.`,
  unreadSettings: 'No se pudieron leer sus ajustes.',
  notSignedIn: 'Usted no ha iniciado sesión',
  signInToTakeCalls: 'Inicie sesión para recibir llamadas.',
  signInUnreachable: 'No hay conexión con el inicio de sesión',
  tryAgainSoon: 'Intente de nuevo en un momento.',
  signedOut: 'Su sesión está cerrada',
  otherTab: 'Abierto en otra pestaña',
  oneTab: 'Las llamadas aparecen en una sola pestaña a la vez.',
  useThisTab: 'Usar esta pestaña',
  signIn: 'Iniciar sesión',
  tryAgain: 'Intentar de nuevo',
  signInDone: 'Usted volvió del inicio de sesión',
  closeWindow: 'Siga en el panel. Esta ventana se puede cerrar.',
  softphoneWorks: 'El teléfono funciona sin esto: mientras tanto, busque en Epic.',
  reloadsSoftphone: 'Este botón también vuelve a cargar el teléfono: primero termine la llamada.',
}

/** The sentences for a locale: Spanish for `es` and all that begins so, else English. */
export function startWordsOf(locale: string): StartWords {
  return /^es(-|$)/i.test(locale) ? es : en
}

import { randomText } from './random-text.ts'

/** What must outlive the way to Epic and back. */
export interface LaunchRecord {
  /** The FHIR base that was launched, as the site's list writes it. */
  readonly issuer: string
  readonly nonce: string
}

const prefix = 'agent-widget.launch.'

/** Whether this browser lets the page keep a launch at all: some deny a frame of another site every storage. */
export function canKeepLaunches(): boolean {
  try {
    return sessionStorage.length >= 0
  } catch {
    return false
  }
}

/**
 * Writes down a launch that leaves for Epic; answers its state, 256 random bits.
 *
 * The state is the launch's own key and stands in the address it comes back with: Hyperspace shares one session storage among
 * all instances of an application, so there must be no "present launch" in it (facts/epic.md 2.6, 4.4).
 */
export function keepLaunch(issuer: string): LaunchRecord & { readonly state: string } {
  const record = { issuer, nonce: randomText(32) }
  const state = randomText(32)
  sessionStorage.setItem(`${prefix}${state}`, JSON.stringify(record))
  return { ...record, state }
}

/** The launch of this state, once; null for a state that is not ours, or came back before. */
export function takeLaunch(state: string): LaunchRecord | null {
  const kept = sessionStorage.getItem(`${prefix}${state}`)
  sessionStorage.removeItem(`${prefix}${state}`)
  return kept === null ? null : (JSON.parse(kept) as LaunchRecord)
}

/** Removes what fhirclient keeps of a launch: its verifier and, after the exchange, the tokens, as plain text (R53). */
export function dropLaunch(state: string): void {
  sessionStorage.removeItem(state)
  sessionStorage.removeItem(`${prefix}${state}`)
}

import type { FactName, Facts } from './facts.ts'

/** How a widget signs in whose settings say nothing of it. */
export const ordinarySignIn: Facts['signIn'] = { scope: 'openid profile offline_access', resource: 'sent' }

/** Facts under way: each with the settings that it is made of. */
export interface FactCollector {
  readonly facts: Partial<Facts>
  readonly lacking: Partial<Record<FactName, string>>
  /** Keeps a fact, unless one of its settings is bad. */
  readonly put: <Name extends FactName>(
    name: Name,
    settings: readonly string[],
    value: () => Facts[Name] | null,
  ) => void
  /** Says why a fact is not there, to go on from "because". */
  readonly lack: (name: FactName, why: string) => void
}

/** @param isBad Whether a setting has to be mended. */
export function createFactCollector(isBad: (setting: string) => boolean): FactCollector {
  const facts: { -readonly [Name in FactName]?: Facts[Name] } = {}
  const lacking: Partial<Record<FactName, string>> = {}
  return {
    facts,
    lacking,
    lack(name, why) {
      lacking[name] = why
    },
    put(name, settings, value) {
      const bad = settings.filter(isBad)
      const made = bad.length > 0 ? null : value()
      if (made === null) lacking[name] = `${(bad.length > 0 ? bad : settings).join(' and ')} has to be mended first`
      else facts[name] = made
    },
  }
}
